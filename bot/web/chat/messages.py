"""A learner writes, asks for a person, or erases."""

from __future__ import annotations

import re

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import erase, intake, log, steps, turns
from bot.conversations.models import Author
from bot.errors import BadRequest, ConversationClosed, Overloaded
from bot.web import keys, metrics
from bot.web.bus import desk_topic
from bot.web.chat.opening import read_json
from bot.web.chat.session import Learner, learner

CLIENT_ID = re.compile(r"[A-Za-z0-9_.:-]{1,64}")
MOST_LOAD = 512
"""Turns being worked on in one process beyond which messages are refused before they are stored."""


async def put_message(request: web.Request) -> web.Response:
    """`PUT .../messages/{client_id}`: durable before it is acknowledged, stored once."""
    who = await learner(request)
    client_id = request.match_info["client_id"]
    if not CLIENT_ID.fullmatch(client_id):
        raise BadRequest("client_id")
    sent = intake.Sent.read(client_id, await read_json(request))
    await request.app[keys.LIMITS].spend("message", who.conversation_id)
    if request.app[keys.RUNNER].load > MOST_LOAD:
        raise Overloaded(retry_after=5)
    async with request.app[keys.DATABASE].write() as session:
        accepted = await intake.accept(
            session, request.app[keys.DESK].store, who.conversation_id, sent
        )
        claim = None if accepted.repeated else await _order(session, request, accepted)
    if not accepted.repeated:
        metrics.MESSAGES.labels(author=Author.LEARNER).inc()
        await _announce(request, accepted, claim)
    return web.json_response({"seq": accepted.seq}, status=202)


async def _order(
    session: AsyncSession, request: web.Request, accepted: intake.Accepted
) -> turns.Claim | None:
    """What follows a stored message, in the same unit of work: help lines, a person, or a turn."""
    conversation, message = accepted.conversation, accepted.message
    assert conversation is not None
    assert message is not None
    desk = request.app[keys.DESK]
    if accepted.choice is not None and accepted.choice.get("do") == "handoff":
        await steps.ask_for_person(session, desk.texts, conversation)
        return None
    need = request.app[keys.SAFETY].check(message.text)
    if need is not None:
        await request.app[keys.HELP].post(session, conversation, message, need)
        return None
    return await intake.queue(session, accepted)


async def _announce(
    request: web.Request, accepted: intake.Accepted, claim: turns.Claim | None
) -> None:
    """Tell pages and desks; a turn that this process claimed is worked on at once."""
    conversation, message = accepted.conversation, accepted.message
    assert conversation is not None
    assert message is not None
    if claim is not None:
        work = turns.Work(claim, message, conversation, accepted.choice, attempts=1)
        request.app[keys.RUNNER].take(claim, work)
    await request.app[keys.BUS].publish(conversation.id, desk_topic(conversation.organisation_id))


async def ask_for_person(request: web.Request) -> web.Response:
    """`POST .../handoff`: a person is wanted; works without the engine."""
    who = await learner(request)
    async with request.app[keys.DATABASE].write() as session:
        conversation = await log.lock_conversation(session, who.conversation_id)
        if conversation.state == "closed":
            raise ConversationClosed
        await steps.ask_for_person(session, request.app[keys.DESK].texts, conversation)
    topics = (conversation.id, desk_topic(conversation.organisation_id))
    await request.app[keys.BUS].publish(*topics)
    return web.json_response({"state": conversation.state}, status=202)


async def delete(request: web.Request) -> web.Response:
    """`DELETE /api/conversations/{id}`: erase everything, with a receipt."""
    who: Learner = await learner(request)
    async with request.app[keys.DATABASE].write() as session:
        conversation = await log.lock_conversation(session, who.conversation_id)
        language = conversation.language
        receipt = await erase.erase(session, conversation)
    topics = (who.conversation_id, desk_topic(conversation.organisation_id))
    await request.app[keys.BUS].publish(*topics)
    return web.json_response(receipt.as_json(request.app[keys.DESK].texts, language))
