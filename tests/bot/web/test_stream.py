"""Events reach pages: the same by long poll and by WebSocket, and only those who may see them."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest

from bot.web.chat import stream
from tests.bot.conftest import Learner, Service


async def connect(learner: Learner, **first: Any) -> aiohttp.ClientWebSocketResponse:
    """A socket that has introduced itself."""
    socket = await learner.client.ws_connect(f"{learner.path}/socket")
    await socket.send_json({"token": learner.token, "after": 0, **first})
    return socket


async def read_until(socket: aiohttp.ClientWebSocketResponse, seq: int) -> list[dict[str, Any]]:
    """Events from the socket up to number *seq*."""
    events: list[dict[str, Any]] = []
    while not events or events[-1]["seq"] < seq:
        frame = await socket.receive_json(timeout=30)
        events += frame["events"]
    return events


async def test_socket_and_poll_give_the_same_events(service: Service) -> None:
    learner = await service.open(language="en")
    socket = await connect(learner)
    expected = await learner.say("a", "hello")

    assert await read_until(socket, 3) == expected


async def test_socket_catches_up_from_the_number_that_the_page_has(service: Service) -> None:
    learner = await service.open(language="en")
    await learner.say("a", "hello")
    socket = await connect(learner, after=2)

    assert [event["seq"] for event in await read_until(socket, 3)] == [3]


async def test_socket_says_that_an_answer_is_on_its_way(service: Service) -> None:
    learner = await service.open(language="en")
    service.engine.gate.clear()
    await learner.put("a", text="hello")
    socket = await connect(learner)
    frame = await socket.receive_json(timeout=30)
    service.engine.gate.set()

    assert frame["thinking"] is True


async def test_socket_with_a_wrong_token_is_closed(service: Service) -> None:
    learner = await service.open(language="en")
    socket = await connect(learner, token="wrong")
    closed = await socket.receive(timeout=30)

    assert (closed.type, closed.data) == (aiohttp.WSMsgType.CLOSE, stream.CLOSE_UNAUTHORISED)


async def test_socket_that_does_not_introduce_itself_is_closed(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "FIRST_FRAME_SECONDS", 0.05)
    learner = await service.open(language="en")
    socket = await learner.client.ws_connect(f"{learner.path}/socket")
    closed = await socket.receive(timeout=30)

    assert closed.data == stream.CLOSE_UNAUTHORISED


async def test_socket_from_a_foreign_page_is_refused(service: Service) -> None:
    learner = await service.open(language="en")

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await service.client.ws_connect(
            f"{learner.path}/socket", headers={"Origin": "https://elsewhere.example"}
        )

    assert refused.value.status == 403


async def test_socket_is_closed_when_the_conversation_is_erased(service: Service) -> None:
    learner = await service.open(language="en")
    socket = await connect(learner)
    await socket.receive_json(timeout=30)
    async with service.client.delete(learner.path, headers=learner.headers):
        pass
    closed = await socket.receive(timeout=30)

    assert closed.data == stream.CLOSE_GONE


async def test_poll_waits_until_something_comes(service: Service) -> None:
    learner = await service.open(language="en")
    waiting = asyncio.create_task(learner.events(after=1, wait=25))
    await asyncio.sleep(0.1)
    await learner.put("a", text="hello")
    state = await waiting

    assert state["events"][0]["text"] == "hello"


@pytest.mark.parametrize("query", ["after=x", "after=-1", "wait=never"])
async def test_poll_with_an_unreadable_number_names_it(service: Service, query: str) -> None:
    learner = await service.open(language="en")
    path = f"{learner.path}/events?{query}"
    async with service.client.get(path, headers=learner.headers) as response:
        body = await response.json()

    assert (response.status, body["error"]["field"]) == (400, query.partition("=")[0])
