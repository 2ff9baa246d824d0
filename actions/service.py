"""About the service itself: what it is, what it keeps, how to erase, to start over, to be redirected."""

from __future__ import annotations

from dataclasses import replace

from actions.confirm import Confirmable
from actions.from_files import FileAnswer
from actions.message import ABUSE
from actions.profile import PIECES
from actions.replies import Reply
from actions.turn import Turn

FORGOTTEN = (
    *PIECES,
    "country",
    "worries",
    "shown_courses",
    "shown_sites",
    "seen_courses",
    "shown_before",
    "shortlist",
    "discovery",
)


class OutOfScope(FileAnswer):
    """What the service cannot do, and one place that may; insults are met calmly, once."""

    need = "out_of_scope"

    async def answer(self, turn: Turn) -> Reply:
        """The place for the topic, where it is one that is known."""
        topic = ((turn.entity("aside") or {}).get("data") or {}).get("code")
        if turn.is_abusive:
            variant = "again" if turn.slots.get("last_answer") == ABUSE else "first"
            return replace(self.say(turn, self.pick(turn, ABUSE, variant)), said=ABUSE)
        if topic in self.services.answers.variants(self.need, turn.language):
            return self.say(turn, self.pick(turn, variant=topic))
        return await super().answer(turn)


class StartOver(Confirmable):
    """Wishes are forgotten, after a yes; the conversation stays."""

    need = "start_over"

    async def answer(self, turn: Turn) -> Reply:
        """Ask first if there is anything to lose: the same words often only mean "go back"."""
        is_empty = not any(turn.slots.get(slot) for slot in FORGOTTEN)
        return self._begin_again(turn) if is_empty else self.ask_yes_or_no(turn, "confirm")

    async def confirmed(self, turn: Turn) -> Reply:
        """Forget them."""
        return self._begin_again(turn)

    async def refused(self, turn: Turn) -> Reply:
        """Keep everything."""
        return self.say(turn, self.pick(turn, variant="kept"))

    def _begin_again(self, turn: Turn) -> Reply:
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
