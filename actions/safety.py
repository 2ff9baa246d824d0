"""Distress and risk of self-harm: fixed reviewed texts with help lines, an alarm, no course talk."""

from __future__ import annotations

from actions.base import GuidanceAction
from actions.needs import SURE_OF_DANGER
from actions.replies import Reply
from actions.turn import Turn


class SafetyAnswer(GuidanceAction):
    """Says the fixed text for its need and alarms the desk; nothing is added to the text."""

    async def answer(self, turn: Turn) -> Reply:
        """The text with the help lines of the country, as the service itself says it."""
        is_sure = turn.certainty >= SURE_OF_DANGER or self.need in turn.also
        variant = None if is_sure else "unsure"
        text = self.services.answers.safety_text(
            self.need, turn.language, turn.country, variant=variant
        )
        chips = self.pick(turn, variant=variant).chips
        return Reply(
            text=text,
            choices=tuple(self.chip(turn, need) for need in chips),
            effects=({"kind": "alarm", "need": self.need},),
            slots={"paused_for_safety": is_sure},
            author="system",
        )


class Distress(SafetyAnswer):
    """Overwhelmed, hopeless, crying."""

    need = "distress"


class SelfHarmRisk(SafetyAnswer):
    """Any mention of not wanting to live, or of danger."""

    need = "self_harm_risk"
