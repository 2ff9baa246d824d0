"""Who is at the desk: encrypted cookie, CSRF token, roles. Passwords are checked in `people`."""

from __future__ import annotations

import hmac
import secrets
from typing import Any

import aiohttp_session
from aiohttp import web
from aiohttp_session.cookie_storage import EncryptedCookieStorage
from cryptography.fernet import Fernet

from bot.conversations.models import Role, User
from bot.errors import Forbidden, NotAuthorised
from bot.secret_store import SecretStore
from bot.settings import Settings
from bot.web import keys

COOKIE = "passerelle_desk"
CSRF_HEADER = "X-CSRF-Token"
HOURS = 10


def setup(app: web.Application, store: SecretStore, settings: Settings) -> None:
    """Give *app* sessions in an encrypted, HttpOnly, SameSite cookie that lasts a working day."""
    storage = EncryptedCookieStorage(
        Fernet(store.session_key),
        cookie_name=COOKIE,
        max_age=HOURS * 3600,
        path="/desk",
        httponly=True,
        samesite="Strict",
        secure=settings.secure_cookies,
    )
    aiohttp_session.setup(app, storage)


async def begin(request: web.Request, user: User) -> None:
    """Sign *user* in, under a fresh session."""
    session = await aiohttp_session.new_session(request)
    session["user"] = user.id
    session["epoch"] = user.session_epoch
    session["csrf"] = secrets.token_urlsafe(24)


async def end(request: web.Request) -> None:
    """Sign out."""
    (await aiohttp_session.get_session(request)).invalidate()


async def csrf_token(request: web.Request) -> str:
    """The token that every change must show; made when there is none (the sign-in form needs one)."""
    session = await aiohttp_session.get_session(request)
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    token: str = session["csrf"]
    return token


async def check_csrf(request: web.Request, shown: str | None) -> None:
    """Refuse a change that another site's page might have caused.

    Raises:
        Forbidden: the token is missing or wrong.
    """
    session: Any = await aiohttp_session.get_session(request)
    expected, got = str(session.get("csrf", "")).encode(), (shown or "").encode()
    if not got or not hmac.compare_digest(expected, got):
        raise Forbidden("csrf")


async def current_user(request: web.Request, *roles: Role) -> User:
    """The signed-in user; with *roles*, one of these (an admin may do everything).

    A password that works only once opens nothing that needs a role.

    Raises:
        NotAuthorised: nobody is signed in, or the session was ended.
        Forbidden: signed in, with another role or a one-time password.
    """
    session = await aiohttp_session.get_session(request)
    async with request.app[keys.DATABASE].read() as unit:
        user = await unit.get(User, session.get("user")) if session.get("user") else None
    if user is None or not user.active or user.session_epoch != session.get("epoch"):
        raise NotAuthorised
    if roles:
        require_role(user, *roles)
    return user


def require_role(user: User, *roles: Role) -> None:
    """Refuse *user* unless one of *roles* is hers.

    Raises:
        Forbidden: another role, or a one-time password that was not changed yet.
    """
    if user.must_change_password:
        raise Forbidden("one-time password")
    if user.role != Role.ADMIN and user.role not in roles:
        raise Forbidden(user.role)


async def changing_user(request: web.Request, *roles: Role) -> User:
    """The signed-in user of a request that changes something; checks the CSRF header too."""
    user = await current_user(request, *roles)
    await check_csrf(request, request.headers.get(CSRF_HEADER))
    return user
