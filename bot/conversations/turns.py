"""The turn queue: enqueue, claim with a lease, renew, give back. Results are written by `answers`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.conversations.models import Conversation, Message, Turn, TurnStatus
from bot.conversations.models.turn import UNFINISHED
from catalog.db import public_id, utcnow

LEASE = timedelta(seconds=6)
"""A dead web process keeps a turn from the others no longer than this; a live one renews."""


@dataclass(frozen=True)
class Claim:
    """The right to answer one turn, as long as turn, mark and epoch still hold."""

    turn_id: int
    mark: str
    conversation_id: str
    epoch: int
    seq: int


@dataclass(frozen=True)
class Work:
    """Everything a claimed turn needs, read in one unit of work."""

    claim: Claim
    message: Message
    conversation: Conversation
    choice: dict[str, Any] | None
    attempts: int


async def enqueue(
    session: AsyncSession, conversation: Conversation, seq: int, choice: dict[str, Any] | None
) -> Claim | None:
    """Add the turn of message *seq* of a locked conversation.

    Returns:
        The claim, taken at once, when no earlier turn of the conversation is unfinished; else None.
    """
    busy = await session.execute(
        select(Turn.id)
        .where(Turn.conversation_id == conversation.id, Turn.status.in_(UNFINISHED))
        .limit(1)
    )
    turn = Turn(conversation_id=conversation.id, seq=seq, choice=choice)
    session.add(turn)
    if busy.first() is not None:
        return None
    _take(turn)
    await session.flush()
    return _claim(turn, conversation)


def _take(turn: Turn) -> None:
    turn.status = TurnStatus.RUNNING
    turn.claim = public_id()
    turn.lease_until = utcnow() + LEASE
    turn.attempts = (turn.attempts or 0) + 1


def _claim(turn: Turn, conversation: Conversation) -> Claim:
    assert turn.claim is not None
    return Claim(turn.id, turn.claim, conversation.id, conversation.epoch, turn.seq)


async def claim_next(session: AsyncSession) -> Claim | None:
    """Take the oldest turn that is free and first in its conversation, or None.

    Free: queued, or its lease ran out. On PostgreSQL several processes may call this at once.
    """
    earlier = aliased(Turn)
    is_first = ~exists().where(
        earlier.conversation_id == Turn.conversation_id,
        earlier.status.in_(UNFINISHED),
        earlier.seq < Turn.seq,
    )
    expired = and_(Turn.status == TurnStatus.RUNNING, Turn.lease_until < utcnow())
    query = (
        select(Turn)
        .where(or_(Turn.status == TurnStatus.QUEUED, expired), is_first)
        .order_by(Turn.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=Turn)
    )
    turn = (await session.execute(query)).scalar_one_or_none()
    if turn is None:
        return None
    conversation = await session.get_one(Conversation, turn.conversation_id)
    _take(turn)
    await session.flush()
    return _claim(turn, conversation)


async def load(session: AsyncSession, claim: Claim) -> Work | None:
    """Read what the turn needs; None if the turn is no longer this claim's."""
    turn = await session.get(Turn, claim.turn_id)
    if turn is None or turn.claim != claim.mark or turn.status != TurnStatus.RUNNING:
        return None
    conversation = await session.get_one(Conversation, claim.conversation_id)
    query = select(Message).where(
        Message.conversation_id == claim.conversation_id, Message.seq == claim.seq
    )
    message = (await session.execute(query)).scalar_one()
    return Work(claim, message, conversation, turn.choice, turn.attempts)


async def has_more(session: AsyncSession, conversation_id: str) -> bool:
    """Whether a turn of the conversation is queued."""
    query = select(Turn.id).where(
        Turn.conversation_id == conversation_id, Turn.status == TurnStatus.QUEUED
    )
    return (await session.execute(query.limit(1))).first() is not None


async def renew(session: AsyncSession, claims: list[Claim]) -> None:
    """Keep the leases of *claims* alive."""
    await session.execute(
        update(Turn)
        .where(Turn.claim.in_([claim.mark for claim in claims]), Turn.status == TurnStatus.RUNNING)
        .values(lease_until=utcnow() + LEASE)
        .execution_options(synchronize_session=False)
    )


async def settle(session: AsyncSession, claim: Claim, status: TurnStatus) -> bool:
    """Move a turn on, only if it still is this claim's.

    Returns:
        Whether it was; a late or repeated result must be thrown away otherwise.
    """
    free = status is TurnStatus.QUEUED
    settled = await session.execute(
        update(Turn)
        .where(
            Turn.id == claim.turn_id,
            Turn.claim == claim.mark,
            Turn.status == TurnStatus.RUNNING,
        )
        .values(
            status=status,
            claim=None if free else claim.mark,
            lease_until=None,
            finished_at=None if free else utcnow(),
        )
        .execution_options(synchronize_session=False)
    )
    return bool(settled.rowcount == 1)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
