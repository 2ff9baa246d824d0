"""Messages as the outside sees them: the event of the chat API (DESIGN, section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.log import messages_after
from bot.conversations.models import Conversation, Message, State, Turn, User
from bot.conversations.models.turn import UNFINISHED
from bot.errors import NotFound

SAFETY_NEEDS = frozenset({"distress", "self_harm_risk"})
"""Never named on a learner's page."""


@dataclass(frozen=True)
class Audience:
    """Who reads: a desk sees the needs, a learner's page only where the organisation says so."""

    sees_needs: bool
    is_desk: bool = False


def event(message: Message, audience: Audience) -> dict[str, Any]:
    """One message as JSON-ready event."""
    also = [need for need in message.also if audience.is_desk or need not in SAFETY_NEEDS]
    hidden = not audience.is_desk and (not audience.sees_needs or message.need in SAFETY_NEEDS)
    shown = {
        "seq": message.seq,
        "author": message.author,
        "lang": message.lang,
        "text": message.text,
        "at": message.at.isoformat().replace("+00:00", "Z"),
        "client_id": message.client_id,
        "reply_to": message.reply_to,
        "counsellor_name": message.sender_name,
        "cards": message.cards,
        "choices": message.choices,
        "facts": message.facts,
    }
    return shown if hidden else {**shown, "need": message.need, "also": also}


async def envelope(
    session: AsyncSession, conversation_id: str, after: int, audience: Audience
) -> dict[str, Any]:
    """Events after number *after*, with the state that a client shows around them.

    Returns:
        `{events, state, last_seq, first_seq, language, thinking, counsellor}`; `thinking` is true
        while an answer of the program is due, `counsellor` is `{name}` while a person holds it.

    Raises:
        NotFound: the conversation was erased.
    """
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        raise NotFound(conversation_id)
    rows = await messages_after(session, conversation_id, after)
    return {
        "events": [event(row, audience) for row in rows],
        "state": conversation.state,
        "last_seq": conversation.last_seq,
        "first_seq": conversation.first_seq,
        "language": conversation.language,
        "thinking": await _is_thinking(session, conversation),
        "counsellor": await _counsellor(session, conversation),
    }


async def _is_thinking(session: AsyncSession, conversation: Conversation) -> bool:
    query = select(Turn.id).where(
        Turn.conversation_id == conversation.id, Turn.status.in_(UNFINISHED)
    )
    return (await session.execute(query.limit(1))).first() is not None


async def _counsellor(session: AsyncSession, conversation: Conversation) -> dict[str, str] | None:
    if conversation.state != State.COUNSELLOR:
        return None
    user = await session.get(User, conversation.counsellor_id)
    return None if user is None else {"name": user.name}
