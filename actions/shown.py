"""The courses shown, again: one of them, those before, those that were kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from actions.base import GuidanceAction
from actions.cards import Card, Words, course_card
from actions.contact import fallback_contact
from actions.last_course import courses_of, shown_courses
from actions.needs import SHOWN_AGAIN
from actions.refining import AGAIN, BACK, KEEP, LIST, MOST_SEEN, WHY
from actions.replies import Reply
from actions.turn import Turn
from actions.wishes import is_above, wish_of
from catalog.models import Course

MOST_KEPT = 10


class ShownAgain(GuidanceAction):
    """Nothing is searched: what was shown is told in more detail, called back or kept."""

    need = SHOWN_AGAIN

    async def answer(self, turn: Turn) -> Reply:
        """By what the words want: keep one, the list, the former ones, else more about one."""
        words = Words(self.services.texts, turn.language)
        if turn.refinement == KEEP:
            return await self._keep(turn)
        if turn.refinement == LIST:
            return await self._listed(turn, words, turn.slots.get("shortlist") or (), "list")
        if turn.refinement == WHY:
            wish = wish_of(replace(turn, text="", entities=()))
            return self.say(turn, self.pick(turn, variant="why"), wishes=wish.in_words(words))
        if turn.refinement == AGAIN:
            return await self._listed(turn, words, turn.shown_courses, "before")
        if turn.refinement == BACK:
            former = turn.slots.get("shown_before") or turn.slots.get("shown_courses") or ()
            return await self._listed(turn, words, former, "before")
        return await self._one(turn, words)

    async def _one(self, turn: Turn, words: Words) -> Reply:
        """More about the course that was picked."""
        courses = await shown_courses(self.services, turn)
        if not courses:
            return self.say(turn, self.pick(turn, variant="no_before"))
        course = courses[0]
        card = course_card(words, course, is_above=is_above(turn, course))
        known = card["next_step"]
        reply = self.say(
            turn,
            self.pick(turn, variant="one"),
            cards=card["text"],
            entry=_entry(course, turn.language) or words.get("row_unknown"),
            contact="" if known else await fallback_contact(self.services, turn, words),
        )
        return replace(reply, cards=(card,), slots={"shown_courses": list(turn.shown_courses)})

    async def _keep(self, turn: Turn) -> Reply:
        """Put the picked course, or the first one, on the list that goes with the learner."""
        courses = await shown_courses(self.services, turn)
        if not courses:
            return self.say(turn, self.pick(turn, variant="no_before"))
        kept = [*(turn.slots.get("shortlist") or ()), courses[0].public_id]
        shortlist = list(dict.fromkeys(kept))[-MOST_KEPT:]
        title = courses[0].title_in(turn.language)
        listed = self.word(turn, "listed", count=len(shortlist))
        values = {"title": title, "listed": listed, "count": len(shortlist)}
        reply = self.say(turn, self.pick(turn, variant="kept"), **values)
        return replace(reply, slots={"shortlist": shortlist})

    async def _listed(
        self, turn: Turn, words: Words, public_ids: Sequence[str], variant: str
    ) -> Reply:
        courses = await courses_of(self.services, public_ids)
        if not courses:
            return self.say(turn, self.pick(turn, variant=f"no_{variant}"))
        cards = [course_card(words, course) for course in courses]
        lines = "\n".join(card["text"] for card in cards)
        reply = self.say(turn, self.pick(turn, variant=variant), cards=lines)
        return replace(reply, cards=tuple(cards), slots=shown_slots(turn, cards, None))


def _entry(course: Course, language: str) -> str | None:
    """What the source says of who gets in."""
    rules = course.entry_requirements
    return rules.get(language) or next(iter(rules.values()), None)


def shown_slots(turn: Turn, cards: Sequence[Card], site: Card | None) -> dict[str, Any]:
    """What is remembered of the cards shown now."""
    now = [card["id"] for card in cards]
    seen = [*(turn.slots.get("seen_courses") or ()), *now]
    shown: dict[str, Any] = {
        "shown_courses": now,
        "shown_before": list(turn.slots.get("shown_courses") or ()),
        "seen_courses": list(dict.fromkeys(seen))[-MOST_SEEN:],
    }
    if site is not None:
        shown["shown_sites"] = [site["id"]]
    return shown
