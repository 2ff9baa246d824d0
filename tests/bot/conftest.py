"""The web application over a real database, with a stand-in for the engine and one organisation."""

from __future__ import annotations

import functools
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp.test_utils import TestClient, TestServer
from argon2 import PasswordHasher

from bot.conversations import people
from bot.conversations.models import Role, User
from bot.safety import SafetyRules
from bot.settings import Settings
from bot.web import keys
from bot.web.app import create_app
from catalog.db import Database
from catalog.knowledge import Answers
from catalog.texts import Texts
from tests.factories import organisation
from tests.fake_engine import FakeEngine

PASSWORD = "a long enough password"


@dataclass
class Service:
    """A running web application and what a test needs of it."""

    client: TestClient[Any, Any]
    engine: FakeEngine
    database: Database

    async def open(self, **body: Any) -> Learner:
        """A new conversation."""
        async with self.client.post(
            "/api/conversations", json={"site_key": "demo", **body}
        ) as response:
            assert response.status == 201, await response.text()
            opened = await response.json()
        return Learner(self.client, opened["id"], opened["token"], opened["messages"])

    async def counsellor(self, email: str = "camille@example.org") -> Counsellor:
        """A counsellor with an open desk, signed in in a browser of her own."""
        desk = self.browser(await self.user(email))
        async with self.database.write() as session:
            await people.seen(session, desk.user.id)
        await desk.sign_in(email)
        return desk

    async def user(
        self,
        email: str,
        *,
        role: Role = Role.COUNSELLOR,
        organisation: str = "demo",
        one_time: bool = False,
    ) -> User:
        """A user who is not signed in; her password is `PASSWORD`."""
        new = people.NewUser(email, email.split("@", maxsplit=1)[0], role, organisation)
        async with self.database.write() as session:
            return await people.add_user(session, new, PASSWORD, one_time=one_time)

    def browser(self, user: User) -> Counsellor:
        """A browser of *user*'s own, not signed in."""
        http = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True)
        )  # an address, no name
        return Counsellor(http, str(self.client.make_url("/")), user)


@dataclass
class Learner:
    """A learner's page."""

    client: TestClient[Any, Any]
    id: str
    token: str
    messages: list[dict[str, Any]]

    @property
    def path(self) -> str:
        """Where the conversation lives."""
        return f"/api/conversations/{self.id}"

    @property
    def headers(self) -> dict[str, str]:
        """The token, as a page shows it."""
        return {"Authorization": f"Bearer {self.token}"}

    async def put(self, client_id: str, **body: Any) -> tuple[int, dict[str, Any]]:
        """Send a message; the status and the answer."""
        address = f"{self.path}/messages/{client_id}"
        async with self.client.put(address, json=body, headers=self.headers) as response:
            return response.status, await response.json()

    async def events(self, after: int = 0, wait: float = 0) -> dict[str, Any]:
        """One poll."""
        params = {"after": str(after), "wait": str(wait)}
        async with self.client.get(
            f"{self.path}/events", params=params, headers=self.headers
        ) as response:
            assert response.status == 200, await response.text()
            found: dict[str, Any] = await response.json()
        return found

    async def settled(self) -> list[dict[str, Any]]:
        """All events, once no answer is due any more."""
        for _ in range(100):
            state = await self.events(after=0)
            if not state["thinking"]:
                events: list[dict[str, Any]] = state["events"]
                return events
            await self.events(after=state["last_seq"], wait=1)
        raise AssertionError("no answer came")

    async def say(self, client_id: str, text: str) -> list[dict[str, Any]]:
        """Send a text; all events once it is answered."""
        status, body = await self.put(client_id, text=text)
        assert status == 202, body
        return await self.settled()


@dataclass
class Counsellor:
    """A counsellor's browser."""

    http: aiohttp.ClientSession
    base: str
    user: User
    csrf: str = ""

    async def sign_in(self, email: str, password: str = PASSWORD) -> int:
        """Fill in the sign-in form; the status of the page after it."""
        status, page, _ = await self.submit("desk/sign-in", email=email, password=password)
        self.csrf = page.partition('data-csrf="')[2].partition('"')[0]
        return status

    async def submit(self, path: str, **fields: str) -> tuple[int, str, str]:
        """Fill in the form of a page: status, text and address of the page after it."""
        form = {"csrf": await self.form_token(path), **fields}
        headers = {"Accept": "text/html"}
        async with self.http.post(self.base + path, data=form, headers=headers) as response:
            return response.status, await response.text(), response.url.path_qs

    async def form_token(self, path: str) -> str:
        async with self.http.get(self.base + path) as response:
            page = await response.text()
        return page.partition('name="csrf" value="')[2].partition('"')[0]

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        """A request of the desk's page."""
        headers = {"X-CSRF-Token": self.csrf}
        async with self.http.request(
            method, f"{self.base}desk/api/{path}", json=body, headers=headers
        ) as response:
            return response.status, await response.json()


@pytest.fixture(scope="session", autouse=True)
def data_read_once() -> Iterator[None]:
    """Files of words are read once for all applications of the test run; nothing changes them."""
    with pytest.MonkeyPatch.context() as patch:
        for kind in (Texts, Answers, SafetyRules):
            patch.setattr(kind, "load", staticmethod(functools.cache(kind.load)))
        yield


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Password hashes that cost next to nothing."""
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(people, "HASHER", cheap)
    monkeypatch.setattr(people, "_NOBODY", cheap.hash("nobody"))


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of a service in a folder of its own."""
    return Settings.from_env(
        {
            "PASSERELLE_STATE_DIR": str(tmp_path / "state"),
            "PASSERELLE_DATABASE_URL": database_url,
            "PASSERELLE_ENGINE_URL": "unix:/nowhere",
        }
    )


@pytest_asyncio.fixture
async def service(settings: Settings, database: Database) -> AsyncIterator[Service]:
    """The web application, serving, with one organisation."""
    async with database.write() as session:
        session.add(
            organisation(
                public_id="demo",
                site_keys=["demo"],
                countries=["FR", "SE", "BE"],
                territories=["FR", "SE", "BE"],
                languages=["fr", "sv", "nl", "en"],
                shows_needs_to_learners=True,
            )
        )
    engine = FakeEngine()
    app = create_app(settings, engine)
    async with TestClient(TestServer(app)) as client:
        yield Service(client, engine, app[keys.DATABASE])
