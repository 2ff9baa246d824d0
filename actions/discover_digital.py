"""Digital work told as days, ending in courses that the catalog has."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.replies import Reply
from actions.turn import Turn
from actions.wishes import DIGITAL_FAMILIES

FIELD = "digital"


class DiscoverDigital(GuidanceAction):
    """Families of digital work; each chip searches the catalog for its kind of course."""

    need = "discover_digital"

    async def answer(self, turn: Turn) -> Reply:
        """The families, and a chip for each."""
        is_repeated = turn.slots.get("last_answer") == self.need
        reply = self.say(turn, self.pick(turn, plain=is_repeated))
        families = [
            self.labelled(turn, f"chip_digital_{code}", "find_course", field=FIELD)
            for code in DIGITAL_FAMILIES
        ]
        return replace(reply, choices=(*families, *reply.choices))
