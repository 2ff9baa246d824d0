"""What was not understood is admitted: once with three things to choose from, then with a person."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.replies import Reply
from actions.turn import Turn

# Free words can answer these questions, whatever the recogniser made of them.
OPEN_QUESTIONS = ("field", "place")


class Fallback(GuidanceAction):
    """The admission, counted in the slot ``misses``."""

    need = "fallback"

    async def answer(self, turn: Turn) -> Reply:
        """Try the words as the answer to an open question; else say that they were not understood."""
        if turn.pending.get("question") in OPEN_QUESTIONS:
            return await self.other(turn.pending["need"]).answer(turn)
        misses = int(turn.slots.get("misses") or 0) + 1
        reply = self.say(turn, self.pick(turn, variant="first" if misses == 1 else "second"))
        return replace(reply, slots={"misses": misses}, understood=False)
