"""One scheme, asked for by any of its names; what is old or unsettled is said to be so."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Words
from actions.replies import Reply
from actions.site_cards import scheme_card
from actions.turn import Turn
from catalog.models import Confidence, Scheme
from catalog.services.schemes import scheme_by_id, scheme_by_name


class FundingScheme(GuidanceAction):
    """What the scheme is, who decides, where to check, and of when this is."""

    need = "funding_scheme"

    async def answer(self, turn: Turn) -> Reply:
        """The card of the scheme named; else the question which one is meant."""
        entity = turn.entity("scheme")
        scheme = await self._scheme(turn) if entity else None
        if scheme is None:
            return self.say(turn, self.pick(turn, variant="which"))
        words = Words(self.services.texts, turn.language)
        if scheme.confidence is Confidence.WEAK:
            return self.say(turn, self.pick(turn, variant="unsure"), name=scheme.name)
        card = scheme_card(words, scheme)
        facts = self.services.answers.facts_of_scheme(
            scheme.public_id, scheme.country, turn.code("work_status")
        )
        answer = replace(self.pick(turn, variant="found"), facts=facts)
        reply = self.say(turn, answer, cards=card["text"])
        return replace(reply, cards=(card,))

    async def _scheme(self, turn: Turn) -> Scheme | None:
        """By the code that the word lists give its name, else by its name in the catalog."""
        for entity in turn.entities:
            if entity["entity"] != "scheme":
                continue
            code = (entity.get("data") or {}).get("code")
            async with self.services.database.read() as session:
                found = await scheme_by_id(session, str(code)) if code else None
                found = found or await scheme_by_name(session, entity["value"], turn.country)
            if found is not None:
                return found
        return None
