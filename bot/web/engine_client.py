"""The one place that calls an engine worker: a turn, an understanding, its health."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_after_delay,
    wait_random_exponential,
)

from bot.errors import EngineRefused, EngineUnavailable

ATTEMPT_SECONDS = 5.0
PATIENCE_SECONDS = 30.0
"""How long a turn is tried again while the engine restarts."""


class EngineClient:
    """Calls the engine at *url*: `unix:/path/to/socket` or `http://host:port`.

    Each call opens its own connection, so that the kernel spreads the calls over the workers.
    """

    def __init__(self, url: str, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._socket = url.removeprefix("unix:") if url.startswith("unix:") else None
        self._base = "http://engine" if self._socket else url.rstrip("/")
        self._patience = patience_seconds

    async def turn(self, request: dict[str, Any]) -> dict[str, Any]:
        """Have a turn answered, trying again while no worker answers.

        Raises:
            EngineUnavailable: the time is spent.
            EngineRefused: the request itself is wrong.
        """
        retrying = AsyncRetrying(
            retry=retry_if_exception_type(EngineUnavailable),
            stop=stop_after_delay(self._patience),
            wait=wait_random_exponential(multiplier=0.1, max=1.5),
            reraise=True,
        )
        answer: dict[str, Any] = await retrying(self._call, "POST", "/turn", request)
        if not answer.get("replies"):
            raise EngineRefused("the engine gave an empty answer")
        return answer

    async def understand(self, text: str, language: str) -> dict[str, Any]:
        """What a text means, without answering it; one attempt."""
        return await self._call("POST", "/understand", {"text": text, "language": language})

    async def health(self) -> dict[str, Any]:
        """What a worker says of itself.

        Raises:
            EngineUnavailable: none answers.
        """
        return await self._call("GET", "/health", None)

    async def _call(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        try:
            return await self._request(method, path, body)
        except (aiohttp.ClientError, asyncio.TimeoutError, OSError) as error:
            raise EngineUnavailable(type(error).__name__) from error

    async def _request(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        timeout = aiohttp.ClientTimeout(total=ATTEMPT_SECONDS)
        async with (
            aiohttp.ClientSession(connector=self._connector(), timeout=timeout) as session,
            session.request(method, self._base + path, json=body) as response,
        ):
            if 400 <= response.status < 500:
                raise EngineRefused(f"status {response.status}")
            if response.status != 200:
                raise EngineUnavailable(f"status {response.status}")
            answer: dict[str, Any] = await response.json()
            return answer

    def _connector(self) -> aiohttp.BaseConnector:
        if self._socket:
            return aiohttp.UnixConnector(self._socket, force_close=True)
        return aiohttp.TCPConnector(force_close=True)
