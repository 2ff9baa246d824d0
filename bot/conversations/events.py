"""Messages as the outside sees them: the event of the chat API (DESIGN, section 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.log import messages_after
from bot.conversations.models import Author, Conversation, Message, Turn, User
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
    # A learner's own message gets its need after it was shown: an event must not change afterwards.
    own = message.author == Author.LEARNER
    secret = own or not audience.sees_needs or message.need in SAFETY_NEEDS
    hidden = secret and not audience.is_desk
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
    is_thinking = exists().where(
        Turn.conversation_id == Conversation.id, Turn.status.in_(UNFINISHED)
    )
    query = (
        select(
            Conversation.state,
            Conversation.last_seq,
            Conversation.first_seq,
            Conversation.language,
            is_thinking.label("thinking"),
            User.name,
        )
        .outerjoin(User, User.id == Conversation.counsellor_id)
        .where(Conversation.id == conversation_id)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise NotFound(conversation_id)
    state, last_seq, first_seq, language, thinking, name = found
    rows = await messages_after(session, conversation_id, after)
    return {
        "events": [event(row, audience) for row in rows],
        "state": state,
        "last_seq": last_seq,
        "first_seq": first_seq,
        "language": language,
        "thinking": bool(thinking),
        "counsellor": None if name is None else {"name": name},
    }
