"""One conversation of the fake chat server, and its refusals; knows nothing of connections."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import web

Event = dict[str, Any]


def now() -> str:
    """This moment as the chat API writes it."""
    return datetime.now(UTC).isoformat().replace("+00:00", "Z")


@dataclass
class Talk:
    """One conversation: its log, and what its clients are told about its state."""

    id: str
    tokens: set[str]
    language: str
    events: list[Event] = field(default_factory=list)
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    state: str = "assistant"
    thinking: bool = False
    counsellor: str | None = None
    last_seq: int = 0
    first_seq: int = 1

    def add(self, author: str, text: str, **more: Any) -> Event:
        """Append a message with the next number; *more* are further keys of the event."""
        self.last_seq += 1
        named = self.counsellor if author == "counsellor" else None
        event = {
            "seq": self.last_seq,
            "author": author,
            "lang": self.language,
            "text": text,
            "at": now(),
            "client_id": None,
            "reply_to": None,
            "counsellor_name": named,
            "cards": [],
            "choices": [],
            "facts": [],
        }
        self.events.append({**event, **more})
        return self.events[-1]

    def forget(self) -> None:
        """Erase what was said; the conversation goes on empty."""
        self.events.clear()
        self.first_seq = self.last_seq + 1

    def label(self, choice: str) -> str | None:
        """What stands on the chip *choice*; None if it was not offered."""
        chips = (chip for event in self.events for chip in event["choices"])
        return next((chip["label"] for chip in chips if chip["id"] == choice), None)

    def envelope(self, after: int) -> dict[str, Any]:
        """What clients get, with the events numbered above *after*."""
        return {
            "events": [event for event in self.events if event["seq"] > after],
            "state": self.state,
            "last_seq": self.last_seq,
            "first_seq": self.first_seq,
            "language": self.language,
            "thinking": self.thinking,
            "counsellor": {"name": self.counsellor} if self.counsellor else None,
        }


def refusal(status: int, code: str, retry_after: int = 0) -> web.HTTPException:
    """The error answer with *code*, as the chat API shapes it."""
    error: dict[str, Any] = {"code": code, "message": code}
    if code == "message_too_long":
        error["limit"] = 2000
    if retry_after:
        error["retry_after"] = retry_after
    refused = _Refused(text=json.dumps({"error": error}), content_type="application/json")
    refused.set_status(status)
    if retry_after:
        refused.headers["Retry-After"] = str(retry_after)
    return refused


class _Refused(web.HTTPClientError):
    status_code = 400
