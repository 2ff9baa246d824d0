"""What came back for one message: the page's events, and what the service remembers now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

Event = Mapping[str, Any]


@dataclass(frozen=True)
class Heard:
    """The answer to one message.

    Attributes:
        events: messages of others than the learner, as the chat API gives them.
        slots: what the conversation remembers after the turn.
        state: who answers now (``assistant``, ``waiting`` ...).
    """

    events: Sequence[Event]
    slots: Mapping[str, Any]
    state: str

    @cached_property
    def text(self) -> str:
        """All that can be read, cards included; each part on a line of its own."""
        parts = [str(event["text"]) for event in self.events]
        parts += [str(card.get("text") or "") for card in self.cards]
        return "\n".join(parts)

    @cached_property
    def cards(self) -> list[Mapping[str, Any]]:
        """The cards of all messages, in their order."""
        return [card for event in self.events for card in event["cards"]]

    def cards_of(self, kind: str) -> list[Mapping[str, Any]]:
        """The cards of one kind (``course``, ``site``, ``scheme``)."""
        return [card for card in self.cards if card["type"] == kind]

    @cached_property
    def choices(self) -> list[Mapping[str, Any]]:
        """The chips of all messages."""
        return [choice for event in self.events for choice in event["choices"]]

    @cached_property
    def needs(self) -> set[str]:
        """Needs that the message was understood as, further ones too."""
        found = {str(event["need"]) for event in self.events if event.get("need")}
        return found | self.further_needs

    @cached_property
    def further_needs(self) -> set[str]:
        """Needs found besides the first."""
        return {str(need) for event in self.events for need in event.get("also") or ()}

    @cached_property
    def asked(self) -> str | None:
        """The slot that the answer asks for; None if it asks nothing."""
        pending = self.slots.get("pending")
        return pending.get("question") if isinstance(pending, Mapping) else None
