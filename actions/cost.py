"""What studying costs in all; amounts come from the catalog and from dated facts, never from prose."""

from __future__ import annotations

from actions.cards import Words, price
from actions.from_files import FileAnswer
from actions.last_course import last_course
from actions.replies import Reply
from actions.turn import Turn


class CostTotal(FileAnswer):
    """The fee of the course shown last if the source names it, and what comes on top."""

    need = "cost_total"
    needs_country = True

    async def answer(self, turn: Turn) -> Reply:
        """The answer for the country, opened by the fee of the course shown last."""
        course = await last_course(self.services, turn)
        if course is None:
            return await super().answer(turn)
        words = Words(self.services.texts, turn.language)
        told = price(words, course.priced_offering)
        if told is None:
            return await super().answer(turn)
        fee = words.get("price_course", title=course.title_in(turn.language), price=told)
        return self.say(turn, self.pick(turn), price=f"{fee} {words.source(course)}")
