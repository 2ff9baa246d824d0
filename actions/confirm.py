"""Yes and no: questions that wait for one, and what a yes or a no means when nothing was asked."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import Any

from actions.base import GuidanceAction
from actions.replies import Reply
from actions.turn import Turn

QUESTION = "consent"


class Confirmable(GuidanceAction):
    """An action that asks before it does something."""

    @abstractmethod
    async def confirmed(self, turn: Turn) -> Reply:
        """What follows a yes."""

    @abstractmethod
    async def refused(self, turn: Turn) -> Reply:
        """What follows a no."""

    def ask_yes_or_no(self, turn: Turn, variant: str, **details: Any) -> Reply:
        """The question *variant* with two chips; *details* come back with the answer."""
        chips = (
            self.labelled(turn, "chip_yes", "affirm"),
            self.labelled(turn, "chip_no", "deny"),
        )
        return replace(
            self.say(turn, self.pick(turn, variant=variant)),
            choices=chips,
            pending={"question": QUESTION, "need": self.need, **details},
        )


class Affirm(GuidanceAction):
    """A yes: to the open question, else to go on."""

    need = "affirm"

    async def answer(self, turn: Turn) -> Reply:
        """Follow the open question, or offer where to go on."""
        asking = turn.pending.get("need")
        if asking is None:
            return self.say(turn, self.pick(turn))
        action = self.other(asking)
        if isinstance(action, Confirmable) and turn.pending["question"] == QUESTION:
            return replace(await action.confirmed(turn), said=asking)
        return await action.answer(turn)


class Deny(GuidanceAction):
    """A no: to the open question, else to what was offered."""

    need = "deny"

    async def answer(self, turn: Turn) -> Reply:
        """Follow the open question, or ask what would help instead."""
        asking = turn.pending.get("need")
        if asking is not None and turn.pending["question"] == QUESTION:
            action = self.other(asking)
            if isinstance(action, Confirmable):
                return replace(await action.refused(turn), said=asking)
        return self.say(turn, self.pick(turn))
