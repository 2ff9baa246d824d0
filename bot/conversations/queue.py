"""What a desk has before it: alarms first, then who waits, call-backs, one's own, and the rest."""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import Author, Conversation, Message, State, User
from catalog.db import utcnow

MOST_ROWS = 100


async def queue(session: AsyncSession, user: User) -> list[dict[str, Any]]:
    """Conversations of the user's organisation that wait, want a call or are held, most urgent first.

    Each row: `{id, state, language, waiting_since, alarmed, mine, counsellor, last_words}`.
    Conversations in a language that the user does not speak are listed after the others.
    """
    query = (
        select(Conversation, User.name)
        .outerjoin(User, User.id == Conversation.counsellor_id)
        .where(
            Conversation.organisation_id == user.organisation_id,
            or_(
                Conversation.state.in_([State.WAITING, State.CALLBACK, State.COUNSELLOR]),
                Conversation.alarmed_at.is_not(None) & (Conversation.state == State.ASSISTANT),
            ),
        )
        .order_by(Conversation.active_at)
        .limit(MOST_ROWS)
    )
    rows = [
        await _row(session, conversation, name, user)
        for conversation, name in (await session.execute(query)).all()
    ]
    return sorted(rows, key=lambda row: _urgency(row, user))


async def _row(
    session: AsyncSession, conversation: Conversation, counsellor: str | None, user: User
) -> dict[str, Any]:
    latest = (
        select(Message.text)
        .where(Message.conversation_id == conversation.id, Message.author == Author.LEARNER)
        .order_by(Message.seq.desc())
        .limit(1)
    )
    since = conversation.waiting_since or conversation.active_at
    return {
        "id": conversation.id,
        "state": conversation.state,
        "language": conversation.language,
        "country": conversation.country,
        "since": since.isoformat().replace("+00:00", "Z"),
        "waited_seconds": max(0, int((utcnow() - since).total_seconds())),
        "alarmed": conversation.alarmed_at is not None,
        "mine": conversation.counsellor_id == user.id,
        "counsellor": counsellor,
        "last_words": (await session.execute(latest)).scalar_one_or_none(),
        "last_seq": conversation.last_seq,
    }


def _urgency(row: dict[str, Any], user: User) -> tuple[bool, int, bool, str]:
    order = [State.WAITING, State.CALLBACK, State.COUNSELLOR, State.ASSISTANT]
    spoken = row["language"] in user.languages
    calm = not row["alarmed"] or row["state"] == State.COUNSELLOR
    return (calm, order.index(State(row["state"])), not spoken, row["since"])
