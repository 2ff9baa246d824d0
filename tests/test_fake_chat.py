"""The fake server speaks the documented protocol: what it answers fits the schemas of the chat API."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from typing import Any

import aiohttp
import jsonschema
import pytest
import pytest_asyncio
import yaml

from tests.browser.fake_pages import ROOT
from tests.browser.fake_server import FakeChat
from tests.browser.samples import ANSWER

DOCUMENT = yaml.safe_load((ROOT / "bot/web/openapi.yml").read_text(encoding="utf-8"))


def check(value: Any, schema: str) -> None:
    reference = {"$ref": f"#/components/schemas/{schema}"}
    jsonschema.Draft202012Validator({**DOCUMENT, **reference}).validate(value)


@pytest.fixture
def fake() -> Iterator[FakeChat]:
    with FakeChat().running() as running:
        yield running


class Client:
    """A program that uses the API of the fake."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.http = http
        self.headers: dict[str, str] = {}
        self.talk = ""

    async def open(self) -> Any:
        _, opened = await self.call("POST", "/api/conversations", {"language": "en"})
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        self.talk = f"/api/conversations/{opened['id']}"
        return opened

    async def call(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        async with self.http.request(method, path, json=body, headers=self.headers) as answer:
            return answer.status, await answer.json()


@pytest_asyncio.fixture
async def client(fake: FakeChat) -> AsyncIterator[Client]:
    async with aiohttp.ClientSession(fake.url) as http:
        yield Client(http)


async def test_opening_fits_the_schema(client: Client) -> None:
    check(await client.open(), "OpenedConversation")


async def test_events_fit_the_schema(fake: FakeChat, client: Client) -> None:
    await client.open()
    fake.replies = [ANSWER]
    await client.call("PUT", client.talk + "/messages/m1", {"text": "hello"})
    _, envelope = await client.call("GET", client.talk + "/events?after=0&wait=0")

    check(envelope, "Envelope")
    assert [event["author"] for event in envelope["events"]] == [
        "assistant",
        "learner",
        "assistant",
    ]


async def test_receipt_fits_the_schema(client: Client) -> None:
    await client.open()
    _, receipt = await client.call("DELETE", client.talk)

    check(receipt, "Receipt")


async def test_summary_fits_the_schema_and_is_mailed_where_it_says_so(
    fake: FakeChat, client: Client
) -> None:
    await client.open()
    path, letter = client.talk + "/summary", {"email": "a@example.org"}
    _, summary = await client.call("GET", path + "?format=json")
    without, error = await client.call("POST", path + "/mail", letter)
    fake.letters = []
    status, sent = await client.call("POST", path + "/mail", letter)

    check(summary, "Summary")
    check(error, "Error")
    assert (without, status, sent) == (404, 202, {"status": "sent"})


async def test_code_opens_the_same_conversation(client: Client) -> None:
    opened = await client.open()
    _, made = await client.call("POST", client.talk + "/resume-code")
    _, resumed = await client.call("POST", "/api/resume", {"code": made["code"]})

    check(resumed, "OpenedConversation")
    assert resumed["id"] == opened["id"]


async def test_refusal_fits_the_schema(fake: FakeChat, client: Client) -> None:
    await client.open()
    fake.refusals = [(503, "overloaded", 1)]
    status, error = await client.call("PUT", client.talk + "/messages/m1", {"text": "hello"})

    check(error, "Error")
    assert (status, error["error"]["retry_after"]) == (503, 1)


@pytest.mark.parametrize("method", ["GET", "DELETE"])
async def test_wrong_token_is_not_told_what_exists(client: Client, method: str) -> None:
    await client.open()
    client.headers = {"Authorization": "Bearer wrong"}
    path = client.talk + ("/events?after=0&wait=0" if method == "GET" else "")
    status, error = await client.call(method, path)

    assert (status, error["error"]["code"]) == (401, "not_authorised")


async def test_socket_sends_envelopes(fake: FakeChat, client: Client) -> None:
    opened = await client.open()
    async with client.http.ws_connect(client.talk + "/socket") as socket:
        await socket.send_json({"token": opened["token"], "after": 0})
        check(json.loads((await socket.receive(5)).data), "Envelope")
        await asyncio.to_thread(fake.say, "system", "Something new")
        envelope = json.loads((await socket.receive(5)).data)

    check(envelope, "Envelope")
    assert [event["text"] for event in envelope["events"]] == ["Something new"]
