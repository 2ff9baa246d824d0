"""The output channel that collects what actions say: replies and effects; it sends nothing."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import OutputChannel


class ReplyCollector(OutputChannel):
    """Replies and effects of one turn, in the order in which the actions gave them."""

    def __init__(self) -> None:
        self.replies: list[dict[str, Any]] = []
        self.effects: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Rasa's name for the channel."""
        return "engine"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take a message of an action: ``{"custom": {"reply": {...}}}`` or ``{"effect": {...}}``."""
        custom = message.get("custom") or {}
        if custom.get("reply", {}).get("text"):
            self.replies.append(custom["reply"])
        if custom.get("effect") and custom["effect"] not in self.effects:
            self.effects.append(custom["effect"])
