"""Courses for a wish, with the reasons, what was let go, and the nearest place to study."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from actions.base import GuidanceAction
from actions.cards import Card, Words, course_card
from actions.contact import fallback_contact
from actions.needs import PERSON
from actions.replies import Choice, Reply
from actions.site_cards import site_card
from actions.study_places import nearest_study_place
from actions.turn import Turn
from actions.wishes import Wish, stated_eqf, wish_of
from catalog.models import Course
from catalog.services.course_search import (
    CourseQuery,
    CourseResults,
    Why,
    search_courses,
)

MAX_COURSES = 3
FIELD_CHIPS = ("digital", "health_social", "business")
UNFILTERED = ("price", "start", "hours")


class FindCourse(GuidanceAction):
    """At most three courses; a place named with the wish brings the nearest study place."""

    need = "find_course"

    async def answer(self, turn: Turn) -> Reply:
        """Search by the wish, or ask for a field when nothing is wished yet."""
        words = Words(self.services.texts, turn.language)
        wish = wish_of(turn, words)
        if wish.is_open:
            return self._ask_field(turn)
        results = await self._search(turn, wish)
        if not results.hits:
            return self._nothing(turn, wish, words)
        return await self._found(turn, wish, results, words)

    async def _search(self, turn: Turn, wish: Wish) -> CourseResults:
        query = CourseQuery(
            country=turn.country,
            field=wish.field,
            level=wish.level,
            mode=wish.mode,
            text=wish.text,
            language=turn.language,
            limit=MAX_COURSES,
        )
        async with self.services.database.read() as session:
            return await search_courses(session, query)

    async def _found(self, turn: Turn, wish: Wish, results: CourseResults, words: Words) -> Reply:
        cards = [
            course_card(
                words,
                hit.course,
                why=_reasons(hit.why),
                relaxed=_lost(wish, hit.relaxed),
                is_above=self._is_above(turn, hit.course),
            )
            for hit in results.hits
        ]
        values = {
            "wishes": wish.in_words(words),
            "cards": "\n".join(card["text"] for card in cards),
            "relaxed": _relaxed(wish, results, words),
            "above": self._above(turn, results),
            "contact": await self._contact(turn, cards, words),
            "unfiltered": words.listed(words.get(f"unfiltered_{code}") for code in UNFILTERED),
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
            slots=_shown(cards, site),
            choices=self._chips(turn, reply),
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
        if not any(self._is_above(turn, hit.course) for hit in results.hits):
            return ""
        return self.pick(turn, variant="above").text

    def _is_above(self, turn: Turn, course: Course) -> bool:
        """Whether *course* starts above the next step from the diploma that the learner stated."""
        stated = stated_eqf(turn)
        if stated is None or course.eqf_level is None:
            return False
        # The school diploma (EQF 4) opens levels 5 and 6 alike; above it, one level at a time.
        return course.eqf_level > (6 if stated == 4 else stated + 1)

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

    def _chips(self, turn: Turn, reply: Reply) -> tuple[Choice, ...]:
        """The usual chips; which of several places is meant is asked first."""
        if not turn.is_place_unclear:
            return reply.choices
        return (*self.place_chips(turn), *reply.choices)


REASONS = (Why.FIELD, Why.LEVEL, Why.MODE, Why.TEXT, Why.COUNTRY)
"""In the order in which a learner cares; words often only name the field once more."""


def _reasons(met: list[Why]) -> list[Why]:
    """The wishes that were met, the weightiest first."""
    return [code for code in REASONS if code in met]


def _lost(wish: Wish, relaxed: list[Why]) -> list[Why]:
    """The wishes that were really let go."""
    return [code for code in relaxed if not (code is Why.TEXT and wish.is_text_of_field)]


def _relaxed(wish: Wish, results: CourseResults, words: Words) -> str:
    lost = _lost(wish, results.relaxed)
    if not lost:
        return ""
    return words.get("relaxed", wishes=words.listed(words.get(f"relaxed_{code}") for code in lost))


def _shown(cards: list[Card], site: Card | None) -> dict[str, Any]:
    shown: dict[str, Any] = {"shown_courses": [card["id"] for card in cards]}
    if site is not None:
        shown["shown_sites"] = [site["id"]]
    return shown
