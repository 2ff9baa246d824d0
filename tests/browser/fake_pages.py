"""The pages around the chat, from the project's own templates and words; knows no conversation."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import cast

import jinja2
import yaml
from aiohttp import web

ROOT = Path(__file__).parents[2]


async def texts(request: web.Request) -> web.Response:
    """The words of the widget."""
    return web.json_response(_words(request.match_info["name"], "widget"))


async def demo(request: web.Request) -> web.Response:
    """The demonstration page with the widget on it."""
    lang = request.query.get("lang", "en")
    page = _template().render(lang=lang, texts=_words(lang, "demo"), site_key="demo")
    return web.Response(text=page, content_type="text/html")


# Both are read once: every test opens the page anew.
@functools.cache
def _template() -> jinja2.Template:
    loader = jinja2.FileSystemLoader(ROOT / "bot/web/templates")
    return jinja2.Environment(loader=loader, autoescape=True).get_template("demo.html")


@functools.cache
def _words(language: str, area: str) -> dict[str, str]:
    path = ROOT / f"data/texts/{language}/{area}.yml"
    return cast("dict[str, str]", yaml.safe_load(path.read_text(encoding="utf-8")))
