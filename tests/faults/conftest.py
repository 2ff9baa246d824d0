"""A real installation per kind of database, and a learner who talks with it over plain HTTP."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.conftest import BACKENDS
from tests.running import Running

ANSWER_SECONDS = 60


@pytest.fixture(scope="module", params=BACKENDS)
def running(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """`passerelle up`, once per kind of database."""
    environ = {}
    if request.param == "postgresql":
        environ["PASSERELLE_DATABASE_URL"] = request.getfixturevalue("postgresql_server").create()
    installation = Running(tmp_path_factory.mktemp("installation"), environ)
    installation.start()
    yield installation
    installation.stop()


@dataclass
class Page:
    """A learner's page, without a browser."""

    base: str
    id: str = ""
    token: str = ""

    def open(self, language: str = "fr") -> Page:
        """Start a conversation."""
        body = {"language": language, "site_key": "demo"}
        opened = self._call("POST", "/api/conversations", body)[1]
        self.id, self.token = opened["id"], opened["token"]
        return self

    @property
    def path(self) -> str:
        """Where the conversation lives."""
        return f"/api/conversations/{self.id}"

    def put(self, client_id: str, text: str) -> tuple[int, dict[str, Any]]:
        """Send a message once; the status and the answer."""
        return self._call("PUT", f"{self.path}/messages/{client_id}", {"text": text})

    def put_until_sent(self, client_id: str, text: str) -> None:
        """Send a message as the widget does: again until it is acknowledged."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline:
            try:
                if self.put(client_id, text)[0] == 202:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError("the message could not be sent")

    def events(self, after: int = 0) -> dict[str, Any]:
        """Everything after a number."""
        return self._call("GET", f"{self.path}/events?after={after}&wait=0")[1]

    def settled(self) -> list[dict[str, Any]]:
        """All events, once nothing is due any more."""
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline:
            try:
                state = self.events()
            except OSError:
                time.sleep(0.1)
                continue
            if not state["thinking"]:
                events: list[dict[str, Any]] = state["events"]
                return events
            time.sleep(0.05)
        raise AssertionError("no answer came")

    def _call(self, method: str, path: str, body: Any = None) -> tuple[int, dict[str, Any]]:
        data = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        request = urllib.request.Request(self.base + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as response:
                return response.status, json.load(response)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)


@pytest.fixture
def page(running: Running) -> Page:
    """A learner with a fresh conversation."""
    return Page(running.url).open()
