"""`passerelle catalog export`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import out, readable_errors, settings
from bot.cli.imports import readable_files
from bot.migrations import upgrade
from catalog.db import Database
from catalog.exchange.formats import FORMATS, save_file
from catalog.services.exporting import ExportScope, records

WRITABLE = ", ".join(name for name, kind in FORMATS.items() if kind.writable)


def export(
    file: Annotated[Path, typer.Argument(help="File to write.", show_default=False)],
    format_: Annotated[str, typer.Option("--format", help=WRITABLE)],
    entity: Annotated[str, typer.Option(help="`course` or `site`.")] = "course",
    country: Annotated[str | None, typer.Option(help="Only this country.")] = None,
    provider: Annotated[str | None, typer.Option(help="Only this provider (public id).")] = None,
) -> None:
    """Write the published rows of the catalog to a file."""
    if entity not in ("course", "site"):
        raise typer.BadParameter("--entity is `course` or `site`")
    with readable_errors(), readable_files():
        current = settings()
        upgrade(current.database)
        scope = ExportScope(entity, country, provider)
        written = asyncio.run(_export(current.database, file, format_, scope))
        out.print(f"{file}: {written} rows", highlight=False)


async def _export(url: str, file: Path, name: str, scope: ExportScope) -> int:
    database = Database.open(url)
    try:
        async with database.read() as session:
            found = [record async for record in records(session, scope)]
        return await asyncio.to_thread(save_file, file, name, found)
    finally:
        await database.close()
