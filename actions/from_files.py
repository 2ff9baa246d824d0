"""Actions whose whole answer stands in the data files; they notice when they repeat themselves."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.replies import Reply
from actions.turn import Turn


class FileAnswer(GuidanceAction):
    """Answers with the text of its need: the second time in plainer words, then with a person."""

    needs_country = False

    async def answer(self, turn: Turn) -> Reply:
        """The text for the learner's country, or the question for the country."""
        if self.needs_country and turn.country is None:
            return self.ask_country(turn, self.need)
        last = turn.slots.get("last_answer") or ""
        if last in (f"{self.need}:plain", f"{self.need}:again"):
            return replace(self.say(turn, self.pick(turn, "again")), said=f"{self.need}:again")
        if last == self.need:
            return replace(self._in_words(turn, plain=True), said=f"{self.need}:plain")
        return self._in_words(turn, plain=False)

    def in_general(self, turn: Turn) -> Reply:
        """The text that holds in every country."""
        nowhere = replace(turn, slots={**turn.slots, "country": None, "place": None}, context={})
        return self._in_words(nowhere, plain=False)

    def _in_words(self, turn: Turn, plain: bool) -> Reply:
        return self.say(turn, self.pick(turn, variant=self._about(turn), plain=plain))

    def _about(self, turn: Turn) -> str | None:
        """The variant for what the message is about in particular (exams ...), if there is one."""
        about = turn.code_now("worry_about")
        return about if about in self.services.answers.variants(self.need, turn.language) else None


class SmallTalk(GuidanceAction):
    """Answers with one line, the same every time."""

    async def answer(self, turn: Turn) -> Reply:
        """The line."""
        return self.say(turn, self.pick(turn))
