"""Pages for people outside the chat: home, demo, privacy notice, widget files and texts, errors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp_jinja2
import jinja2
from aiohttp import web

from bot.conversations import hours
from bot.errors import NotFound
from bot.web import keys
from bot.web.language import LANGUAGES, known, request_language
from catalog.db import utcnow
from catalog.models import Organisation
from catalog.services import organisations

HERE = Path(__file__).resolve().parent
DAY = "public, max-age=86400"
HOUR = "public, max-age=3600"


def setup(app: web.Application) -> None:
    """Give *app* its templates; whatever they show is escaped."""
    aiohttp_jinja2.setup(
        app,
        loader=jinja2.FileSystemLoader(HERE / "templates"),
        autoescape=True,
        filters={"web_address": web_address},
    )


def web_address(text: str) -> str:
    """*text* where it is an address of the web, else a link to nowhere: rows come from outside."""
    return text if text.lower().startswith(("https://", "http://")) else "#"


def words(request: web.Request, area: str, language: str) -> dict[str, str]:
    """All texts of an area, for a template."""
    return request.app[keys.DESK].texts.area(area, language)


def context(request: web.Request, area: str) -> dict[str, Any]:
    """What every template needs: language, texts, the other languages."""
    language = request_language(request)
    return {"lang": language, "texts": words(request, area, language), "languages": LANGUAGES}


async def home(request: web.Request) -> web.StreamResponse:
    """`GET /`: the demonstration where there is one, else a page that says what this is."""
    if request.app[keys.SETTINGS].demo:
        raise web.HTTPFound("/demo")
    return aiohttp_jinja2.render_template("home.html", request, context(request, "pages"))


async def demo(request: web.Request) -> web.StreamResponse:
    """`GET /demo`: a page of an imaginary public body with the chat on it."""
    if not request.app[keys.SETTINGS].demo:
        raise NotFound("demo")
    values = {**context(request, "demo"), "site_key": "demo"}
    return aiohttp_jinja2.render_template("demo.html", request, values)


async def privacy(request: web.Request) -> web.StreamResponse:
    """`GET /privacy`: the organisation's notice, readable before the first message."""
    values = context(request, "pages")
    async with request.app[keys.DATABASE].read() as session:
        key = request.query.get("site_key")
        found = await (
            organisations.by_site_key(session, key) if key else organisations.default(session)
        )
    if found is None:
        raise NotFound("organisation")
    values |= {
        "organisation": found,
        "site_key": key,
        "notice": _notice(found, values["lang"]),
        "contact": found.contact_in(values["lang"]),
        "is_open": hours.is_open(found, utcnow()),
    }
    return aiohttp_jinja2.render_template("privacy.html", request, values)


def _notice(organisation: Organisation, language: str) -> dict[str, str]:
    """The notice in *language*, else in the organisation's first language with one."""
    found = organisation.privacy_notice
    written = next((code for code in (language, *organisation.languages) if found.get(code)), None)
    return {**found[written], "lang": written} if written else {}


async def widget_texts(request: web.Request) -> web.Response:
    """`GET /widget/texts/{lang}.json`: the words of the widget."""
    language = known(request.match_info["lang"])
    if language is None:
        raise NotFound("language")
    return web.json_response(
        words(request, "widget", language),
        headers={"Cache-Control": HOUR, "Access-Control-Allow-Origin": "*"},
    )


def error_page(
    request: web.Request, status: int, message: str, headers: dict[str, str]
) -> web.Response:
    """A page with the error in the reader's language and a way on."""
    values = {**context(request, "pages"), "status": status, "message": message}
    body = aiohttp_jinja2.render_string("error.html", request, values)
    return web.Response(text=body, status=status, content_type="text/html", headers=headers)
