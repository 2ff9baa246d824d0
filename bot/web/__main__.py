"""`python -m bot.web --fd N`: one web process on a listening socket that its parent opened."""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import socket
import sys

import structlog
import uvloop
from aiohttp import web
from prometheus_client import start_http_server

from bot.errors import BotError
from bot.lifeline import until_orphaned
from bot.logs import configure
from bot.settings import Settings
from bot.web.app import create_app
from catalog.errors import CatalogError

log = structlog.get_logger(__name__)
SHUTDOWN_SECONDS = 5.0


async def serve(settings: Settings, listener: socket.socket, parent: int) -> None:
    """Serve until SIGTERM comes or the parent is gone."""
    # Addresses hold conversations' ids, and callers' addresses are nobody's business: no access log.
    runner = web.AppRunner(create_app(settings), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        log.info("web.serving", address=settings.address)
        await _stopped(parent)
    finally:
        await runner.cleanup()


async def _stopped(parent: int) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    waits = {asyncio.ensure_future(stop.wait()), asyncio.ensure_future(until_orphaned(parent))}
    _, pending = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()


def main() -> int:
    """Run one web process; the exit status is 1 when it cannot start."""
    parser = argparse.ArgumentParser(prog="python -m bot.web", description=__doc__)
    parser.add_argument("--fd", type=int, help="number of an open listening socket")
    descriptor = parser.parse_args().fd
    parent = os.getppid()
    try:
        settings = Settings.from_env(os.environ)
        configure(settings.log_level)
        if settings.metrics_port:
            start_http_server(settings.metrics_port, "127.0.0.1")
        listener = (
            socket.create_server((settings.host, settings.port), backlog=512)
            if descriptor is None
            else socket.socket(fileno=descriptor)
        )
        uvloop.run(serve(settings, listener, parent))
    except (BotError, CatalogError) as error:
        print(f"web: {error}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
