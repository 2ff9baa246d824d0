"""The summary to take along: courses and places seen, contacts, the next step; page, text or JSON."""

from __future__ import annotations

from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.conversations.models import Conversation
from bot.conversations.seen import Seen, seen
from bot.errors import BadRequest
from bot.web import keys, pages
from bot.web.chat.session import learner
from catalog.db import utcnow
from catalog.services import organisations

FORMATS = ("html", "text", "json")


async def summary(request: web.Request) -> web.StreamResponse:
    """`GET .../summary?format=html|text|json` (HTML when not said)."""
    wanted = request.query.get("format", "html")
    if wanted not in FORMATS:
        raise BadRequest("format")
    who = await learner(request)
    async with request.app[keys.DATABASE].read() as session:
        conversation = await session.get_one(Conversation, who.conversation_id)
        found = await seen(session, who.conversation_id)
        organisation = await organisations.by_public_id(session, conversation.organisation_id)
    language = conversation.language
    contact = organisation.contact_in(language) if organisation else {}
    if wanted == "json":
        return web.json_response(_json(language, found, contact))
    values: dict[str, Any] = {
        "lang": language,
        "texts": pages.words(request, "pages", language),
        "seen": found,
        "contact": contact,
        "made_at": utcnow().date().isoformat(),
    }
    if wanted == "text":
        body = aiohttp_jinja2.render_string("summary.txt", request, values)
        return web.Response(text=body)
    return aiohttp_jinja2.render_template("summary.html", request, values)


def _json(language: str, found: Seen, contact: dict[str, Any]) -> dict[str, Any]:
    return {
        "language": language,
        "courses": found.course,
        "sites": found.site,
        "schemes": found.scheme,
        "next_step": found.next_step,
        "contact": contact,
    }
