"""Going on: a question left open at the learner's wish, and the way back after words of danger."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Words
from actions.from_files import FileAnswer
from actions.needs import RESUMED, SKIPPED
from actions.replies import Reply
from actions.turn import Turn
from actions.wishes import wish_of

OTHER_STATUS = "other"


class Skipped(GuidanceAction):
    """Nobody has to answer a question; what can be said without the answer is said."""

    need = SKIPPED

    async def answer(self, turn: Turn) -> Reply:
        """That it is left open, and what holds without it."""
        left = self.pick(turn)
        general = await self._general(turn)
        if general is None:
            return self.say(turn, left)
        return replace(general, text=f"{left.short}\n{general.text}")

    async def _general(self, turn: Turn) -> Reply | None:
        """The answer for anybody; None if there is none without what was asked for."""
        question, asking = turn.pending.get("question"), str(turn.pending.get("need") or "")
        if question == "work_status":
            slots = {**turn.slots, "work_status": OTHER_STATUS}
            return await self.other(asking).answer(replace(turn, slots=slots, entities=()))
        action = self.other(asking) if asking in GuidanceAction.by_need else None
        if question == "country" and isinstance(action, FileAnswer):
            return action.in_general(turn)
        return None


class Resumed(GuidanceAction):
    """The learner says that it is better, or wants to go on: nothing that was said is lost."""

    need = RESUMED

    async def answer(self, turn: Turn) -> Reply:
        """Where the talk was, and that the help lines stay open."""
        words = Words(self.services.texts, turn.language)
        wish = wish_of(replace(turn, text="", entities=()))
        variant = "nothing" if wish.is_open else "wishes"
        reply = self.say(turn, self.pick(turn, variant=variant), wishes=wish.in_words(words))
        return replace(reply, slots={"paused_for_safety": False})
