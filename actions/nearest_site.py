"""Places near a learner: where one can study, and where one only gets advice, never mixed up."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Words
from actions.contact import fallback_contact
from actions.replies import Reply
from actions.site_cards import site_card
from actions.study_places import MAX_SITES, sites_near
from actions.turn import Turn, as_place
from catalog.models import SiteKind
from catalog.services.site_search import SiteHit

LONGEST_PLACE_NAME = 60


class NearestSite(GuidanceAction):
    """At most three places, nearest first; a wish for a course brings courses as well."""

    need = "nearest_site"

    async def answer(self, turn: Turn) -> Reply:
        """Show the places near the one named; ask for it, or which of several is meant."""
        if turn.entity("field") is not None or turn.entity("level") is not None:
            return await self.other("find_course").answer(turn)
        if turn.is_place_unclear:
            return self._ask_which(turn)
        place = turn.place
        if place is None and self._is_answer_in_words(turn):
            return await self._named_in_words(turn)
        if place is None:
            return self._ask_place(turn, "ask_place")
        return await self._near(turn)

    async def _near(self, turn: Turn) -> Reply:
        assert turn.place is not None
        words = Words(self.services.texts, turn.language)
        # The catalog puts doubtful places last; in a list people expect the order of the numbers.
        hits = sorted(await self._hits(turn), key=lambda hit: hit.distance_km)
        name = turn.place["name"]
        if not hits:
            contact = await fallback_contact(self.services, turn, words, "contact_help")
            return self.say(turn, self.pick(turn, variant="none"), place=name, contact=contact)
        cards = [site_card(words, hit.site, hit.distance_km) for hit in hits]
        leads_on = any(card["next_step"] for card in cards)
        reply = self.say(
            turn,
            self.pick(turn, variant=_variant(hits)),
            place=name,
            cards="\n".join(card["text"] for card in cards),
            contact="" if leads_on else await fallback_contact(self.services, turn, words),
        )
        shown = {"shown_sites": [card["id"] for card in cards]}
        return replace(reply, cards=tuple(cards), slots=shown)

    async def _hits(self, turn: Turn) -> list[SiteHit]:
        """The nearest places; if none of them is for study, the nearest that is joins them."""
        assert turn.place is not None
        hits = await sites_near(self.services, turn.place)
        if any(hit.site.kind is SiteKind.STUDY_PLACE for hit in hits):
            return hits
        study = (await sites_near(self.services, turn.place, (SiteKind.STUDY_PLACE,)))[:1]
        return [*hits[: MAX_SITES - len(study)], *study]

    def _is_answer_in_words(self, turn: Turn) -> bool:
        """Whether the message answers the question for the place without a recognised one."""
        asked = turn.pending.get("question") == "place"
        return asked and not turn.chosen and len(turn.text) <= LONGEST_PLACE_NAME

    async def _named_in_words(self, turn: Turn) -> Reply:
        found = self.services.gazetteer.fuzzy(turn.text, limit=1)
        if not found:
            return self._ask_place(turn, "unknown_place")
        row = found[0]
        place = as_place({field: getattr(row, field) for field in row.__slots__})
        there = {"place": place, "country": place["country"]}
        reply = await self._near(replace(turn, slots={**turn.slots, **there}))
        return replace(reply, slots={**reply.slots, **there})

    def _ask_place(self, turn: Turn, variant: str) -> Reply:
        reply = self.say(turn, self.pick(turn, variant=variant))
        return replace(reply, pending={"question": "place", "need": self.need})

    def _ask_which(self, turn: Turn) -> Reply:
        name = turn.candidates[0]["name"]
        reply = self.say(turn, self.pick(turn, variant="which_place"), place=name)
        return replace(
            reply,
            choices=self.place_chips(turn),
            pending={"question": "place", "need": self.need},
        )


def _variant(hits: list[SiteHit]) -> str:
    can_study = any(hit.site.kind is SiteKind.STUDY_PLACE for hit in hits)
    return "found" if can_study else "found_advice"
