"""What must happen although nobody asks for it: lost counsellors, retention, sources by the clock."""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta

import structlog
from aiohttp import web
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from bot import scheduled
from bot.conversations import erase, steps
from bot.conversations import log as message_log
from bot.conversations.models import Conversation
from bot.errors import BotError
from bot.web import keys
from bot.web.bus import desk_topic
from catalog.db import utcnow
from catalog.models import Organisation

log = structlog.get_logger(__name__)
SWEEP_SECONDS = 10.0
FETCH_SECONDS = 60.0
RETENTION_DAYS = 90
"""Used where an organisation states no period for conversations."""
BATCH = 50


async def run(app: web.Application) -> None:
    """Sweep until cancelled; a database that does not answer is tried again."""
    while True:
        await asyncio.sleep(SWEEP_SECONDS)
        try:
            await release_lost(app)
            await erase_expired(app)
        except (SQLAlchemyError, BotError):
            log.exception("sweep.failed")


async def run_fetches(app: web.Application) -> None:
    """Fetch sources by the clock until cancelled, beside the sweep: a large file takes minutes."""
    while True:
        await asyncio.sleep(FETCH_SECONDS)
        try:
            await fetch_due(app)
        except (SQLAlchemyError, OSError):
            log.exception("fetch.failed")


async def fetch_due(app: web.Application) -> None:
    """Have the sources whose time has come fetched, by a process of its own.

    Reading a large file takes seconds of computing, which must not stand in the way of a message.
    """
    if not await scheduled.due(app[keys.DATABASE]):
        return
    command = (sys.executable, "-m", "bot", "catalog", "fetch")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.DEVNULL)
    try:
        if await process.wait():
            log.warning("fetch.source_failed")
    finally:
        if process.returncode is None:  # the service stops: nothing of it may go on
            process.terminate()


async def release_lost(app: web.Application) -> None:
    """Put conversations of vanished counsellors back into the queue and tell the learners."""
    async with app[keys.DATABASE].read() as session:
        lost = await steps.abandoned(session)
    for conversation_id in lost:
        async with app[keys.DATABASE].write() as session:
            conversation = await message_log.lock_conversation(session, conversation_id)
            if conversation_id in await steps.abandoned(session):
                await steps.lose_counsellor(session, app[keys.DESK].texts, conversation)
        await app[keys.BUS].publish(conversation_id, desk_topic(conversation.organisation_id))


async def erase_expired(app: web.Application) -> None:
    """Erase conversations that were quiet for longer than their organisation keeps them."""
    async with app[keys.DATABASE].read() as session:
        expired = await _expired(session)
    for conversation_id in expired:
        async with app[keys.DATABASE].write() as session:
            conversation = await message_log.lock_conversation(session, conversation_id)
            await erase.erase(session, conversation)


async def _expired(session: AsyncSession) -> list[str]:
    found: list[str] = []
    for organisation in (await session.execute(select(Organisation))).scalars():
        days = organisation.retention_days.get("conversation", RETENTION_DAYS)
        query = (
            select(Conversation.id)
            .where(
                Conversation.organisation_id == organisation.public_id,
                Conversation.active_at < utcnow() - timedelta(days=days),
            )
            .limit(BATCH)
        )
        found += (await session.execute(query)).scalars()
    return found
