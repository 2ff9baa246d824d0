"""From what the pipeline found to what the policies see: pending questions, language, choices."""

from __future__ import annotations

from typing import Any

from bot.engine.protocol import Choice

FALLBACK = "nlu_fallback"
OUT_OF_SCOPE = "out_of_scope"
SAFETY_NEEDS = frozenset({"distress", "self_harm_risk"})
# Needs that win over an open question: a person who asks for them is not answering it.
URGENT = SAFETY_NEEDS | {"talk_to_human", "delete_my_data", "start_over", "change_language"}
URGENT_CONFIDENCE = 0.7
SHORT_WORDS = 6
# A question for the place is often answered by the country.
ANSWERED_BY = {"place": ("place", "country")}
SWITCH_WORDS = 4
SWITCH_CONFIDENCE = 0.95


def choice_as_reading(text: str, choice: Choice) -> dict[str, Any]:
    """The reading of a pressed chip: certain, and without anything found in its label."""
    return {
        "text": text,
        "intent": {"name": choice.need, "confidence": 1.0},
        "entities": [],
        "also": [],
        "language": None,
    }


def answer_to_pending(reading: dict[str, Any], pending: Any) -> dict[str, Any]:
    """The reading, turned into the need that had asked, if the message answers its question.

    It does if it is short and carries an entity of the type that was asked for.
    """
    if not isinstance(pending, dict) or not pending.get("need"):
        return reading
    intent = reading["intent"]
    urgent = intent["name"] in SAFETY_NEEDS or (
        intent["name"] in URGENT and intent["confidence"] >= URGENT_CONFIDENCE
    )
    wanted = ANSWERED_BY.get(pending.get("question", ""), (pending.get("question"),))
    asked = any(e["entity"] in wanted for e in reading["entities"])
    if urgent or not asked or len(reading["text"].split()) > SHORT_WORDS:
        return reading
    answered = {"name": pending["need"], "confidence": 1.0}
    return {**reading, "intent": answered, "also": []}


def language_to_switch_to(reading: dict[str, Any], current: str) -> str | None:
    """The language in which the learner writes now, if that is beyond doubt another one."""
    found = reading.get("language")
    if not found or found["detected"] == current or reading["intent"]["name"] in SAFETY_NEEDS:
        return None
    sure = found["words"] >= SWITCH_WORDS and found["confidence"] >= SWITCH_CONFIDENCE
    return str(found["detected"]) if sure else None


def need_of(reading: dict[str, Any]) -> str:
    """The need for the outside: what was not understood is out of scope."""
    name = str(reading["intent"]["name"])
    return OUT_OF_SCOPE if name == FALLBACK else name
