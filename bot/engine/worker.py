"""One engine worker: a small HTTP server around an `Engine`; it logs no learner's words."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from bot.engine.protocol import LANGUAGES, TurnRequest, UnderstandRequest
from bot.engine.turn import Engine
from bot.errors import BadRequest, BotError

log = logging.getLogger(__name__)

BODY_LIMIT = 512 * 1024  # a turn's state is about 16 KB; `understand` rows are below 16 KB
PARENT_POLL_SECONDS = 1.0
WARM_UP_TEXT = "?"
ENGINE: web.AppKey[Engine] = web.AppKey("engine", Engine)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def create_app(engine: Engine) -> web.Application:
    """The application of one worker; *engine* is loaded and warmed up."""
    app = web.Application(client_max_size=BODY_LIMIT, middlewares=[_errors])
    app[ENGINE] = engine
    app.router.add_post("/turn", _turn)
    app.router.add_post("/understand", _understand)
    app.router.add_get("/health", _health)
    return app


async def warm_up(engine: Engine) -> None:
    """Answer one real turn per language, so that the first learner does not pay for loading."""
    for language in LANGUAGES:
        body = {
            "conversation_id": "warm-up",
            "client_id": "warm-up",
            "text": WARM_UP_TEXT,
            "language": language,
            "choice": {"need": "greet"},
        }
        await engine.turn(TurnRequest.from_json(body))
        await engine.understand(UnderstandRequest(WARM_UP_TEXT, language))


async def serve(engine: Engine, listener: socket.socket, parent: int) -> None:
    """Serve on *listener* until SIGTERM comes or the process *parent* is gone."""
    await warm_up(engine)
    runner = web.AppRunner(create_app(engine), access_log=None, shutdown_timeout=5)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        await _stopped(parent)
    finally:
        await runner.cleanup()


async def _stopped(parent: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    # An orphan would hold the socket and serve an old model: it goes when its parent goes.
    while os.getppid() == parent and not stop.is_set():
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PARENT_POLL_SECONDS)


async def _turn(request: web.Request) -> web.Response:
    wanted = TurnRequest.from_json(await _body(request))
    return web.json_response(await request.app[ENGINE].turn(wanted))


async def _understand(request: web.Request) -> web.Response:
    wanted = UnderstandRequest.from_json(await _body(request))
    return web.json_response(await request.app[ENGINE].understand(wanted))


async def _health(request: web.Request) -> web.Response:
    engine = request.app[ENGINE]
    return web.json_response({"status": "ready", "model": engine.model, "turns": engine.turns})


async def _body(request: web.Request) -> Any:
    try:
        return await request.json()
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise BadRequest from error


@web.middleware
async def _errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The edge: every error leaves in one shape, and none with a learner's words."""
    try:
        return await handler(request)
    except BotError as error:
        if error.status >= 500:
            log.error("%s: %s", error.code, error)
        return _failure(error.status, error.code, error.facts)
    except web.HTTPException:
        raise
    except Exception as error:  # the edge named in the design: a worker must outlive any turn
        log.error("unexpected %s in %s", type(error).__name__, request.path)
        return _failure(500, "internal_error", {})


def _failure(status: int, code: str, facts: dict[str, Any]) -> web.Response:
    body = {"error": {"code": code, "message": code.replace("_", " "), **facts}}
    return web.json_response(body, status=status)
