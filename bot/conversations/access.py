"""Opening conversations: tokens of devices and single-use codes, of which only digests are kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.events import Audience
from bot.conversations.models import AccessToken, Conversation, ResumeCode
from bot.errors import NotAuthorised, NotFound
from bot.secret_store import SecretStore
from catalog.db import utcnow
from catalog.models import Organisation

RESUME_DAYS = 30
# Without letters and digits that are mistaken for one another when read aloud or written by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12


@dataclass(frozen=True)
class IssuedCode:
    """A resume code, shown once, and when it stops working."""

    code: str
    expires_at: datetime


def issue_token(session: AsyncSession, store: SecretStore, conversation_id: str) -> str:
    """A new token (256 random bits) for one device."""
    token = secrets.token_urlsafe(32)
    session.add(AccessToken(digest=store.digest(token), conversation_id=conversation_id))
    return token


async def check_token(
    session: AsyncSession, store: SecretStore, conversation_id: str, token: str
) -> Audience:
    """Let the holder of *token* pass.

    Returns:
        What the learner's page may see: needs only where the organisation shows them.

    Raises:
        NotAuthorised: the token does not open this conversation, or it was erased.
    """
    query = (
        select(Organisation.shows_needs_to_learners)
        .select_from(AccessToken)
        .join(Conversation, Conversation.id == AccessToken.conversation_id)
        .outerjoin(Organisation, Organisation.public_id == Conversation.organisation_id)
        .where(AccessToken.digest == store.digest(token), Conversation.id == conversation_id)
    )
    found = (await session.execute(query)).one_or_none()
    if found is None:
        raise NotAuthorised
    return Audience(sees_needs=bool(found.shows_needs_to_learners))


async def revoke_token(session: AsyncSession, store: SecretStore, token: str) -> None:
    """Forget a device; the conversation stays, a resume code can still open it."""
    await session.execute(delete(AccessToken).where(AccessToken.digest == store.digest(token)))


async def issue_resume_code(
    session: AsyncSession, store: SecretStore, conversation_id: str
) -> IssuedCode:
    """A new code; earlier unused codes of the conversation stop working."""
    await session.execute(
        delete(ResumeCode).where(
            ResumeCode.conversation_id == conversation_id, ResumeCode.used_at.is_(None)
        )
    )
    raw = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
    expires_at = utcnow() + timedelta(days=RESUME_DAYS)
    row = ResumeCode(
        digest=store.digest(raw), conversation_id=conversation_id, expires_at=expires_at
    )
    session.add(row)
    return IssuedCode("-".join(raw[i : i + 4] for i in range(0, CODE_LENGTH, 4)), expires_at)


async def redeem(session: AsyncSession, store: SecretStore, code: str) -> Conversation:
    """Use up a code and say which conversation it opens.

    Raises:
        NotFound: unknown, used, expired or revoked code; which one is not told.
    """
    raw = "".join(character for character in code.lower() if character.isalnum())
    now = utcnow()
    used = await session.execute(
        update(ResumeCode)
        .where(
            ResumeCode.digest == store.digest(raw),
            ResumeCode.used_at.is_(None),
            ResumeCode.expires_at > now,
        )
        .values(used_at=now)
        .returning(ResumeCode.conversation_id)
    )
    conversation_id = used.scalar_one_or_none()
    if conversation_id is None:
        raise NotFound("resume code")
    query = select(Conversation).where(Conversation.id == conversation_id)
    return (await session.execute(query)).scalar_one()
