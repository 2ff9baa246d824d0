"""A tracker store that holds one turn: it is handed the dialogue state and gives the new one back.

It must not know where states are kept; Rasa's own stores get slower with every turn or forget slots.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SlotSet, deserialise_events
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_EVENTS = 40
# Slots travel on their own and replies are in the message log: both would only repeat themselves.
KEPT_KINDS = frozenset({"user", "action", "user_featurization", "session_started"})
KEPT_ENTITY_KEYS = frozenset({"entity", "value", "start", "end"})


@dataclass
class Turn:
    """What one turn starts with and leaves behind."""

    slots: dict[str, Any] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)
    tracker: DialogueStateTracker | None = None
    failure: str | None = None


_turn: ContextVar[Turn] = ContextVar("turn")


@contextmanager
def open_turn(state: dict[str, Any] | None) -> Iterator[Turn]:
    """Make *state* (``{"slots", "events"}`` or None) the one that the store hands to Rasa."""
    state = state or {}
    turn = Turn(dict(state.get("slots") or {}), list(state.get("events") or []))
    token = _turn.set(turn)
    try:
        yield turn
    finally:
        _turn.reset(token)


def note_failure(name: str) -> None:
    """Remember, for the present turn, which error an action left behind."""
    _turn.get().failure = name


class TurnStore(TrackerStore):
    """Hands Rasa the tracker of the turn that runs in this task; keeps nothing afterwards."""

    def __init__(self) -> None:
        super().__init__(Domain.empty())

    async def retrieve(self, sender_id: str) -> DialogueStateTracker:
        """The tracker of the present turn; a new conversation starts with the assistant listening."""
        turn = _turn.get()
        known = {slot.name for slot in self.domain.slots}
        events: list[Event] = [SlotSet(k, v) for k, v in turn.slots.items() if k in known]
        events += deserialise_events(turn.events) or [ActionExecuted(ACTION_LISTEN_NAME)]
        return DialogueStateTracker.from_events(sender_id, events, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Leave the tracker with the present turn."""
        _turn.get().tracker = tracker


def state_of(tracker: DialogueStateTracker) -> dict[str, Any]:
    """The dialogue state after a turn: slots that hold something, and the last events.

    The learner's words are not in it: the message log has them, and one place is easier to erase.
    """
    slots = {k: v for k, v in tracker.current_slot_values().items() if v is not None}
    slots.pop("session_started_metadata", None)
    events = [event.as_dict() for event in tracker.events]
    kept = [_slim(event) for event in events if event["event"] in KEPT_KINDS]
    return {"slots": slots, "events": _from_a_pause(kept[-KEPT_EVENTS:])}


def _slim(event: dict[str, Any]) -> dict[str, Any]:
    if event["event"] != "user":
        return event
    parsed = event["parse_data"]
    entities = [
        {k: v for k, v in entity.items() if k in KEPT_ENTITY_KEYS} for entity in parsed["entities"]
    ]
    for entity in entities:
        entity["value"] = ""
    intent = {"name": parsed["intent"]["name"], "confidence": parsed["intent"]["confidence"]}
    data = {"intent": intent, "entities": entities, "text": "", "also": parsed.get("also", [])}
    return {"event": "user", "timestamp": event["timestamp"], "text": "", "parse_data": data}


def _from_a_pause(events: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cut the front so that the events start where the assistant was listening."""
    for index, event in enumerate(events):
        if event["event"] == "action" and event.get("name") == ACTION_LISTEN_NAME:
            return events[index:]
    return []
