"""Courses for a wish, with the reasons, what was let go, and the nearest place to study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.base import GuidanceAction
from actions.cards import Card, Words, course_card
from actions.contact import fallback_contact
from actions.last_course import shown_courses
from actions.needs import PERSON, SHOWN_AGAIN
from actions.refining import CHEAPER, MOST_SEEN, SHORTER, TOLD, is_refining, refined
from actions.replies import Choice, Reply
from actions.shown import shown_slots
from actions.site_cards import site_card
from actions.study_places import nearest_study_place
from actions.turn import Turn
from actions.wishes import Wish, is_above, wish_of
from catalog.services.course_search import (
    CourseResults,
    Why,
    search_courses,
)
from catalog.services.next_step import leads_somewhere

MAX_COURSES = 3
FIELD_CHIPS = ("digital", "health_social", "business")
LIMITS = {CHEAPER: Why.COST, SHORTER: Why.DURATION}


class FindCourse(GuidanceAction):
    """At most three courses; a place named with the wish brings the nearest study place."""

    need = "find_course"

    async def answer(self, turn: Turn) -> Reply:
        """Search by the wish, or ask for a field when nothing is wished yet."""
        words = Words(self.services.texts, turn.language)
        if is_refining(turn):
            return await self._refine(turn, words)
        wish = wish_of(turn)
        return self._ask_field(turn) if wish.is_open else await self.found_for(turn, wish, words)

    async def found_for(self, turn: Turn, wish: Wish, words: Words) -> Reply:
        """The courses that fit *wish* best, or that there are none."""
        results = await self._search(turn, wish)
        if wish.field and Why.TEXT in results.relaxed:
            results = await self._elsewhere(turn, wish) or results
        if Why.TEXT in results.relaxed and not turn.names_subject:
            wish = replace(wish, is_text_of_field=True)  # words of the sentence, not of a subject
        if not results.hits:
            return self._nothing(turn, wish, words)
        reply = await self._found(turn, wish, results, words)
        field = None if wish.field and Why.TEXT in results.relaxed else _field_of(results)
        return replace(reply, slots={**reply.slots, "field": field}) if field else reply

    async def _elsewhere(self, turn: Turn, wish: Wish) -> CourseResults | None:
        """Courses that have the learner's own word, though our lists put it in another field.

        Psychology is a matter of the humanities at one school, and of health at the next.
        """
        results = await self._search(turn, replace(wish, field=None))
        return results if results.hits and not results.relaxed else None

    async def _refine(self, turn: Turn, words: Words) -> Reply:
        """Go on from the courses shown: one of them, others, cheaper or shorter ones, the former."""
        if turn.refinement in TOLD or turn.refinement is None:
            return await self.other(SHOWN_AGAIN).answer(turn)
        shown = await shown_courses(self.services, turn)
        narrowed = refined(turn, wish_of(turn), shown)
        if narrowed.instead:
            return self.say(turn, self.pick(turn, variant=narrowed.instead))
        found = await self._fresh(turn, narrowed.wish)
        if found is None:
            return self.say(turn, self.pick(turn, variant=f"no_{turn.refinement}"))
        return await self._found(turn, narrowed.wish, found, words)

    async def _fresh(self, turn: Turn, wish: Wish) -> CourseResults | None:
        """Courses not seen yet that keep the limit: like those shown, else of their field."""
        seen = {*(turn.slots.get("seen_courses") or ()), *turn.shown_courses}
        limit = LIMITS.get(str(turn.refinement))
        for alike in (wish, replace(wish, text=None)):
            results = await self._search(turn, alike, MOST_SEEN)
            fresh = [hit for hit in results.hits if hit.course.public_id not in seen]
            if fresh and limit not in results.relaxed:
                return replace(results, hits=fresh[:MAX_COURSES])
        return None

    async def _search(self, turn: Turn, wish: Wish, limit: int = MAX_COURSES) -> CourseResults:
        async with self.services.database.read() as session:
            return await search_courses(session, wish.query(turn, limit))

    async def _found(self, turn: Turn, wish: Wish, results: CourseResults, words: Words) -> Reply:
        leads_on = any(leads_somewhere(hit.course) for hit in results.hits)
        cards = [
            course_card(
                words,
                hit.course,
                why=_reasons(hit.why),
                relaxed=_lost(wish, hit.relaxed),
                is_above=is_above(turn, hit.course),
                tells_contact=leads_on,
            )
            for hit in results.hits
        ]
        values = {
            "wishes": wish.in_words(words),
            "cards": "\n".join(card["text"] for card in cards),
            "relaxed": _relaxed(wish, results, words),
            "above": self._above(turn, results),
            "contact": await self._contact(turn, cards, words),
            "unfiltered": words.listed(words.get(f"unfiltered_{code}") for code in _open(wish)),
        }
        variant, site = await self._place_beside(turn, words)
        if site is not None:
            values["site"] = site["text"]
        if turn.place is not None:
            values["place"] = turn.place["name"]
        reply = self.say(turn, self.pick(turn, variant=variant), **values)
        return replace(
            reply,
            cards=(*cards, *([site] if site else [])),
            slots=shown_slots(turn, cards, site),
            choices=self._chips(turn, reply),
            pending=self._which_place(turn),
        )

    async def _place_beside(self, turn: Turn, words: Words) -> tuple[str, Card | None]:
        """The variant to say, and the card of the nearest study place if a place came with the wish."""
        wants_place = turn.place_now is not None or "nearest_site" in (turn.need, *turn.also)
        if turn.place is None or not wants_place:
            return "found", None
        hit = await nearest_study_place(self.services, turn)
        if hit is None:
            return "found_far", None
        return "found_near", site_card(words, hit.site, hit.distance_km)

    async def _contact(self, turn: Turn, cards: list[Card], words: Words) -> str:
        """Where to go on if no card leads anywhere; nothing if one does."""
        if any(card["next_step"] for card in cards):
            return ""
        return await fallback_contact(self.services, turn, words)

    def _above(self, turn: Turn, results: CourseResults) -> str:
        if not any(is_above(turn, hit.course) for hit in results.hits):
            return ""
        return self.pick(turn, variant="above").text

    def _nothing(self, turn: Turn, wish: Wish, words: Words) -> Reply:
        answer = self.pick(turn, variant="nothing")
        reply = self.say(turn, answer, wishes=wish.in_words(words))
        return self._with_fields(turn, reply) if wish.is_only_text else reply

    def _ask_field(self, turn: Turn) -> Reply:
        return self._with_fields(turn, self.say(turn, self.pick(turn, variant="ask_field")))

    def _with_fields(self, turn: Turn, reply: Reply) -> Reply:
        """*reply* as a question for the field, with a chip for the commonest."""
        fields = [
            self.labelled(turn, f"field_{code}", self.need, field=code) for code in FIELD_CHIPS
        ]
        return replace(
            reply,
            choices=(*fields, self.chip(turn, PERSON)),
            pending={"question": "field", "need": self.need},
        )

    def _which_place(self, turn: Turn) -> dict[str, Any] | None:
        """The question which of several places of one name is meant, if it is open."""
        if not turn.is_place_unclear:
            return None
        return {"question": "place", "need": self.need, "places": list(turn.namesakes)}

    def _chips(self, turn: Turn, reply: Reply) -> tuple[Choice, ...]:
        """The usual chips; which of several places is meant is asked first."""
        if not turn.is_place_unclear:
            return reply.choices
        return (*self.place_chips(turn), *reply.choices)


REASONS = (Why.FIELD, Why.LEVEL, Why.PACE, Why.COST, Why.DURATION, Why.MODE, Why.TEXT, Why.COUNTRY)
"""In the order in which a learner cares; words often only name the field once more."""


def _field_of(results: CourseResults) -> str | None:
    """The field of all the courses that have the learner's words; None if they differ."""
    fields = {hit.course.field for hit in results.hits}
    has_words = all(Why.TEXT in hit.why for hit in results.hits)
    return fields.pop() if has_words and len(fields) == 1 else None


def _reasons(met: list[Why]) -> list[Why]:
    """The wishes that were met, the weightiest first; the country only where nothing else was."""
    found = [code for code in REASONS if code in met]
    return [code for code in found if code is not Why.COUNTRY] or found


def _open(wish: Wish) -> list[str]:
    """What the learner set no limit to, and the price in any case: few sources name one."""
    limits = {"start": wish.start_term, "hours": wish.max_hours_per_week}
    return ["price", *(code for code, limit in limits.items() if limit is None)]


def _lost(wish: Wish, relaxed: list[Why]) -> list[Why]:
    """The wishes that were really let go."""
    return [code for code in relaxed if not (code is Why.TEXT and wish.is_text_of_field)]


def _relaxed(wish: Wish, results: CourseResults, words: Words) -> str:
    lost = _lost(wish, results.relaxed)
    if not lost:
        return ""
    told = (
        words.get("relaxed_words", text=wish.told_text(words))
        if code is Why.TEXT and wish.text
        else words.get(f"relaxed_{code}")
        for code in lost
    )
    return words.get("relaxed", wishes=words.listed(told))
