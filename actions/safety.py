"""Distress and risk of self-harm: fixed reviewed texts with help lines, an alarm, no course talk."""

from __future__ import annotations

from actions.base import GuidanceAction
from actions.replies import Reply
from actions.turn import Turn


class SafetyAnswer(GuidanceAction):
    """Says the fixed text for its need and alarms the desk; nothing is added to the text."""

    async def answer(self, turn: Turn) -> Reply:
        """The text with the help lines of the country, as the service itself says it."""
        text = self.services.answers.safety_text(self.need, turn.language, turn.country)
        chips = self.pick(turn).chips
        return Reply(
            text=text,
            choices=tuple(self.chip(turn, need) for need in chips),
            effects=({"kind": "alarm", "need": self.need},),
            slots={"paused_for_safety": True},
            author="system",
        )


class Distress(SafetyAnswer):
    """Overwhelmed, hopeless, crying."""

    need = "distress"


class SelfHarmRisk(SafetyAnswer):
    """Any mention of not wanting to live, or of danger."""

    need = "self_harm_risk"
