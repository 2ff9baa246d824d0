"""Who speaks: the token of a device, the site key and origin of a page."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import access
from bot.conversations.events import Audience
from bot.conversations.models import Conversation
from bot.errors import NotAuthorised, OriginNotAllowed
from bot.web import keys
from catalog.models import Organisation
from catalog.services import organisations

TOKEN_LIMIT = 128


@dataclass(frozen=True)
class Learner:
    """A learner's page that showed a valid token, and what it may see."""

    conversation_id: str
    audience: Audience


def bearer(request: web.Request) -> str:
    """The token of the `Authorization` header.

    Raises:
        NotAuthorised: there is none.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token or len(token) > TOKEN_LIMIT:
        raise NotAuthorised
    return token


async def learner(request: web.Request, token: str | None = None) -> Learner:
    """The learner behind a request on `/api/conversations/{id}/...`.

    Raises:
        NotAuthorised: no token, or not of this conversation.
    """
    conversation_id = request.match_info["id"]
    store = request.app[keys.DESK].store
    async with request.app[keys.DATABASE].read() as session:
        audience = await access.check_token(
            session, store, conversation_id, token or bearer(request)
        )
    return Learner(conversation_id, audience)


async def audience_of(session: AsyncSession, conversation_id: str) -> Audience:
    """What the learner's page of a conversation may see."""
    organisation = await organisation_of(session, conversation_id)
    return Audience(sees_needs=bool(organisation and organisation.shows_needs_to_learners))


async def organisation_of(session: AsyncSession, conversation_id: str) -> Organisation | None:
    """The organisation that a conversation belongs to; None if it is no longer in the catalog.

    Raises:
        NotAuthorised: there is no such conversation (which one exists is not told).
    """
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        raise NotAuthorised
    return await organisations.by_public_id(session, conversation.organisation_id)


def check_origin(request: web.Request, organisation: Organisation) -> None:
    """A browser's page must come from an origin that the site key allows, or from our own.

    A request without `Origin` is no browser's cross-site request and passes.

    Raises:
        OriginNotAllowed: it comes from elsewhere.
    """
    origin = request.headers.get("Origin")
    if origin is None or origin == own_origin(request):
        return
    if origin not in organisation.allowed_origins:
        raise OriginNotAllowed(origin)


def own_origin(request: web.Request) -> str:
    """The origin under which a browser sees this service."""
    public = request.app[keys.SETTINGS].public_url
    return public.rstrip("/") if public else f"{request.scheme}://{request.host}"
