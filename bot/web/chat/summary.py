"""The summary to take along: steps, courses, places, contacts; page, text, JSON or calendar."""

from __future__ import annotations

from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.conversations.models import Conversation
from bot.errors import BadRequest
from bot.web import keys, pages
from bot.web.chat.session import learner
from bot.web.chat.take_away import TakeAway, take_away
from catalog.db import utcnow
from catalog.services import organisations

FORMATS = ("html", "text", "json", "ics")
CALENDAR_FILE = "passerelle.ics"


async def summary(request: web.Request) -> web.StreamResponse:
    """`GET .../summary?format=html|text|json|ics` (HTML when not said)."""
    wanted = request.query.get("format", "html")
    if wanted not in FORMATS:
        raise BadRequest("format")
    sheet = await sheet_of(request)
    if wanted == "json":
        return web.json_response(_json(request, sheet))
    if wanted == "ics":
        headers = {"Content-Disposition": f'attachment; filename="{CALENDAR_FILE}"'}
        body = sheet.calendar(request.app[keys.DESK].texts)
        return web.Response(
            body=body, content_type="text/calendar", charset="utf-8", headers=headers
        )
    if wanted == "text":
        return web.Response(text=rendered(request, "summary.txt", sheet))
    return web.Response(text=rendered(request, "summary.html", sheet), content_type="text/html")


async def sheet_of(request: web.Request) -> TakeAway:
    """The sheet of the learner's conversation, as of today.

    Raises:
        NotAuthorised: no token, or not of this conversation.
    """
    who = await learner(request)
    async with request.app[keys.DATABASE].read() as session:
        conversation = await session.get_one(Conversation, who.conversation_id)
        organisation = await organisations.by_public_id(session, conversation.organisation_id)
        contact = organisation.contact_in(conversation.language) if organisation else {}
        return await take_away(session, conversation, contact, utcnow().date())


def rendered(request: web.Request, template: str, sheet: TakeAway) -> str:
    """The sheet in words for people."""
    texts = request.app[keys.DESK].texts
    values: dict[str, Any] = {
        "lang": sheet.language,
        "texts": pages.words(request, "pages", sheet.language),
        "seen": sheet.seen,
        "steps": sheet.steps(texts),
        "days": sheet.days(texts),
        "contact": sheet.contact,
        "made_at": sheet.in_words(sheet.made_on),
    }
    return str(aiohttp_jinja2.render_string(template, request, values))


def _json(request: web.Request, sheet: TakeAway) -> dict[str, Any]:
    return {
        "language": sheet.language,
        "courses": sheet.seen.course,
        "sites": sheet.seen.site,
        "schemes": sheet.seen.scheme,
        "next_step": sheet.seen.next_step,
        "steps": sheet.steps(request.app[keys.DESK].texts),
        "deadlines": [
            {
                "kind": one.kind,
                "day": one.day.isoformat(),
                "course": one.course_id,
                "title": one.title,
                "as_of": one.as_of,
            }
            for one in sheet.deadlines
        ],
        "contact": sheet.contact,
        "mail": request.app[keys.SETTINGS].smtp is not None,
    }
