"""What people do with a conversation: ask for a person, claim, hand back, close, get lost.

Each step moves the state machine and tells the learner in one system message.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from babel.dates import format_datetime
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import hours, log
from bot.conversations.handoff import move
from bot.conversations.models import Author, ContactDetail, Conversation, State, User
from bot.errors import Forbidden
from catalog.db import utcnow
from catalog.models import Organisation
from catalog.texts import Texts

AREA = "web"
PRESENT = timedelta(seconds=45)
"""A desk signs of life every 15 s; after three missed ones its user counts as gone."""


async def on_duty(session: AsyncSession, organisation_id: str) -> int:
    """How many people of the organisation have an open desk."""
    query = select(func.count()).where(
        User.organisation_id == organisation_id, User.active, User.seen_at > utcnow() - PRESENT
    )
    return int((await session.execute(query)).scalar_one())


async def ask_for_person(
    session: AsyncSession, texts: Texts, conversation: Conversation, *, reason: str = "asked"
) -> None:
    """Put a locked conversation into the queue and tell the learner what happens now.

    Already waiting or with a person: the learner is told so, nothing else changes.
    """
    if conversation.state in (State.ASSISTANT, State.CALLBACK):
        await move(session, conversation, State.WAITING, actor="learner", reason=reason)
    elif conversation.state != State.WAITING:
        return
    key, values, choices = await _promise(session, texts, conversation)
    tell(session, texts, conversation, key, choices=choices, **values)


async def _promise(
    session: AsyncSession, texts: Texts, conversation: Conversation
) -> tuple[str, dict[str, str], list[dict[str, Any]]]:
    if await on_duty(session, conversation.organisation_id):
        return "waiting_on_duty", {}, []
    callback = {
        "label": texts.get(AREA, "chip_call_me_back", conversation.language),
        "need": "call_me_back",
        "slots": {},
    }
    organisation = await _organisation(session, conversation)
    now = utcnow()
    if organisation is None or hours.is_open(organisation, now):
        return "waiting_open", {}, [callback]
    opens = hours.next_opening(organisation, now)
    if opens is None:
        return "waiting_closed", {}, [callback]
    when = format_datetime(opens, "EEEE d MMMM, HH:mm", locale=conversation.language)
    return "waiting_until", {"when": when}, [callback]


async def _organisation(session: AsyncSession, conversation: Conversation) -> Organisation | None:
    query = select(Organisation).where(Organisation.public_id == conversation.organisation_id)
    return (await session.execute(query)).scalar_one_or_none()


def tell(
    session: AsyncSession,
    texts: Texts,
    conversation: Conversation,
    key: str,
    *,
    choices: list[dict[str, Any]] | None = None,
    reply_to: str | None = None,
    **values: str,
) -> None:
    """Post the system text *key* in the conversation's language."""
    text = texts.get(AREA, key, conversation.language, **values)
    log.append(session, conversation, Author.SYSTEM, text, choices=choices or [], reply_to=reply_to)


async def claim(
    session: AsyncSession, texts: Texts, conversation: Conversation, user: User
) -> None:
    """Give a locked conversation to *user*; the program is silent from here on.

    Raises:
        TransitionRefused: somebody else holds it, or it is closed.
    """
    await move(
        session,
        conversation,
        State.COUNSELLOR,
        actor=f"user:{user.id}",
        reason="claimed",
        counsellor_id=user.id,
    )
    tell(session, texts, conversation, "counsellor_joined", name=user.name)


async def hand_back(
    session: AsyncSession, texts: Texts, conversation: Conversation, user: User
) -> None:
    """Give the conversation back to the program.

    Raises:
        Forbidden: *user* does not hold it.
    """
    require_holder(conversation, user)
    await move(
        session, conversation, State.ASSISTANT, actor=f"user:{user.id}", reason="handed back"
    )
    tell(session, texts, conversation, "counsellor_left", name=user.name)


async def close(
    session: AsyncSession, texts: Texts, conversation: Conversation, user: User
) -> None:
    """End the conversation.

    Raises:
        Forbidden: *user* does not hold it.
    """
    require_holder(conversation, user)
    await move(session, conversation, State.CLOSED, actor=f"user:{user.id}", reason="closed")
    tell(session, texts, conversation, "conversation_closed", name=user.name)


async def lose_counsellor(session: AsyncSession, texts: Texts, conversation: Conversation) -> None:
    """The counsellor's desk gave no sign of life: back to the queue, and the learner is told."""
    await move(session, conversation, State.WAITING, actor="system", reason="counsellor lost")
    tell(session, texts, conversation, "counsellor_lost")


async def forget_contact(session: AsyncSession, conversation_id: str, reference: str) -> None:
    """Delete the contact detail behind *reference*: its purpose is fulfilled."""
    await session.execute(
        delete(ContactDetail).where(
            ContactDetail.conversation_id == conversation_id, ContactDetail.reference == reference
        )
    )


async def abandoned(session: AsyncSession) -> list[str]:
    """Ids of conversations whose counsellor's desk is gone."""
    query = (
        select(Conversation.id)
        .join(User, User.id == Conversation.counsellor_id)
        .where(
            Conversation.state == State.COUNSELLOR,
            (User.seen_at.is_(None)) | (User.seen_at < utcnow() - PRESENT),
        )
    )
    return list((await session.execute(query)).scalars())


def require_holder(conversation: Conversation, user: User) -> None:
    """Only who holds a conversation may write in it or end it.

    Raises:
        Forbidden: *user* does not hold it.
    """
    if conversation.state != State.COUNSELLOR or conversation.counsellor_id != user.id:
        raise Forbidden("not the holder of this conversation")
