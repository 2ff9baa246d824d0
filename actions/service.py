"""About the service itself: what it is, what it keeps, how to erase, to start over, to be redirected."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.confirm import Confirmable
from actions.from_files import FileAnswer
from actions.replies import Reply
from actions.turn import Turn

FORGOTTEN = (
    "country",
    "place",
    "age",
    "work_status",
    "top_diploma",
    "worries",
    "field",
    "level",
    "pace",
    "mode",
    "shown_courses",
    "shown_sites",
)


class AreYouABot(FileAnswer):
    """The program says that it is one."""

    need = "are_you_a_bot"


class Privacy(FileAnswer):
    """What is kept, how long, and who reads it."""

    need = "privacy"


class OutOfScope(FileAnswer):
    """What the service cannot do, and who may."""

    need = "out_of_scope"


class StartOver(GuidanceAction):
    """Wishes are forgotten; the conversation stays."""

    need = "start_over"

    async def answer(self, turn: Turn) -> Reply:
        """Say so, with one opening question."""
        return replace(
            self.say(turn, self.pick(turn)),
            effects=({"kind": "start_over"},),
            slots={**dict.fromkeys(FORGOTTEN), "paused_for_safety": False},
        )


class DeleteMyData(Confirmable):
    """Everything is erased, after a yes."""

    need = "delete_my_data"

    async def answer(self, turn: Turn) -> Reply:
        """Ask whether it is meant."""
        return self.ask_yes_or_no(turn, "confirm")

    async def confirmed(self, turn: Turn) -> Reply:
        """Have it erased; the service itself gives the receipt."""
        reply = self.say(turn, self.pick(turn, variant="done"))
        return replace(reply, effects=({"kind": "erase"},), slots=dict.fromkeys(FORGOTTEN))

    async def refused(self, turn: Turn) -> Reply:
        """Nothing is erased."""
        return self.say(turn, self.pick(turn, variant="kept"))
