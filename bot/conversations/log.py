"""The message log: numbers, appends, reads. A number is taken under the conversation's row lock."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import Author, Choice, Conversation, Message
from bot.errors import NotFound
from catalog.db import public_id, utcnow


async def lock_conversation(session: AsyncSession, conversation_id: str) -> Conversation:
    """The conversation, with its row locked until the unit of work ends.

    On SQLite the write transaction already holds the lock of the whole database.

    Raises:
        NotFound: there is no such conversation (any more).
    """
    query = (
        select(Conversation)
        .where(Conversation.id == conversation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    found = (await session.execute(query)).scalar_one_or_none()
    if found is None:
        raise NotFound(conversation_id)
    return found


def append(
    session: AsyncSession, conversation: Conversation, author: Author, text: str, **values: Any
) -> Message:
    """Add a message with the next number to a *locked* conversation.

    *values* are further columns of `Message`; `choices` are dicts `{"label", ...payload}` that
    receive their opaque ids here.
    """
    conversation.last_seq += 1
    conversation.active_at = utcnow()
    offered = values.pop("choices", None) or []
    message = Message(
        conversation_id=conversation.id,
        seq=conversation.last_seq,
        author=author,
        text=text,
        lang=values.pop("lang", None) or conversation.language,
        choices=[_offer(session, conversation.id, choice) for choice in offered],
        **values,
    )
    session.add(message)
    return message


def _offer(session: AsyncSession, conversation_id: str, choice: dict[str, Any]) -> dict[str, str]:
    payload = {key: value for key, value in choice.items() if key != "label"}
    row = Choice(
        id=public_id(), conversation_id=conversation_id, label=choice["label"], payload=payload
    )
    session.add(row)
    return {"id": row.id, "label": row.label}


async def messages_after(
    session: AsyncSession, conversation_id: str, after: int, limit: int = 200
) -> list[Message]:
    """Messages with a number above *after*, in order, at most *limit*."""
    query = (
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.seq > after)
        .order_by(Message.seq)
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())
