"""`/sitemap.xml` and `/robots.txt`: which pages there are, in which languages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from aiohttp import web
from lxml import etree
from sqlalchemy import func, select

from bot.errors import NotFound
from bot.web import keys
from bot.web.chat.session import own_origin
from bot.web.language import LANGUAGES
from catalog.models import Course, Site, Status

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
# The protocol allows 50,000 addresses in a file; each row has one per language.
ROWS_PER_PART = 10_000
KINDS: dict[str, Any] = {"courses": Course, "sites": Site}


async def sitemap(request: web.Request) -> web.Response:
    """`GET /sitemap.xml`: the index of its parts."""
    origin = own_origin(request)
    index = etree.Element(f"{{{SITEMAP}}}sitemapindex", nsmap=_namespaces())
    async with request.app[keys.DATABASE].read() as session:
        for kind, model in KINDS.items():
            counted = select(func.count(model.id)).where(model.status == Status.PUBLISHED)
            rows = int(await session.scalar(counted) or 0)
            for part in range(-(-rows // ROWS_PER_PART)):
                entry = etree.SubElement(index, f"{{{SITEMAP}}}sitemap")
                _add(entry, "loc", f"{origin}/sitemap-{kind}-{part + 1}.xml")
    return _xml(index)


async def sitemap_part(request: web.Request) -> web.Response:
    """`GET /sitemap-{kind}-{part}.xml`: addresses with their other languages."""
    kind, part = request.match_info["kind"], int(request.match_info["part"])
    model = KINDS.get(kind)
    if model is None or part < 1:
        raise NotFound("page")
    wanted = (
        select(model.public_id, model.updated_at)
        .where(model.status == Status.PUBLISHED)
        .order_by(model.id)
        .offset((part - 1) * ROWS_PER_PART)
        .limit(ROWS_PER_PART)
    )
    async with request.app[keys.DATABASE].read() as session:
        rows = (await session.execute(wanted)).tuples().all()
    if not rows:
        raise NotFound("page")
    return _xml(_urls(own_origin(request), kind, rows))


async def robots(request: web.Request) -> web.Response:
    """`GET /robots.txt`: the catalog may be read by machines; conversations and the desk may not."""
    lines = ("User-agent: *", "Disallow: /desk", "Disallow: /api/conversations")
    text = "\n".join((*lines, f"Sitemap: {own_origin(request)}/sitemap.xml", ""))
    return web.Response(text=text)


def _urls(origin: str, kind: str, rows: Sequence[tuple[str, datetime]]) -> Any:
    urls = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=_namespaces(xhtml=XHTML))
    for public_id, updated_at in rows:
        addresses = {code: f"{origin}/{code}/{kind}/{public_id}" for code in LANGUAGES}
        for address in addresses.values():
            entry = etree.SubElement(urls, f"{{{SITEMAP}}}url")
            _add(entry, "loc", address)
            _add(entry, "lastmod", updated_at.date().isoformat())
            for other, where in addresses.items():
                etree.SubElement(
                    entry, f"{{{XHTML}}}link", rel="alternate", hreflang=other, href=where
                )
    return urls


def _namespaces(**more: str) -> Any:
    return {None: SITEMAP, **more}  # the library takes None as "no prefix"


def _add(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, f"{{{SITEMAP}}}{name}").text = text


def _xml(root: Any) -> web.Response:
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return web.Response(body=body, content_type="application/xml", charset="utf-8")
