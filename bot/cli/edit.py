"""`passerelle catalog edit` and `columns`: a row changed by hand, a spreadsheet's columns shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.cli.console import out, readable_errors
from bot.cli.imports import readable_files
from bot.cli.sources import AUTHOR, in_session
from catalog.exchange import csv_file, xlsx
from catalog.exchange.formats import guess_format
from catalog.exchange.reading import ReadOptions
from catalog.exchange.table_rows import find_header
from catalog.services.edits import EDITABLE, edit_row


def edit(
    entity: Annotated[str, typer.Argument(help=", ".join(EDITABLE), show_default=False)],
    row: Annotated[str, typer.Argument(help="Public id of the row.", show_default=False)],
    values: Annotated[
        list[str], typer.Argument(help="`column=value`; JSON for lists, texts and null.")
    ],
) -> None:
    """Change a row by hand. Imports will not overwrite it without asking."""
    wanted = dict(_pair(text) for text in values)
    with readable_errors():
        change = in_session(lambda session: edit_row(session, entity, row, wanted, AUTHOR))
        for name in wanted:
            before, after = (change.before or {}).get(name), (change.after or {}).get(name)
            out.print(f"{name}: {before!r} → {after!r}", highlight=False)


def columns(file: Annotated[Path, typer.Argument(help="A spreadsheet.")]) -> None:
    """Show what each column of a spreadsheet is taken for; `sources set --column` corrects it."""
    with readable_errors(), readable_files():
        options = ReadOptions()
        lines = (
            xlsx.read_lines(file, options)
            if guess_format(file) == "xlsx"
            else csv_file.read_lines(file)
        )
        found, _below = find_header(lines, options)
        table = Table("their column", f"our column ({found.entity})")
        for theirs, ours in zip(found.theirs, found.ours, strict=True):
            table.add_row(theirs, ours or "[dim]left out[/dim]")
        out.print(table)


def _pair(text: str) -> tuple[str, Any]:
    name, separator, value = text.partition("=")
    if not separator:
        raise typer.BadParameter(f"{text!r} is not written as column=value")
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value
