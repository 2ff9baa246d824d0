"""Schemes that are worth checking for a country and a work status; it never says who is entitled."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Words
from actions.replies import Reply
from actions.site_cards import scheme_card
from actions.turn import Turn
from catalog.models import ActFirst, Confidence, Scheme
from catalog.services.schemes import scheme_by_id

MAX_SCHEMES = 2
STATUS_CHIPS = {
    "employed": "chip_employed",
    "jobseeker": "chip_jobseeker",
    "self_employed": "chip_self_employed",
    "other": "chip_other_status",
}
# What a learner says in more detail counts here as one of the four.
STATUS_GROUPS = {
    "employed_private": "employed",
    "employed_public": "employed",
    "carer": "other",
    "retired": "other",
    "student": "other",
}


class FundingOptions(GuidanceAction):
    """Country and work status first, then at most two schemes, those to ask for early first."""

    need = "funding_options"

    async def answer(self, turn: Turn) -> Reply:
        """Ask what is missing, or name the schemes."""
        if turn.country is None:
            return self.ask_country(turn)
        status = turn.code("work_status")
        if status is None:
            return self._ask_status(turn)
        schemes = await self._schemes(turn.country, STATUS_GROUPS.get(status, status))
        if not schemes:
            return self.say(turn, self.pick(turn, variant="nothing"))
        return self._found(turn, schemes)

    def _found(self, turn: Turn, schemes: list[Scheme]) -> Reply:
        words = Words(self.services.texts, turn.language)
        cards = tuple(scheme_card(words, scheme) for scheme in schemes)
        is_early = any(scheme.act_before_start is ActFirst.YES for scheme in schemes)
        reply = self.say(
            turn,
            self.pick(turn, variant="found"),
            cards="\n".join(card["text"] for card in cards),
            before=self.pick(turn, variant="before").text if is_early else "",
        )
        return replace(reply, cards=cards)

    def _ask_status(self, turn: Turn) -> Reply:
        chips = tuple(
            self.labelled(turn, label, self.need, work_status=status)
            for status, label in STATUS_CHIPS.items()
        )
        reply = self.say(turn, self.pick(turn, variant="ask_status"))
        pending = {"question": "work_status", "need": self.need}
        return replace(reply, choices=chips, pending=pending)

    async def _schemes(self, country: str, status: str) -> list[Scheme]:
        wanted = self.services.answers.schemes(country, status)
        async with self.services.database.read() as session:
            found = [await scheme_by_id(session, public_id) for public_id in wanted]
        sure = [row for row in found if row and row.confidence is not Confidence.WEAK]
        return sorted(sure[:MAX_SCHEMES], key=lambda row: row.act_before_start is not ActFirst.YES)
