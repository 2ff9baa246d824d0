"""`passerelle user`."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass
from typing import Annotated

import typer

from bot.cli.console import out, readable_errors, settings
from bot.conversations import people
from bot.conversations.models import Role
from bot.errors import NotFound
from bot.migrations import upgrade
from catalog.db import Database
from catalog.services import organisations

app = typer.Typer(help="People who work at the desk.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """People who work at the desk."""


@dataclass(frozen=True)
class SignIn:
    """An address with a password that works once."""

    email: str
    password: str


@app.command()
def add(
    email: Annotated[str, typer.Argument(help="E-mail address to sign in with.")],
    name: Annotated[str, typer.Option(help="Name that learners see.")],
    role: Annotated[Role, typer.Option(help="What the user may do.")] = Role.COUNSELLOR,
    organisation: Annotated[
        str | None, typer.Option(help="Public id of the organisation; default: the first one.")
    ] = None,
    languages: Annotated[
        str, typer.Option(help="Languages spoken, joined by commas.")
    ] = "fr,sv,nl,en",
) -> None:
    """Add a user and print a password that must be changed at the first sign-in."""
    with readable_errors():
        current = settings()
        current.state_dir.mkdir(parents=True, exist_ok=True)
        upgrade(current.database)
        spoken = tuple(code.strip() for code in languages.split(",") if code.strip())
        made = asyncio.run(_add(current.database, email, name, role, organisation, spoken))
        out.print(f"user: {made.email}\none-time password: {made.password}", highlight=False)


@app.command()
def password(
    email: Annotated[str, typer.Argument(help="E-mail address of the user.")],
) -> None:
    """Give a user a new one-time password; open sessions end, a locked account is opened."""
    with readable_errors():
        made = asyncio.run(_reset(settings().database, email))
        out.print(f"user: {made.email}\none-time password: {made.password}", highlight=False)


async def _reset(url: str, email: str) -> SignIn:
    database = Database.open(url)
    try:
        async with database.write() as session:
            user = await people.by_email(session, email)
            if user is None:
                raise NotFound(f"no user {email}")
            fresh = one_time_password()
            await people.change_password(session, user, fresh)
            user.must_change_password, user.locked_until = True, None
            return SignIn(user.email, fresh)
    finally:
        await database.close()


async def _add(
    url: str, email: str, name: str, role: Role, organisation: str | None, spoken: tuple[str, ...]
) -> SignIn:
    database = Database.open(url)
    try:
        async with database.write() as session:
            found = await (
                organisations.by_public_id(session, organisation)
                if organisation
                else organisations.default(session)
            )
            if found is None:
                raise NotFound("no such organisation; load the catalog first")
            new = people.NewUser(email, name, role, found.public_id, spoken)
            fresh = one_time_password()
            user = await people.add_user(session, new, fresh, one_time=True)
            return SignIn(user.email, fresh)
    finally:
        await database.close()


def one_time_password() -> str:
    """A random password (about 90 bits) that can be read out."""
    return "-".join(secrets.token_hex(3) for _ in range(4))


async def first_user(url: str, email: str, name: str) -> SignIn | None:
    """A first counsellor where there is no user yet; None otherwise."""
    database = Database.open(url)
    try:
        async with database.read() as session:
            if await people.count(session) or await organisations.default(session) is None:
                return None
    finally:
        await database.close()
    return await _add(url, email, name, Role.ADMIN, None, ("fr", "sv", "nl", "en"))
