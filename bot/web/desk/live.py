"""The desk's live line: tells the page that its queue or its conversation changed."""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from bot.conversations import people
from bot.conversations.models import Role, User
from bot.conversations.queue import queue
from bot.errors import Forbidden
from bot.web import keys, metrics
from bot.web.bus import desk_topic
from bot.web.chat.session import own_origin
from bot.web.desk.session import current_user
from catalog.db import utcnow

SIGN_OF_LIFE_SECONDS = 15.0
FRAME_LIMIT = 1024


async def socket(request: web.Request) -> web.WebSocketResponse:
    """`GET /desk/socket`: the queue at once and whenever something of the organisation changes.

    While it is open, its user counts as on duty. The cookie is checked, and the page's origin.
    """
    if request.headers.get("Origin") not in (None, own_origin(request)):
        raise Forbidden("origin")
    user = await current_user(request, Role.COUNSELLOR)
    connection = web.WebSocketResponse(heartbeat=20.0, max_msg_size=FRAME_LIMIT)
    await connection.prepare(request)
    with metrics.SOCKETS.labels(kind="desk").track_inprogress():
        tasks = [
            asyncio.create_task(_write(request, connection, user)),
            asyncio.create_task(_stay_alive(request, user)),
        ]
        try:
            async for _frame in connection:
                pass  # the page speaks by requests of its own
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
    return connection


async def _stay_alive(request: web.Request, user: User) -> None:
    while True:
        async with request.app[keys.DATABASE].write() as session:
            await people.seen(session, user.id)
        await asyncio.sleep(SIGN_OF_LIFE_SECONDS)


async def _write(request: web.Request, connection: web.WebSocketResponse, user: User) -> None:
    with request.app[keys.BUS].listen(desk_topic(user.organisation_id)) as changed:
        while not connection.closed:
            changed.clear()
            async with request.app[keys.DATABASE].read() as session:
                rows = await queue(session, user)
            await connection.send_json({"queue": rows, "now": utcnow().isoformat()})
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(changed.wait(), SIGN_OF_LIFE_SECONDS)
