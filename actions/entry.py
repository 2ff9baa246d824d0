"""What it takes to get in, and the ways for people without a school diploma; it never decides."""

from __future__ import annotations

from dataclasses import replace

from actions.from_files import FileAnswer
from actions.last_course import last_course
from actions.replies import Reply
from actions.turn import Turn


class EntryRequirements(FileAnswer):
    """The rule of the course shown last, else that of the country."""

    need = "entry_requirements"
    needs_country = True

    async def answer(self, turn: Turn) -> Reply:
        """The rule in the words of the source; the school decides."""
        course = await last_course(self.services, turn)
        if course is None:
            return await super().answer(turn)
        rules = course.entry_requirements
        rule = rules.get(turn.language) or next(iter(rules.values()), None)
        answer = self.pick(turn, variant="of_course" if rule else "of_course_unknown")
        title = course.title_in(turn.language)
        return self.say(turn, replace(answer, facts=()), title=title, requirement=rule or "")


class NoDiploma(FileAnswer):
    """The ways in, by their names in the learner's country."""

    need = "no_diploma"
    needs_country = True

    async def answer(self, turn: Turn) -> Reply:
        """The ways; later searches know that the school diploma is missing."""
        reply = await super().answer(turn)
        return replace(reply, slots={**reply.slots, "top_diploma": "none"})
