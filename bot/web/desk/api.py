"""What the desk's page calls: queue, conversation with brief, claim, reply, hand back, close."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import intake, log, people, steps
from bot.conversations.brief import brief
from bot.conversations.events import Audience, envelope
from bot.conversations.handoff import move
from bot.conversations.models import (
    Author,
    CallbackRequest,
    Conversation,
    Role,
    State,
    User,
)
from bot.conversations.models.contact import CallbackStatus
from bot.conversations.queue import queue
from bot.errors import BadRequest, NotFound
from bot.web import keys, metrics
from bot.web.bus import TURNS, desk_topic
from bot.web.chat.messages import CLIENT_ID
from bot.web.chat.opening import read_json
from bot.web.desk.session import changing_user, current_user
from catalog.texts import Texts

DESK_AUDIENCE = Audience(sees_needs=True, is_desk=True)
Step = Callable[[AsyncSession, Texts, Conversation, User], Awaitable[None]]


async def get_queue(request: web.Request) -> web.Response:
    """`GET /desk/api/queue`."""
    user = await current_user(request, Role.COUNSELLOR)
    async with request.app[keys.DATABASE].read() as session:
        rows = await queue(session, user)
    return web.json_response({"queue": rows})


def _after(request: web.Request) -> int:
    try:
        after = int(request.query.get("after", "0"))
    except ValueError as error:
        raise BadRequest("after") from error
    if not 0 <= after < 2**31:
        raise BadRequest("after")
    return after


async def _own(session: AsyncSession, request: web.Request, user: User, lock: bool) -> Conversation:
    """The conversation of the request, if it belongs to the user's organisation."""
    conversation_id = request.match_info["id"]
    if lock:
        found = await log.lock_conversation(session, conversation_id)
    else:
        got = await session.get(Conversation, conversation_id)
        if got is None:
            raise NotFound(conversation_id)
        found = got
    if found.organisation_id != user.organisation_id:
        raise NotFound(conversation_id)
    return found


async def get_conversation(request: web.Request) -> web.Response:
    """`GET /desk/api/conversations/{id}?after=N`: the brief and the transcript."""
    user = await current_user(request, Role.COUNSELLOR)
    async with request.app[keys.DATABASE].read() as session:
        conversation = await _own(session, request, user, lock=False)
        found = await brief(session, request.app[keys.DESK].store, conversation)
        state = await envelope(session, conversation.id, _after(request), DESK_AUDIENCE)
        mine = conversation.counsellor_id == user.id
    return web.json_response(
        {"brief": found.as_json(), "mine": mine, "id": conversation.id, **state}
    )


async def _take_step(request: web.Request, step: Step, action: str) -> web.Response:
    user = await changing_user(request, Role.COUNSELLOR)
    async with request.app[keys.DATABASE].write() as session:
        conversation = await _own(session, request, user, lock=True)
        await step(session, request.app[keys.DESK].texts, conversation, user)
        people.audit(session, user.id, action, conversation.id)
        if conversation.state == State.COUNSELLOR:
            await people.seen(session, user.id)
            conversation.alarmed_at = None
    await _announce(request, conversation)
    return web.json_response({"state": conversation.state})


async def _announce(request: web.Request, conversation: Conversation) -> None:
    topics = (conversation.id, desk_topic(conversation.organisation_id), TURNS)
    await request.app[keys.BUS].publish(*topics)


async def claim(request: web.Request) -> web.Response:
    """`POST .../claim`: of two who press at once, one gets it, the other a 409."""
    return await _take_step(request, steps.claim, "claimed")


async def hand_back(request: web.Request) -> web.Response:
    """`POST .../hand-back`."""
    return await _take_step(request, steps.hand_back, "handed back")


async def close(request: web.Request) -> web.Response:
    """`POST .../close`."""
    return await _take_step(request, steps.close, "closed")


async def put_message(request: web.Request) -> web.Response:
    """`PUT .../messages/{client_id}`: a counsellor's reply; the same id again is the same reply."""
    user = await changing_user(request, Role.COUNSELLOR)
    client_id = request.match_info["client_id"]
    if not CLIENT_ID.fullmatch(client_id):
        raise BadRequest("client_id")
    sent = intake.Sent.read(client_id, await read_json(request))
    async with request.app[keys.DATABASE].write() as session:
        conversation = await _own(session, request, user, lock=True)
        seq = await _reply(session, request, conversation, user, sent)
    await _announce(request, conversation)
    return web.json_response({"seq": seq}, status=202)


async def _reply(
    session: AsyncSession,
    request: web.Request,
    conversation: Conversation,
    user: User,
    sent: intake.Sent,
) -> int:
    store = request.app[keys.DESK].store
    earlier = await intake.repeated(session, store, conversation.id, sent)
    if earlier is not None:
        return earlier
    steps.require_holder(conversation, user)
    message = log.append(
        session,
        conversation,
        Author.COUNSELLOR,
        sent.text or "",
        client_id=sent.client_id,
        fingerprint=sent.digest(store),
        sender_name=user.name,
    )
    metrics.MESSAGES.labels(author=Author.COUNSELLOR).inc()
    return message.seq


async def callback_done(request: web.Request) -> web.Response:
    """`POST .../callbacks/{callback}/done`: the call was made; its contact details are forgotten."""
    user = await changing_user(request, Role.COUNSELLOR)
    async with request.app[keys.DATABASE].write() as session:
        conversation = await _own(session, request, user, lock=True)
        wanted: Any = await session.get(CallbackRequest, request.match_info["callback"])
        if wanted is None or wanted.conversation_id != conversation.id:
            raise NotFound("callback")
        wanted.status, wanted.handled_by = CallbackStatus.DONE, user.id
        await steps.forget_contact(session, conversation.id, wanted.reference)
        people.audit(session, user.id, "call-back made", conversation.id)
        if conversation.state == State.CALLBACK:
            actor = f"user:{user.id}"
            await move(session, conversation, State.ASSISTANT, actor=actor, reason="called back")
    await _announce(request, conversation)
    return web.json_response({"state": conversation.state})
