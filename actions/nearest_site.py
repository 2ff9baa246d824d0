"""Places near a learner: where one can study, and where one only gets advice, never mixed up."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Card, Words
from actions.contact import fallback_contact
from actions.needs import PERSON
from actions.places import as_place
from actions.replies import Reply
from actions.site_cards import site_card
from actions.study_places import EVENING, MAX_SITES, nearest_to, sites_near, sites_with
from actions.turn import Turn
from catalog.models import SiteKind
from catalog.services.site_search import SiteHit

LONGEST_PLACE_NAME = 60
WITH_PEOPLE = (SiteKind.ADVICE_DESK, SiteKind.STUDY_PLACE)


class NearestSite(GuidanceAction):
    """At most three places, nearest first; a wish for a course brings courses as well."""

    need = "nearest_site"

    async def answer(self, turn: Turn) -> Reply:
        """Show the places near the one named; ask for it, or which of several is meant."""
        if turn.names_wish:
            return await self.other("find_course").answer(turn)
        if turn.is_place_unclear:
            return self._ask_which(turn)
        if turn.places_now:
            return await self._near_each(turn)
        place = turn.place
        if place is None and self._is_answer_in_words(turn):
            return await self._named_in_words(turn)
        if place is None:
            return self._ask_place(turn, "ask_place")
        return await self._near(turn)

    async def _near(self, turn: Turn) -> Reply:
        assert turn.place is not None
        wanted = self._needs(turn)
        needs = tuple(code for code in wanted if code != EVENING)
        found = await sites_with(self.services, turn.place, needs) if needs else []
        # The catalog puts doubtful places last; in a list people expect the order of the numbers.
        hits = sorted(found or await self._hits(turn), key=lambda hit: hit.distance_km)
        words = Words(self.services.texts, turn.language)
        if not hits:
            contact = await fallback_contact(self.services, turn, words, "contact_help")
            name = turn.place["name"]
            return self.say(turn, self.pick(turn, variant="none"), place=name, contact=contact)
        variant = _variant(hits) if not needs else "with_needs" if found else "without_needs"
        cards = [site_card(words, hit.site, hit.distance_km) for hit in hits]
        lines = "\n".join(card["text"] for card in cards)
        beside = [words.get("evening_unknown")] if EVENING in wanted else []
        beside += [words.get("person_beside")] if PERSON in turn.needs else []
        return await self._shown(turn, words, variant, cards, lines, needs, " ".join(beside))

    async def _near_each(self, turn: Turn) -> Reply:
        """The nearest place to study for each of several towns."""
        words = Words(self.services.texts, turn.language)
        lines, cards = list[str](), list[Card]()
        for place in turn.places_now:
            fitting = await sites_with(self.services, place, self._needs(turn))
            hit = fitting[0] if fitting else await nearest_to(self.services, place)
            lines.append(words.get("near_place", place=place["name"]))
            if hit is None:
                lines.append(words.get("near_nothing"))
                continue
            cards.append(site_card(words, hit.site, hit.distance_km))
            lines.append(cards[-1]["text"])
        return await self._shown(turn, words, "each", cards, "\n".join(lines))

    async def _shown(
        self,
        turn: Turn,
        words: Words,
        variant: str,
        cards: list[Card],
        lines: str,
        needs: tuple[str, ...] = (),
        beside: str = "",
    ) -> Reply:
        leads_on = any(card["next_step"] for card in cards)
        contact = "" if leads_on else await fallback_contact(self.services, turn, words)
        reply = self.say(
            turn,
            self.pick(turn, variant=variant),
            place=turn.place["name"] if turn.place else "",
            cards=lines,
            contact=f"{contact} {beside}",
            needs=words.listed(words.get(f"service_{code}") for code in needs),
        )
        shown = {"shown_sites": [card["id"] for card in cards]}
        return replace(reply, cards=tuple(cards), slots=shown)

    def _needs(self, turn: Turn) -> tuple[str, ...]:
        """What a place must have: said now, or before where the message only names another town."""
        now = turn.learned().get("support_need")
        return tuple(now or turn.slots.get("support_need") or ())

    async def _hits(self, turn: Turn) -> list[SiteHit]:
        """The nearest places; if none of them is for study, the nearest that is joins them."""
        assert turn.place is not None
        if PERSON in turn.needs:  # where people are who advise, and no school that sells its own
            return await sites_near(self.services, turn.place, WITH_PEOPLE)
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
            pending={"question": "place", "need": self.need, "places": list(turn.namesakes)},
        )


def _variant(hits: list[SiteHit]) -> str:
    can_study = any(hit.site.kind is SiteKind.STUDY_PLACE for hit in hits)
    return "found" if can_study else "found_advice"
