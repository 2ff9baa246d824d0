"""The real web application in a thread, with a stand-in for the engine: what the desk's browser tests need.

It knows nothing of browsers.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import aiohttp
from aiohttp import web

from bot.conversations import people
from bot.conversations.models import Role
from bot.settings import Settings
from bot.web import keys
from bot.web.app import create_app
from tests.factories import organisation
from tests.fake_engine import FakeEngine

PASSWORD = "a long enough password"
STOP_SECONDS = 10
_numbers = count(1)


@dataclass(frozen=True)
class Learner:
    """A conversation as its learner holds it."""

    id: str
    token: str


class DeskServer:
    """Serves until `running` ends; every team is an organisation with a queue of its own."""

    def __init__(self, settings: Settings) -> None:
        self._app = create_app(settings, FakeEngine())
        self._loop = asyncio.new_event_loop()
        self.url = ""

    @contextlib.contextmanager
    def running(self) -> Iterator[DeskServer]:
        """Serve while the block lasts."""
        thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        thread.start()
        runner = web.AppRunner(self._app, shutdown_timeout=0.2)
        self._do(self._start(runner))
        try:
            yield self
        finally:
            self._do(runner.cleanup())
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join(STOP_SECONDS)
            self._loop.close()

    async def _start(self, runner: web.AppRunner) -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(STOP_SECONDS)

    def team(self) -> str:
        """A new organisation; its public id is its site key."""
        name = f"team-{next(_numbers)}"
        values = {"territories": ["FR"], "languages": ["fr", "sv", "nl", "en"]}
        self._do(self._add(organisation(public_id=name, site_keys=[name], **values)))
        return name

    async def _add(self, row: Any) -> None:
        async with self._app[keys.DATABASE].write() as session:
            session.add(row)

    def counsellor(self, team: str, name: str, *, one_time: bool = False) -> str:
        """A new user of *team*; her address, to sign in with `PASSWORD`."""
        email = f"{name.lower()}@{team}.example"
        self._do(self._user(people.NewUser(email, name, Role.COUNSELLOR, team), one_time))
        return email

    async def _user(self, new: people.NewUser, one_time: bool) -> None:
        async with self._app[keys.DATABASE].write() as session:
            await people.add_user(session, new, PASSWORD, one_time=one_time)

    def learner(self, team: str, *texts: str, waits: bool = True) -> Learner:
        """A learner of *team* who wrote *texts*, and asked for a person unless told otherwise."""
        found: Learner = self._do(self._learner(team, texts, waits))
        return found

    async def _learner(self, team: str, texts: tuple[str, ...], waits: bool) -> Learner:
        body = {"site_key": team, "language": "en", "territory": "FR"}
        async with self._http() as http:
            async with http.post("/api/conversations", json=body) as response:
                opened = await response.json()
            learner = Learner(opened["id"], opened["token"])
            await self._write(http, learner, texts)
            if waits:
                await http.post(f"/api/conversations/{learner.id}/handoff", headers=_shown(learner))
        return learner

    def say(self, learner: Learner, *texts: str) -> None:
        """The learner writes."""
        self._do(self._say(learner, texts))

    async def _say(self, learner: Learner, texts: tuple[str, ...]) -> None:
        async with self._http() as http:
            await self._write(http, learner, texts)

    async def _write(
        self, http: aiohttp.ClientSession, learner: Learner, texts: tuple[str, ...]
    ) -> None:
        for text in texts:
            path = f"/api/conversations/{learner.id}/messages/m{next(_numbers)}"
            await http.put(path, json={"text": text}, headers=_shown(learner))

    def log(self, learner: Learner) -> list[str]:
        """What the learner reads: author and text of every message."""
        found: list[str] = self._do(self._log(learner))
        return found

    async def _log(self, learner: Learner) -> list[str]:
        path = f"/api/conversations/{learner.id}/events?after=0"
        async with self._http() as http, http.get(path, headers=_shown(learner)) as response:
            events = (await response.json())["events"]
        return [f"{event['author']}: {event['text']}" for event in events]

    @contextlib.asynccontextmanager
    async def _http(self) -> AsyncIterator[aiohttp.ClientSession]:
        async with aiohttp.ClientSession(self.url, raise_for_status=True) as http:
            yield http


def _shown(learner: Learner) -> dict[str, str]:
    return {"Authorization": f"Bearer {learner.token}"}
