"""`passerelle catalog fetch`."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.console import EXIT_FAILED, complain, out, readable_errors
from bot.cli.imports import with_imports
from bot.scheduled import Outcome, due, fetch_source
from catalog.imports.runs import Imports

COLOURS = {"accepted": "green", "held": "yellow", "failed": "red", "unchanged": "dim"}


def fetch(
    source: Annotated[str | None, typer.Argument(help="Source; none: all that are due.")] = None,
) -> None:
    """Fetch sources from their addresses. Large changes are held until somebody applies them."""
    with readable_errors():
        outcomes = with_imports(lambda imports, _tell: _fetch(imports, source))
    for outcome in outcomes:
        _show(outcome)
    if any(outcome.result == "failed" for outcome in outcomes):
        raise typer.Exit(EXIT_FAILED)


async def _fetch(imports: Imports, source: str | None) -> list[Outcome]:
    names = [source] if source else await due(imports.database)
    return [await fetch_source(imports, name) for name in names]


def _show(outcome: Outcome) -> None:
    if outcome.reason:
        complain(f"{outcome.source}:", outcome.reason)
        return
    colour = COLOURS[outcome.result]
    out.print(f"{outcome.source}: [{colour}]{outcome.result}[/{colour}]", highlight=False)
    if outcome.result == "held":
        out.print(f"  look: passerelle catalog runs; yes: passerelle catalog apply {outcome.run}")
