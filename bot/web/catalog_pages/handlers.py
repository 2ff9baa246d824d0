"""One function per page: lists with a search form, and one page for each course and each site."""

from __future__ import annotations

import json
import re
from typing import Any

import aiohttp_jinja2
from aiohttp import web
from markupsafe import Markup

from bot.errors import NotFound
from bot.web import keys
from bot.web.catalog_api import course_json_ld, json_ld, queries
from bot.web.catalog_api.course_rows import public_offerings
from bot.web.catalog_api.filters import CourseFilter, Page, SiteFilter
from bot.web.catalog_api.near import read_near
from bot.web.catalog_pages.words import (
    PageWords,
    course_line,
    course_pairs,
    origin_pairs,
    site_line,
    site_pairs,
)
from bot.web.chat.session import own_origin
from bot.web.language import LANGUAGES
from bot.web.pages import words as area_words
from catalog.levels import fields, levels
from catalog.models import Mode, SiteKind
from catalog.services.course_search import course_by_id
from catalog.services.seed_rows import COUNTRIES, codes
from catalog.services.site_search import site_by_id

PUBLIC_ID = re.compile(r"[\w.:~-]{1,120}", re.ASCII)
FRESH = {"Cache-Control": "public, max-age=300"}
ADDRESS = re.compile(r"https?://\S+")


async def courses(request: web.Request) -> web.StreamResponse:
    """`GET /{lang}/courses?q&field&level&mode&country&page`."""
    words = _words(request)
    page, wanted = Page.read(request.query), CourseFilter.read(request.query, words.language)
    async with request.app[keys.DATABASE].read() as session:
        found = await queries.courses(session, wanted, page)
    choices = {
        "field": [(code, words.code("field", code)) for code in fields()],
        "level": [(code, words.code("level", code)) for code in levels()],
        "mode": [(code, words.code("mode", code)) for code in codes(Mode)],
        "country": [(code, words.code("country", code)) for code in COUNTRIES],
    }
    values = _list_values(request, page, found.total, choices)
    values["rows"] = [
        (row.public_id, row.title, row.language, course_line(words, row)) for row in found.rows
    ]
    return _page("catalog_list.html", request, words, values | {"kind": "courses"})


async def sites(request: web.Request) -> web.StreamResponse:
    """`GET /{lang}/sites?near&kind&country&page`."""
    words = _words(request)
    page, wanted = Page.read(request.query), SiteFilter.read(request.query)
    near = await read_near(request.query, wanted.countries)
    async with request.app[keys.DATABASE].read() as session:
        found = await queries.sites(session, wanted, near, page)
    choices = {
        "kind": [(code, words.code("kind", code)) for code in codes(SiteKind)],
        "country": [(code, words.code("country", code)) for code in COUNTRIES],
    }
    values = _list_values(request, page, found.total, choices)
    values["rows"] = [(row.public_id, row.name, None, site_line(words, row)) for row in found.rows]
    return _page("catalog_list.html", request, words, values | {"kind": "sites"})


async def course(request: web.Request) -> web.StreamResponse:
    """`GET /{lang}/courses/{id}`."""
    words = _words(request)
    async with request.app[keys.DATABASE].read() as session:
        row = await course_by_id(session, _public_id(request))
    if row is None:
        raise NotFound("course")
    title = row.title_in(words.language)
    values = {
        "title": title,
        "title_lang": words.language if words.language in row.titles else row.language,
        "pairs": [*course_pairs(words, row), *origin_pairs(words, row)],
        "texts_in": [("entry_requirements", words.text(row.entry_requirements))],
        "summary": words.text(row.summaries),
        "runs": [_run(words, run) for run in public_offerings(row)],
        "links": [row.url] if row.url else [],
        **_origin(words, row),
        "json_ld": _script(course_json_ld.course(row, own_origin(request))),
        "kind": "courses",
    }
    return _page("catalog_row.html", request, words, values)


async def site(request: web.Request) -> web.StreamResponse:
    """`GET /{lang}/sites/{id}`."""
    words = _words(request)
    async with request.app[keys.DATABASE].read() as session:
        row = await site_by_id(session, _public_id(request))
    if row is None:
        raise NotFound("site")
    values = {
        "title": row.name,
        "title_lang": None,
        "pairs": [*site_pairs(words, row), *origin_pairs(words, row)],
        "texts_in": [("opening_hours", words.text(row.opening_hours))],
        "summary": None,
        "runs": [],
        "links": [row.website] if row.website else [],
        "phone": row.phone,
        "email": row.email,
        **_origin(words, row),
        "json_ld": _script(json_ld.site(row, own_origin(request))),
        "kind": "sites",
    }
    return _page("catalog_row.html", request, words, values)


def _words(request: web.Request) -> PageWords:
    language = request.match_info["lang"]
    if language not in LANGUAGES:
        raise NotFound("language")
    return PageWords(request.app[keys.DESK].texts, language)


def _public_id(request: web.Request) -> str:
    public_id = request.match_info["id"]
    if not PUBLIC_ID.fullmatch(public_id):
        raise NotFound("row")
    return public_id


def _run(words: PageWords, run: Any) -> list[tuple[str, str]]:
    told = words.text(run.starts)
    known = {
        "starts_on": words.day(run.starts_on) if run.starts_on else told and told[0],
        "ends_on": run.ends_on and words.day(run.ends_on),
        "apply_by": run.apply_by and words.day(run.apply_by),
        "municipality": run.municipality,
        "price": words.price(run),
    }
    return [(words.label(name), str(value)) for name, value in known.items() if value]


def _origin(words: PageWords, row: Any) -> dict[str, Any]:
    return {
        "sources": ADDRESS.findall(row.source or ""),
        "notes": words.codes("caveat", row.caveats),
    }


def _script(content: dict[str, Any]) -> Markup:
    """JSON-LD inside a page: no text of a row can end the element."""
    text = json.dumps(json_ld.document(content), ensure_ascii=False)
    for sign, escaped in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - escaped just above


def _list_values(
    request: web.Request, page: Page, total: int, choices: dict[str, Any]
) -> dict[str, Any]:
    last = max(1, -(-total // page.size))
    query = {name: value for name, value in request.query.items() if name != "page"}
    return {
        "choices": choices,
        "query": query,
        "total": total,
        "number": page.number,
        "last": last,
        "previous": _address(request, query, page.number - 1) if page.number > 1 else None,
        "next": _address(request, query, page.number + 1) if page.number < last else None,
    }


def _address(request: web.Request, query: dict[str, str], number: int) -> str:
    return str(request.rel_url.with_query({**query, "page": str(number)}))


def _page(
    template: str, request: web.Request, words: PageWords, values: dict[str, Any]
) -> web.StreamResponse:
    origin, path = own_origin(request), request.path.split("/", 2)[2]
    language = words.language
    shared = {
        "lang": language,
        "texts": area_words(request, "pages", language) | area_words(request, "catalog", language),
        "languages": LANGUAGES,
        "origin": origin,
        "path": path,
    }
    response = aiohttp_jinja2.render_template(template, request, shared | values)
    response.headers.update(FRESH)
    return response
