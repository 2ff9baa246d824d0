"""`openapi.yml` as JSON: what the public API promises, for people and programs."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from aiohttp import web

from bot.web.catalog_api.answering import Format, answer

FILE = Path(__file__).resolve().parent.parent / "openapi.yml"
# Seconds against a tenth of one; the slow loader is for builds of PyYAML without libyaml.
LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The OpenAPI document, read once per process."""
    content: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), LOADER)  # noqa: S506  both are safe loaders
    return content


async def openapi(request: web.Request) -> web.Response:
    """`GET /api/openapi.json`."""
    # Read at the first call, which takes too long for the event loop.
    return answer(request, await asyncio.to_thread(document), Format.JSON)
