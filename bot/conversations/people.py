"""Users of the desk: made, signed in, locked out, seen. Passwords are argon2 hashes."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import AuditEntry, Role, User
from bot.errors import BadRequest, BotError
from catalog.db import utcnow

MIN_PASSWORD = 12
MOST_FAILURES = 5
LOCK = timedelta(minutes=15)
HASHER = PasswordHasher()
# Verified when the address is unknown, so that the answer takes the same time.
_NOBODY = HASHER.hash(secrets.token_urlsafe(16))


class SignInRefused(BotError):
    """Unknown address, wrong password or locked account; which one is not told."""

    code = "sign_in_refused"
    status = 401


class PasswordTooShort(BotError):
    """A password needs at least `MIN_PASSWORD` characters."""

    code = "password_too_short"
    status = 400

    @property
    def facts(self) -> dict[str, int]:
        """The least number of characters."""
        return {"minimum": MIN_PASSWORD}


class EmailTaken(BotError):
    """There is a user with this address already."""

    code = "email_taken"
    status = 409


@dataclass(frozen=True)
class NewUser:
    """What is needed to make a user."""

    email: str
    name: str
    role: Role
    organisation_id: str
    languages: tuple[str, ...] = ("fr", "sv", "nl", "en")


async def add_user(
    session: AsyncSession, new: NewUser, password: str, *, one_time: bool = False
) -> User:
    """Make a user; a *one_time* password must be changed at the first sign-in.

    Raises:
        PasswordTooShort, EmailTaken, BadRequest (the address is none).
    """
    email = new.email.strip().lower()
    if "@" not in email:
        raise BadRequest("email")
    if await by_email(session, email) is not None:
        raise EmailTaken(f"there is a user {email} already")
    user = User(
        email=email,
        name=new.name,
        role=new.role,
        organisation_id=new.organisation_id,
        languages=list(new.languages),
        password_hash=await hash_password(password),
        must_change_password=one_time,
    )
    session.add(user)
    await session.flush()
    audit(session, None, "user added", user.id)
    return user


async def hash_password(password: str) -> str:
    """The argon2 hash of a password, made in a thread: it takes long on purpose.

    Raises:
        PasswordTooShort: fewer than `MIN_PASSWORD` characters.
    """
    if len(password) < MIN_PASSWORD:
        raise PasswordTooShort(f"fewer than {MIN_PASSWORD} characters")
    return await asyncio.to_thread(HASHER.hash, password)


async def by_email(session: AsyncSession, email: str) -> User | None:
    """The user with this address (any case), or None."""
    query = select(User).where(User.email == email.strip().lower())
    return (await session.execute(query)).scalar_one_or_none()


async def count(session: AsyncSession) -> int:
    """How many users there are."""
    return int((await session.execute(select(func.count()).select_from(User))).scalar_one())


async def sign_in(session: AsyncSession, email: str, password: str) -> User | None:
    """The user, if the password is right and the account not locked; else None.

    Failures are counted in this unit of work: commit it in either case. After `MOST_FAILURES` in a
    row the account is locked for `LOCK`.
    """
    user = await by_email(session, email)
    if user is None or not user.active:
        await _verify(_NOBODY, password)
        return None
    right = await _verify(user.password_hash, password)
    now = utcnow()
    if user.locked_until and user.locked_until > now:
        return None
    if not right:
        user.failed_logins += 1
        if user.failed_logins >= MOST_FAILURES:
            user.failed_logins, user.locked_until = 0, now + LOCK
            audit(session, user.id, "locked out")
        return None
    user.failed_logins, user.locked_until = 0, None
    if HASHER.check_needs_rehash(user.password_hash):
        user.password_hash = await asyncio.to_thread(HASHER.hash, password)
    audit(session, user.id, "signed in")
    return user


async def _verify(password_hash: str, password: str) -> bool:
    try:
        return await asyncio.to_thread(HASHER.verify, password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


async def change_password(session: AsyncSession, user: User, password: str) -> None:
    """Set a new password and end the user's other sessions.

    Raises:
        PasswordTooShort: see `hash_password`.
    """
    user.password_hash = await hash_password(password)
    user.must_change_password = False
    user.session_epoch += 1
    audit(session, user.id, "password changed")


async def seen(session: AsyncSession, user_id: str) -> None:
    """Note a sign of life of the user's desk."""
    await session.execute(update(User).where(User.id == user_id).values(seen_at=utcnow()))


async def sign_out(session: AsyncSession, user_id: str) -> None:
    """End every session of the user, copies of the cookie too, and take her off duty."""
    ended = {"session_epoch": User.session_epoch + 1, "seen_at": None}
    await session.execute(update(User).where(User.id == user_id).values(ended))
    audit(session, user_id, "signed out")


def audit(
    session: AsyncSession, user_id: str | None, action: str, target: str | None = None
) -> None:
    """Write down one act that somebody may have to account for."""
    session.add(AuditEntry(user_id=user_id, action=action, target=target))
