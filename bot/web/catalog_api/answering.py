"""How an answer travels: JSON or JSON-LD, entity tags, freshness, links to other pages."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic

from aiohttp import web
from aiohttp.helpers import ETAG_ANY

from bot.errors import BadRequest
from bot.web.catalog_api import json_ld
from bot.web.catalog_api.filters import Page
from bot.web.catalog_api.queries import Found, Row
from bot.web.catalog_api.rows import Json
from bot.web.chat.session import own_origin

FRESH = "public, max-age=300"
VARY = "Accept, Accept-Language"


class Format(StrEnum):
    """The media types that an answer may have."""

    JSON = "application/json"
    JSON_LD = "application/ld+json"


NAMES = {"json": Format.JSON, "jsonld": Format.JSON_LD}


@dataclass(frozen=True)
class View(Generic[Row]):
    """How a kind of row looks in each format; JSON-LD also needs the origin of its addresses."""

    as_json: Callable[[Row], Json]
    as_json_ld: Callable[[Row, str], Json]


def wanted_format(request: web.Request) -> Format:
    """What `?format=` names, else the one of both types that `Accept` likes best, else JSON.

    Raises:
        BadRequest: `format` names something else.
    """
    named = request.query.get("format")
    if named:
        if named not in NAMES:
            raise BadRequest("format")
        return NAMES[named]
    liked = {kind: _weight(request.headers.get("Accept", ""), kind) for kind in Format}
    return max(Format, key=lambda kind: liked[kind])


def _weight(accept: str, kind: Format) -> float:
    """The weight under which *accept* lists *kind* itself, 0 if it does not."""
    for part in accept.split(","):
        name, *parameters = (word.strip().lower() for word in part.split(";"))
        if name == kind:
            given = next((word[2:] for word in parameters if word.startswith("q=")), "1")
            return float(given) if given.replace(".", "", 1).isdecimal() else 0.0
    return 0.0


def answer_row(request: web.Request, row: Row, view: View[Row]) -> web.Response:
    """One row."""
    if wanted_format(request) is Format.JSON:
        return answer(request, view.as_json(row), Format.JSON)
    content = json_ld.document(view.as_json_ld(row, own_origin(request)))
    return answer(request, content, Format.JSON_LD)


def answer_list(
    request: web.Request, found: Found[Row], page: Page, view: View[Row], more: Json | None = None
) -> web.Response:
    """One page of a list; *more* is said beside its items."""
    links = _links(request, page, found.total)
    if wanted_format(request) is Format.JSON:
        items = [view.as_json(row) for row in found.rows]
        numbers = {"total": found.total, "page": page.number, "limit": page.size}
        return answer(request, {"items": items, **numbers, **(more or {})}, Format.JSON, links)
    origin = own_origin(request)
    items = [view.as_json_ld(row, origin) for row in found.rows]
    content = json_ld.document(json_ld.item_list(items, found.total, page.offset))
    return answer(request, content, Format.JSON_LD, links)


def answer(
    request: web.Request, content: Json, kind: Format, links: str | None = None
) -> web.Response:
    """*content* with its entity tag, or 304 if the caller has it already."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    tag = hashlib.sha256(body).hexdigest()[:32]
    headers = {"ETag": f'"{tag}"', "Cache-Control": FRESH, "Vary": VARY}
    if links:
        headers["Link"] = links
    if any(known.value in (tag, ETAG_ANY) for known in request.if_none_match or ()):
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, content_type=kind.value, charset="utf-8", headers=headers)


def _links(request: web.Request, page: Page, total: int) -> str:
    """The `Link` header of RFC 8288: the first, previous, next and last page, where there is one."""
    last = max(1, -(-total // page.size))
    numbers = {
        "first": 1,
        "prev": min(page.number - 1, last),
        "next": page.number + 1,
        "last": last,
    }
    origin = own_origin(request)
    return ", ".join(
        f'<{origin}{request.rel_url.update_query(page=number)}>; rel="{relation}"'
        for relation, number in numbers.items()
        if 1 <= number <= last
    )
