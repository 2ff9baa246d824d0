"""Learners as a benchmark sees them: send a message, wait for the reply, note the time."""

from __future__ import annotations

import asyncio
import itertools
import statistics
import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

OURS = (
    ("fr", "bonjour, à 47 ans ce n'est pas trop tard ?"),
    ("fr", "je voudrais un BTS informatique à distance, j'habite près de Guéret"),
    ("sv", "finns det något lärcentrum nära Nyköping?"),
    ("nl", "wat kost dat allemaal samen"),
    ("en", "how does distance study work"),
    ("fr", "c koi un campus connecté"),
    ("sv", "jobbar heltid, går de o plugga samtidigt?"),
    ("nl", "ik heb geen diploma middelbaar"),
)
STOCK = ("hello", "I am sad", "are you a bot?", "good", "no", "bye", "I feel great", "yes")
Say = Callable[[str], Awaitable[None]]


@dataclass(frozen=True)
class Latency:
    """Milliseconds from sending to the reply, and replies per second, of *learners* at once."""

    learners: int
    turns: int
    p50: float
    p95: float
    per_second: float


async def measure(
    learners: int, turns: int, arrive: Callable[[int], Awaitable[Say]], texts: tuple[str, ...]
) -> Latency:
    """*learners* talk at once, each sends its next message as soon as the last one is answered."""
    voices = [await arrive(number) for number in range(learners)]
    times: list[float] = []
    started = time.perf_counter()
    await asyncio.gather(*(_talk(voice, turns, texts, times, n) for n, voice in enumerate(voices)))
    seconds = time.perf_counter() - started
    cuts = statistics.quantiles(times, n=100)
    return Latency(learners, len(times), 1000 * cuts[49], 1000 * cuts[94], len(times) / seconds)


async def _talk(say: Say, turns: int, texts: tuple[str, ...], times: list[float], at: int) -> None:
    for text in itertools.islice(itertools.cycle(texts), at, at + turns):
        started = time.perf_counter()
        await say(text)
        times.append(time.perf_counter() - started)


class Visitor:
    """A learner's page on our service: writes by PUT, reads from its WebSocket."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session, self._url = session, url

    async def arrive(self, language: str) -> Visitor:
        """Open a conversation and its socket."""
        body = {"language": language, "site_key": "demo"}
        async with self._session.post(f"{self._url}/api/conversations", json=body) as response:
            opened: dict[str, Any] = await response.json()
        self._path = f"{self._url}/api/conversations/{opened['id']}"
        self._headers = {"Authorization": f"Bearer {opened['token']}"}
        self._socket = await self._session.ws_connect(f"{self._path}/socket")
        await self._socket.send_json({"token": opened["token"], "after": opened["last_seq"]})
        return self

    async def say(self, text: str) -> None:
        """Send a text and wait for the reply to it."""
        client_id = uuid.uuid4().hex
        async with self._session.put(
            f"{self._path}/messages/{client_id}", json={"text": text}, headers=self._headers
        ) as response:
            response.raise_for_status()
        while True:
            frame = await self._socket.receive_json(timeout=60)
            if any(event["reply_to"] == client_id for event in frame["events"]):
                return


async def ours(url: str, learners: int, turns: int) -> Latency:
    """Latency of our service at *url*."""
    async with aiohttp.ClientSession() as session:

        async def arrive(number: int) -> Say:
            visitor = Visitor(session, url)
            await visitor.arrive(OURS[number % len(OURS)][0])
            return visitor.say

        return await measure(learners, turns, arrive, tuple(text for _, text in OURS))


async def stock(url: str, learners: int, turns: int) -> Latency:
    """Latency of a stock assistant's REST channel at *url*."""
    async with aiohttp.ClientSession() as session:

        async def arrive(number: int) -> Say:
            sender = f"visitor-{uuid.uuid4().hex}-{number}"

            async def say(text: str) -> None:
                body = {"sender": sender, "message": text}
                async with session.post(f"{url}/webhooks/rest/webhook", json=body) as response:
                    response.raise_for_status()
                    await response.json()

            return say

        return await measure(learners, turns, arrive, STOCK)
