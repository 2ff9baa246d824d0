"""Alive and ready, for supervisors and load balancers."""

from __future__ import annotations

from aiohttp import web
from sqlalchemy import text

from bot.errors import EngineUnavailable
from bot.web import keys


async def health(_request: web.Request) -> web.Response:
    """`GET /health`: this process runs."""
    return web.json_response({"status": "alive"})


async def ready(request: web.Request) -> web.Response:
    """`GET /ready`: the database answers and an engine worker has answered a real turn."""
    async with request.app[keys.DATABASE].read() as session:
        await session.execute(text("SELECT 1"))
    try:
        engine = await request.app[keys.ENGINE].health()
    except EngineUnavailable:
        return web.json_response({"status": "warming up"}, status=503, headers={"Retry-After": "2"})
    return web.json_response({"status": "ready", "model": engine.get("model")})
