"""Somebody on a page: opens a conversation, writes, presses chips, waits for each answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.errors import BotError
from catalog.folding import fold

ANSWER_SECONDS = 60.0
WAIT_SECONDS = 5


class NoAnswer(BotError):
    """The service did not answer a message in time, or a chip that was to be pressed is not there."""

    code = "no_answer"


class Learner:
    """A page of the public chat API.

    Args:
        session: with the service's address as its base.
        language: of the page.
        site_key: of the organisation on whose page the learner is.
    """

    def __init__(
        self, session: aiohttp.ClientSession, language: str, site_key: str = "demo"
    ) -> None:
        self._session, self._language, self._site_key = session, language, site_key
        self._seq = self._sent = 0
        self._choices: Sequence[Mapping[str, Any]] = ()
        self.id = ""

    async def open(self) -> Learner:
        """Start a conversation."""
        body = {"language": self._language, "site_key": self._site_key}
        opened = await self._call("POST", "/api/conversations", body)
        self.id, self._token = opened["id"], opened["token"]
        self._seq = opened["last_seq"]
        self._choices = [choice for event in opened["messages"] for choice in event["choices"]]
        return self

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Send *text*; a text that is the label of a chip presses it.

        Returns:
            The messages that answer it.

        Raises:
            NoAnswer: none came in `ANSWER_SECONDS`.
        """
        same = [choice for choice in self._choices if fold(choice["label"]) == fold(text)]
        return await self._send({"choice": same[0]["id"]} if same else {"text": text})

    async def choose(self, label: str) -> list[dict[str, Any]]:
        """Press the chip whose label holds *label*, whatever its case.

        Raises:
            NoAnswer: there is no such chip, or no answer came.
        """
        wanted = label.casefold()
        found = [choice for choice in self._choices if wanted in choice["label"].casefold()]
        if not found:
            raise NoAnswer(f"no chip {label!r} among {[one['label'] for one in self._choices]}")
        return await self._send({"choice": found[0]["id"]})

    async def _send(self, body: dict[str, str]) -> list[dict[str, Any]]:
        self._sent += 1
        client_id, path = f"m{self._sent}", f"/api/conversations/{self.id}"
        await self._call("PUT", f"{path}/messages/{client_id}", body)
        deadline, answers = time.monotonic() + ANSWER_SECONDS, list[dict[str, Any]]()
        while time.monotonic() < deadline:
            query = f"after={self._seq}&wait={WAIT_SECONDS}"
            found = await self._call("GET", f"{path}/events?{query}")
            answers += self._new(found["events"])
            if answers and not found["thinking"]:
                self._choices = [c for one in answers for c in one["choices"]] or self._choices
                return answers
        raise NoAnswer(f"no answer to {body}")

    def _new(self, events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        self._seq = max([self._seq, *(event["seq"] for event in events)])
        return [event for event in events if event["author"] != "learner"]

    async def _call(self, method: str, path: str, body: Any = None) -> dict[str, Any]:
        headers = {"Authorization": f"Bearer {self._token}"} if self.id else {}
        async with self._session.request(method, path, json=body, headers=headers) as response:
            if response.status == HTTPStatus.TOO_MANY_REQUESTS:
                await asyncio.sleep(float(response.headers.get("Retry-After", 1)))
                return await self._call(method, path, body)
            content: dict[str, Any] = await response.json(content_type=None)
            if not response.ok:
                told = (content or {}).get("error", {}).get("message", response.reason)
                raise NoAnswer(f"the service refused it: {told}")
        return content
