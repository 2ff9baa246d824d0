"""How connections of the fake chat server begin and break."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any, cast

from aiohttp import web


@contextlib.asynccontextmanager
async def cancelled(work: Any) -> AsyncIterator[None]:
    """Do *work* beside the block, no longer than it."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()


def cut(request: web.Request) -> web.Response:
    """Break the connection; the response returned goes nowhere."""
    cast("asyncio.Transport", request.transport).abort()
    return web.Response()
