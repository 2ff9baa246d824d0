"""The desk's live line: tells the page that its queue or its conversation changed."""

from __future__ import annotations

import asyncio

import structlog
from aiohttp import web

from bot.conversations import people
from bot.conversations.models import Role
from bot.conversations.queue import queue
from bot.errors import BotError, Forbidden
from bot.web import keys, metrics
from bot.web.bus import desk_topic, heard
from bot.web.chat.session import own_origin
from bot.web.desk.session import current_user
from catalog.db import utcnow

log = structlog.get_logger(__name__)
SIGN_OF_LIFE_SECONDS = 15.0
FRAME_LIMIT = 1024
CLOSE_ENDED = 4401


async def socket(request: web.Request) -> web.WebSocketResponse:
    """`GET /desk/socket`: the queue at once and whenever something of the organisation changes.

    While it is open, its user counts as on duty. The cookie is checked, and the page's origin. It
    closes when the session ends or the database fails; the page then opens a new one.
    """
    if request.headers.get("Origin") not in (None, own_origin(request)):
        raise Forbidden("origin")
    user = await current_user(request, Role.COUNSELLOR)
    connection = web.WebSocketResponse(heartbeat=20.0, max_msg_size=FRAME_LIMIT)
    await connection.prepare(request)
    with metrics.SOCKETS.labels(kind="desk").track_inprogress():
        tasks = [
            asyncio.create_task(_read(connection)),
            asyncio.create_task(_write(request, connection, user.organisation_id)),
            asyncio.create_task(_stay_alive(request, user.id)),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _end(connection, tasks)
    return connection


async def _end(connection: web.WebSocketResponse, tasks: list[asyncio.Task[None]]) -> None:
    """Stop what still runs and tell the page why the line closes."""
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    failures = [result for result in results if isinstance(result, Exception)]
    for failure in failures:
        if not isinstance(failure, BotError | ConnectionError):
            log.warning("desk.socket_failed", error=type(failure).__name__)
    ended = any(isinstance(failure, BotError) for failure in failures)
    await connection.close(code=CLOSE_ENDED if ended else 1000)


async def _read(connection: web.WebSocketResponse) -> None:
    async for _frame in connection:
        pass  # the page speaks by requests of its own


async def _stay_alive(request: web.Request, user_id: str) -> None:
    while True:
        async with request.app[keys.DATABASE].write() as session:
            await people.seen(session, user_id)
        await asyncio.sleep(SIGN_OF_LIFE_SECONDS)


async def _write(
    request: web.Request, connection: web.WebSocketResponse, organisation_id: str
) -> None:
    """Send the queue until the session ends.

    Raises:
        NotAuthorised, Forbidden: it has ended, or the user may no longer see the queue.
    """
    with request.app[keys.BUS].listen(desk_topic(organisation_id)) as changed:
        while not connection.closed:
            changed.clear()
            user = await current_user(request, Role.COUNSELLOR)
            async with request.app[keys.DATABASE].read() as session:
                rows = await queue(session, user)
            await connection.send_json({"queue": rows, "now": utcnow().isoformat()})
            await heard(changed, SIGN_OF_LIFE_SECONDS)
