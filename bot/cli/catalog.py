"""`passerelle catalog`."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.cli import edit, fetch, imports, sources
from bot.cli.console import complain, out, progress_bar, readable_errors, settings
from bot.cli.export import export
from bot.migrations import upgrade
from bot.settings import PROJECT_ROOT
from catalog.db import Database
from catalog.knowledge import Answers
from catalog.services.seed_loader import SEED_FOLDER, load_seed
from catalog.services.seed_report import SeedReport

app = typer.Typer(help="Look after courses, sites, schemes and places.", no_args_is_help=True)
app.add_typer(sources.app, name="sources")
app.command("import")(imports.import_file)
app.command()(imports.diff)
app.command()(imports.apply)
app.command()(imports.refuse)
app.command()(imports.undo)
app.command()(imports.runs)
app.command()(fetch.fetch)
app.command()(export)
app.command()(edit.edit)
app.command()(edit.columns)


@app.callback()
def group() -> None:
    """Look after courses, sites, schemes and places."""


@app.command()
def load(
    folder: Annotated[Path, typer.Option(help="Folder of the seed files.")] = SEED_FOLDER,
    demonstration: Annotated[
        bool | None,
        typer.Option(help="Load rows that only show the program; default: PASSERELLE_DEMO."),
    ] = None,
) -> None:
    """Load the shipped catalog. A second load changes nothing; rows edited by hand are kept."""
    with readable_errors():
        current = settings()
        current.state_dir.mkdir(parents=True, exist_ok=True)
        upgrade(current.database)
        wanted = current.demo if demonstration is None else demonstration
        report = load_with_progress(current.database, folder, wanted)
        show(report)
        if report.broken:
            raise typer.Exit(1)


def load_with_progress(url: str, folder: Path, demonstration: bool) -> SeedReport:
    """Load the seed into the database at *url*, with a progress bar.

    Raises:
        BadDataFile: a file is missing or cannot be read at all.
    """
    return asyncio.run(_load(url, folder, demonstration))


async def _load(url: str, folder: Path, demonstration: bool) -> SeedReport:
    database = Database.open(url)
    try:
        with progress_bar() as bar:
            tasks = {}

            def tell(table: str, done: int, total: int) -> None:
                if table not in tasks:
                    tasks[table] = bar.add_task(f"catalog: {table}", total=total)
                bar.update(tasks[table], completed=done)

            async with database.write() as session:
                return await load_seed(
                    session,
                    folder,
                    demonstration=demonstration,
                    progress=tell,
                    answers=Answers.load(PROJECT_ROOT),
                )
    finally:
        await database.close()


def show(report: SeedReport) -> None:
    """Print what a load did; broken rows one by one, on standard error."""
    for table in sorted({*report.loaded, *report.updated, *report.unchanged}):
        out.print(
            f"{table}: {report.loaded[table]} new, {report.updated[table]} changed, "
            f"{report.unchanged[table]} unchanged",
            highlight=False,
        )
    if report.kept_edited:
        out.print(f"edited by hand, kept: {', '.join(report.kept_edited)}", highlight=False)
    for row in report.broken:
        complain("left out", str(row))
