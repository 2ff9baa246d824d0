"""The desk's pages: sign in, change the password, the desk itself, sign out."""

from __future__ import annotations

from typing import Any

import aiohttp_jinja2
from aiohttp import web

from bot.conversations import people
from bot.conversations.models import Role, User
from bot.errors import BotError, NotAuthorised
from bot.web import keys, pages
from bot.web.bus import desk_topic
from bot.web.desk import session as desk_session
from bot.web.language import known, request_language

DESK = "/desk"
SIGN_IN = "/desk/sign-in"
PASSWORD = "/desk/password"  # noqa: S105  an address


def _elsewhere(request: web.Request, path: str) -> web.HTTPSeeOther:
    """The way to another page of the desk, in the language that was chosen."""
    chosen = known(request.query.get("lang"))
    return web.HTTPSeeOther(f"{path}?lang={chosen}" if chosen else path)


async def _context(request: web.Request, **values: Any) -> dict[str, Any]:
    context = pages.context(request, "desk")
    # The brief names fields, levels and countries as the cards do.
    words = {**pages.words(request, "cards", context["lang"]), **context["texts"]}
    csrf = await desk_session.csrf_token(request)
    return {**context, "texts": words, "csrf": csrf, **values}


async def desk(request: web.Request) -> web.StreamResponse:
    """`GET /desk`: the queue and the conversation, or the way to sign in."""
    user = await _signed_in(request)
    if user.must_change_password:
        raise _elsewhere(request, PASSWORD)
    desk_session.require_role(user, Role.COUNSELLOR)
    return aiohttp_jinja2.render_template("desk.html", request, await _context(request, user=user))


async def sign_in_form(request: web.Request) -> web.StreamResponse:
    """`GET /desk/sign-in`."""
    values = await _context(request, error=None, email="")
    return aiohttp_jinja2.render_template("sign_in.html", request, values)


async def sign_in(request: web.Request) -> web.StreamResponse:
    """`POST /desk/sign-in`: a wrong address and a wrong password get the same answer."""
    form = await request.post()
    await desk_session.check_csrf(request, str(form.get("csrf", "")))
    email, password = str(form.get("email", "")), str(form.get("password", ""))
    await request.app[keys.LIMITS].spend("sign_in", request.remote or "")
    async with request.app[keys.DATABASE].write() as session:
        user = await people.sign_in(session, email, password)
    if user is None:
        return await _refused(request, "sign_in.html", people.SignInRefused(), email=email)
    await desk_session.begin(request, user)
    raise _elsewhere(request, DESK)


async def _refused(
    request: web.Request, template: str, error: BotError, **values: Any
) -> web.StreamResponse:
    language = request_language(request)
    text = request.app[keys.DESK].texts.get(
        "errors", f"error_{error.code}", language, **error.facts
    )
    filled = await _context(request, error=text, **values)
    return aiohttp_jinja2.render_template(template, request, filled, status=error.status)


async def password_form(request: web.Request) -> web.StreamResponse:
    """`GET /desk/password`."""
    user = await _signed_in(request)
    values = await _context(request, error=None, user=user, minimum=people.MIN_PASSWORD)
    return aiohttp_jinja2.render_template("password.html", request, values)


async def _signed_in(request: web.Request) -> User:
    try:
        return await desk_session.current_user(request)
    except NotAuthorised:
        raise _elsewhere(request, SIGN_IN) from None


async def change_password(request: web.Request) -> web.StreamResponse:
    """`POST /desk/password`: ends every other session of the user."""
    user = await _signed_in(request)
    form = await request.post()
    await desk_session.check_csrf(request, str(form.get("csrf", "")))
    try:
        async with request.app[keys.DATABASE].write() as session:
            changed = await session.get_one(User, user.id)
            await people.change_password(session, changed, str(form.get("password", "")))
    except people.PasswordTooShort as error:
        values = {"user": user, "minimum": people.MIN_PASSWORD}
        return await _refused(request, "password.html", error, **values)
    await desk_session.begin(request, changed)
    await _end_other_desks(request, user)
    raise _elsewhere(request, DESK)


async def _end_other_desks(request: web.Request, user: User) -> None:
    """Have open desks look at once whether their session still holds."""
    await request.app[keys.BUS].publish(desk_topic(user.organisation_id))


async def sign_out(request: web.Request) -> web.StreamResponse:
    """`POST /desk/sign-out`: ends every session of the user."""
    user = await _signed_in(request)
    form = await request.post()
    await desk_session.check_csrf(request, str(form.get("csrf", "")))
    async with request.app[keys.DATABASE].write() as session:
        await people.sign_out(session, user.id)
    await desk_session.end(request)
    await _end_other_desks(request, user)
    raise _elsewhere(request, SIGN_IN)
