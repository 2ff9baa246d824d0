"""A stand-in for the engine: answers in its own words, can be slow, absent or wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from bot.errors import EngineUnavailable
from bot.web.engine_client import EngineClient

Script = Callable[[dict[str, Any]], dict[str, Any]]


def answer(request: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """What an engine gives back: one reply that repeats the text."""
    count = ((request["state"] or {}).get("slots") or {}).get("count", 0) + 1
    reply = {"text": f"answer {count} to {request['text']}", "lang": request["language"]}
    state = {"slots": {"count": count}, "events": []}
    known = {"status": "answered", "language": request["language"], "need": "greet", "also": []}
    return {**known, "state": state, "replies": [reply], "effects": [], **changes}


class FakeEngine(EngineClient):
    """Keeps nothing between turns but a list of what it was asked.

    Attributes:
        script: makes the answer; replace it for other effects.
        gate: turns wait until it is set.
        available: when False every turn fails as if no worker answered.
    """

    def __init__(self) -> None:
        super().__init__("unix:/nowhere", patience_seconds=0.1)
        self.asked: list[dict[str, Any]] = []
        self.script: Script = answer
        self.gate = asyncio.Event()
        self.gate.set()
        self.available = True

    async def turn(self, request: dict[str, Any]) -> dict[str, Any]:
        """See `EngineClient.turn`."""
        self.asked.append(request)
        await self.gate.wait()
        if not self.available:
            raise EngineUnavailable
        return self.script(request)

    async def health(self) -> dict[str, Any]:
        """See `EngineClient.health`."""
        if not self.available:
            raise EngineUnavailable
        return {"status": "ready", "model": "fake"}
