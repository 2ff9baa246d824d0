"""`passerelle catalog sources`: declare where courses and sites come from."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import typer
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncSession

from bot.cli.console import out, readable_errors, settings
from bot.migrations import upgrade
from catalog.db import Database
from catalog.exchange.formats import FORMATS
from catalog.imports.runs import source_by_id
from catalog.imports.sources import described, list_sources, put_away, save_source

AUTHOR = "command line"
Result = TypeVar("Result")
Name = Annotated[str, typer.Argument(help="Name of the source.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON.")]

app = typer.Typer(help="Declare where courses and sites come from.", no_args_is_help=True)


@app.command("list")
def show_all(as_json: AsJson = False) -> None:
    """List the sources in use."""
    with readable_errors():
        rows = in_session(_described)
        if as_json:
            out.print_json(json.dumps(rows))
            return
        table = Table("source", "format", "country", "complete", "owns its rows", "fetched")
        for row in rows:
            fetched = f"{row['fetch_at']} UTC" if row["fetch_at"] else "by hand"
            flags = ["yes" if row[name] else "no" for name in ("complete", "owns")]
            table.add_row(row["source"], row["format"], row["country"] or "", *flags, fetched)
        out.print(table)


@app.command("set")
def declare(
    name: Name,
    format_: Annotated[str | None, typer.Option("--format", help=", ".join(FORMATS))] = None,
    title: Annotated[str | None, typer.Option(help="Name for people.")] = None,
    country: Annotated[str | None, typer.Option(help="For rows that name none.")] = None,
    language: Annotated[str | None, typer.Option(help="For texts that name none.")] = None,
    provider: Annotated[str | None, typer.Option(help="The one provider it speaks for.")] = None,
    complete: Annotated[
        bool | None, typer.Option(help="Whether it lists everything, so that missing rows ended.")
    ] = None,
    owns: Annotated[
        bool | None, typer.Option(help="Whether it speaks for its own courses and wins.")
    ] = None,
    column: Annotated[
        list[str] | None, typer.Option(help="`theirs=ours` for a spreadsheet; repeat it.")
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option(help="Our column that makes the key; repeat it.")
    ] = None,
    review_days: Annotated[int | None, typer.Option(help="Check rows again after.")] = None,
    url: Annotated[str | None, typer.Option(help="Address to fetch it from.")] = None,
    fetch_at: Annotated[str | None, typer.Option(help="Time of day in UTC, HH:MM.")] = None,
) -> None:
    """Declare a source, or change what is declared of it."""
    given = {
        "format": format_,
        "name": title,
        "country": country,
        "language": language,
        "provider": provider,
        "complete": complete,
        "owns": owns,
        "columns": dict(_pair(text) for text in column) if column else None,
        "key_columns": key or None,
        "review_days": review_days,
        "url": url,
        "fetch_at": fetch_at,
    }
    values = {name: value for name, value in given.items() if value is not None}
    with readable_errors():
        in_session(lambda session: save_source(session, name, values, AUTHOR))
        out.print(f"declared: {name}", highlight=False)


@app.command("show")
def show_one(name: Name) -> None:
    """Show everything declared of a source, as JSON."""
    with readable_errors():
        row = in_session(lambda session: source_by_id(session, name))
        out.print_json(json.dumps(described(row)))


@app.command("remove")
def remove(name: Name) -> None:
    """Use a source no longer; its rows stay in the catalog."""
    with readable_errors():
        in_session(lambda session: _put_away(session, name))
        out.print(f"no longer used: {name}; its rows stay", highlight=False)


async def _put_away(session: AsyncSession, name: str) -> None:
    await put_away(session, await source_by_id(session, name), AUTHOR)


async def _described(session: AsyncSession) -> list[dict[str, Any]]:
    return [described(source) for source in await list_sources(session)]


def _pair(text: str) -> tuple[str, str]:
    theirs, separator, ours = text.partition("=")
    if not separator:
        raise typer.BadParameter(f"{text!r} is not written as theirs=ours")
    return theirs.strip(), ours.strip()


def in_session(work: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    """What *work* makes in one unit of work on the configured database."""
    current = settings()
    current.state_dir.mkdir(parents=True, exist_ok=True)
    upgrade(current.database)
    return asyncio.run(_write(current.database, work))


async def _write(url: str, work: Callable[[AsyncSession], Awaitable[Result]]) -> Result:
    database = Database.open(url)
    try:
        async with database.write() as session:
            return await work(session)
    finally:
        await database.close()
