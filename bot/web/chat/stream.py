"""Events to learners' pages: long poll and WebSocket, the same envelope, read by number."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from aiohttp import WSMsgType, web

from bot.conversations.events import envelope
from bot.errors import BadRequest, BotError, NotFound
from bot.web import keys, metrics
from bot.web.bus import heard
from bot.web.chat.session import Learner, check_origin, learner, organisation_of

log = structlog.get_logger(__name__)
MOST_WAIT_SECONDS = 25.0
FIRST_FRAME_SECONDS = 5.0
HEARTBEAT_SECONDS = 20.0
CLOSE_UNAUTHORISED = 4401
CLOSE_GONE = 4404
FRAME_LIMIT = 4096
LOOK_AGAIN_SECONDS = 20.0
"""A hint of another process may have been lost: look by oneself now and then."""


def _number(request: web.Request, name: str, default: float, most: float) -> float:
    try:
        value = float(request.query.get(name, default))
    except ValueError as error:
        raise BadRequest(name) from error
    if not 0 <= value < 2**31:
        raise BadRequest(name)
    return min(value, most)


async def read(request: web.Request, who: Learner, after: int) -> dict[str, Any]:
    """The envelope after number *after*, as this learner's page may see it."""
    async with request.app[keys.DATABASE].read() as session:
        return await envelope(session, who.conversation_id, after, who.audience)


async def poll(request: web.Request) -> web.Response:
    """`GET .../events?after=N&wait=S`: answers at once if there is something, else waits."""
    who = await learner(request)
    after = int(_number(request, "after", 0, 2**31))
    wait = _number(request, "wait", 0, MOST_WAIT_SECONDS)
    with request.app[keys.BUS].listen(who.conversation_id) as changed:
        state = await read(request, who, after)
        before = _surroundings(state)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait
        while not state["events"] and _surroundings(state) == before:
            left = deadline - loop.time()
            if left <= 0:
                break
            await heard(changed, min(left, LOOK_AGAIN_SECONDS))
            changed.clear()  # before reading: what changes meanwhile is a reason to read again
            state = await read(request, who, after)
    return web.json_response(state, headers={"Cache-Control": "no-store"})


def _surroundings(state: dict[str, Any]) -> tuple[Any, ...]:
    return (state["state"], state["thinking"], state["first_seq"], state["language"])


async def socket(request: web.Request) -> web.WebSocketResponse:
    """`GET .../socket`: the first frame carries the token; then envelopes whenever they change."""
    connection = web.WebSocketResponse(heartbeat=HEARTBEAT_SECONDS, max_msg_size=FRAME_LIMIT)
    await _check_page(request)
    await connection.prepare(request)
    try:
        who, after = await _introduce(request, connection)
    except (BotError, asyncio.TimeoutError, ValueError, TypeError):
        await connection.close(code=CLOSE_UNAUTHORISED)
        return connection
    with metrics.SOCKETS.labels(kind="learner").track_inprogress():
        tasks = [
            asyncio.create_task(_listen(connection)),
            asyncio.create_task(_write(request, connection, who, after)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end(connection, tasks)
    return connection


async def _listen(connection: web.WebSocketResponse) -> None:
    async for _frame in connection:
        pass  # the page speaks by PUT; frames only keep the connection alive


async def _end(connection: web.WebSocketResponse, tasks: list[asyncio.Task[None]]) -> None:
    """Stop what still runs and close: a page whose line is closed opens it again by itself."""
    for task in tasks:
        task.cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(result, Exception) and not isinstance(result, ConnectionError):
            log.warning("chat.socket_failed", error=type(result).__name__)
    await connection.close()


async def _check_page(request: web.Request) -> None:
    """A page of a foreign origin may not open a socket."""
    async with request.app[keys.DATABASE].read() as session:
        found = await organisation_of(session, request.match_info["id"])
    if found is not None:
        check_origin(request, found)


async def _introduce(
    request: web.Request, connection: web.WebSocketResponse
) -> tuple[Learner, int]:
    frame = await connection.receive(timeout=FIRST_FRAME_SECONDS)
    if frame.type is not WSMsgType.TEXT:
        raise BadRequest
    first = frame.json()
    if not isinstance(first, dict) or not isinstance(first.get("token"), str):
        raise BadRequest("token")
    return await learner(request, first["token"]), int(first.get("after", 0))


async def _write(
    request: web.Request, connection: web.WebSocketResponse, who: Learner, after: int
) -> None:
    """Send what is new until the connection closes; a slow reader only delays itself."""
    shown: tuple[Any, ...] | None = None
    with request.app[keys.BUS].listen(who.conversation_id) as changed:
        while not connection.closed:
            changed.clear()
            try:
                state = await read(request, who, after)
            except NotFound:
                await connection.close(code=CLOSE_GONE)
                return
            if state["events"] or _surroundings(state) != shown:
                await connection.send_json(state)
                shown = _surroundings(state)
                after = max([after, *(event["seq"] for event in state["events"])])
            if state["events"] and after < state["last_seq"]:
                continue
            await heard(changed, LOOK_AGAIN_SECONDS)
