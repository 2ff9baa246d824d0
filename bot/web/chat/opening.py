"""Opening a conversation, on this device or on another one by a code."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import access, log
from bot.conversations.events import envelope
from bot.conversations.models import Author, Conversation
from bot.errors import BadRequest, NotFound
from bot.web import keys
from bot.web.chat.session import audience_of, check_origin, learner
from bot.web.language import DEFAULT, known
from catalog.models import Organisation
from catalog.services import organisations

COUNTRY_OF = {"fr": "FR", "sv": "SE", "nl": "BE"}
"""The country a page's language stands for when its territory does not say."""
OPENING_CHIPS = ("find_course", "nearest_site", "discover_digital", "talk_to_human")
BODY_LIMIT = 16 * 1024


async def read_json(request: web.Request) -> dict[str, Any]:
    """The request's JSON object; an empty body is an empty object.

    Raises:
        BadRequest: not JSON, or no object.
    """
    raw = await request.read()
    try:
        body = json.loads(raw) if raw else {}
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(body, dict):
        raise BadRequest
    return body


def _word(body: dict[str, Any], name: str, limit: int = 64) -> str | None:
    value = body.get(name)
    if value is None or (isinstance(value, str) and len(value) <= limit):
        return value or None
    raise BadRequest(name)


async def create(request: web.Request) -> web.Response:
    """`POST /api/conversations`: a new conversation, its token, its first message."""
    body = await read_json(request)
    _word(body, "page", limit=2000)  # accepted for the widget's sake, not stored: least data
    language = known(_word(body, "language")) or DEFAULT
    async with request.app[keys.DATABASE].write() as session:
        organisation = await _organisation(session, _word(body, "site_key"))
        check_origin(request, organisation)
        await request.app[keys.LIMITS].spend("conversation", organisation.public_id)
        conversation = _start(session, organisation, language, _word(body, "territory", 40))
        await session.flush()
        _greet(session, request, conversation)
        opened = await _opened(session, request, conversation)
    return web.json_response(opened, status=201)


async def _organisation(session: AsyncSession, site_key: str | None) -> Organisation:
    if site_key is None:
        found = await organisations.default(session)
    else:
        found = await organisations.by_site_key(session, site_key)
    if found is None:
        raise NotFound("organisation")
    return found


def _start(
    session: AsyncSession, organisation: Organisation, language: str, territory: str | None
) -> Conversation:
    known_territory = territory if territory in organisation.territories else None
    conversation = Conversation(
        organisation_id=organisation.public_id,
        language=language,
        territory=known_territory,
        country=_country(organisation, language, known_territory),
        last_seq=0,
    )
    session.add(conversation)
    return conversation


def _country(organisation: Organisation, language: str, territory: str | None) -> str | None:
    if territory:
        return territory[:2]
    if len(organisation.countries) == 1:
        return organisation.countries[0]
    country = COUNTRY_OF.get(language)
    return country if country in organisation.countries else None


def _greet(session: AsyncSession, request: web.Request, conversation: Conversation) -> None:
    """The first message says that this is a program."""
    texts = request.app[keys.DESK].texts
    language = conversation.language
    chips: list[dict[str, Any]] = [
        {"label": texts.get("web", f"chip_{need}", language), "need": need, "slots": {}}
        for need in OPENING_CHIPS
    ]
    chips[-1] = {"label": chips[-1]["label"], "do": "handoff"}
    greeting = texts.get("web", "greeting", language)
    log.append(session, conversation, Author.ASSISTANT, greeting, choices=chips, need="greet")


async def _opened(
    session: AsyncSession, request: web.Request, conversation: Conversation
) -> dict[str, Any]:
    token = access.issue_token(session, request.app[keys.DESK].store, conversation.id)
    await session.flush()
    audience = await audience_of(session, conversation.id)
    state = await envelope(session, conversation.id, 0, audience)
    messages = state.pop("events")
    return {"id": conversation.id, "token": token, "messages": messages, **state}


async def resume_code(request: web.Request) -> web.Response:
    """`POST .../resume-code`: a code to go on from another device."""
    who = await learner(request)
    await request.app[keys.LIMITS].spend("resume", who.conversation_id)
    async with request.app[keys.DATABASE].write() as session:
        issued = await access.issue_resume_code(
            session, request.app[keys.DESK].store, who.conversation_id
        )
    expires = issued.expires_at.isoformat().replace("+00:00", "Z")
    return web.json_response({"code": issued.code, "expires_at": expires}, status=201)


async def resume(request: web.Request) -> web.Response:
    """`POST /api/resume`: open a conversation with a code; the same answer as opening a new one."""
    code = _word(await read_json(request), "code", 40)
    if code is None:
        raise BadRequest("code")
    await request.app[keys.LIMITS].spend("resume", request.remote or "")
    async with request.app[keys.DATABASE].write() as session:
        conversation = await access.redeem(session, request.app[keys.DESK].store, code)
        opened = await _opened(session, request, conversation)
    return web.json_response(opened, status=201)


async def leave(request: web.Request) -> web.Response:
    """`POST .../leave`: forget this device; the conversation itself stays."""
    await learner(request)
    token = request.headers["Authorization"].partition(" ")[2]
    async with request.app[keys.DATABASE].write() as session:
        await access.revoke_token(session, request.app[keys.DESK].store, token)
    return web.json_response({"left": True})
