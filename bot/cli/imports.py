"""`passerelle catalog import | diff | apply | refuse | undo | runs`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.table import Table
from sqlalchemy import select

from bot.cli.console import (
    EXIT_FAILED,
    complain,
    err,
    out,
    progress_bar,
    readable_errors,
    settings,
)
from bot.cli.import_report import show, texts
from bot.migrations import upgrade
from catalog.db import Database
from catalog.exchange.faults import UnreadableFile
from catalog.imports.plan import Decisions
from catalog.imports.report import Report
from catalog.imports.runs import Imports, NeedsYes, PlanChanged
from catalog.models import ImportRun

AUTHOR = "command line"
Result = TypeVar("Result")

File = Annotated[Path, typer.Argument(help="File to read.", show_default=False)]
SourceName = Annotated[str, typer.Option("--source", help="Source that the file comes from.")]
RunName = Annotated[str, typer.Argument(help="Import, as `runs` lists it.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON instead of sentences.")]
Take = Annotated[
    str | None,
    typer.Option(help="On a conflict take the value of the `source` or keep `ours`."),
]
Twins = Annotated[
    str | None,
    typer.Option(help="Courses that are there already: `merge` them, or keep `both`."),
]
Yes = Annotated[bool, typer.Option("--yes", help="Accept without being asked.")]
Sure = Annotated[bool, typer.Option("--sure", help="Accept a large change too.")]


def diff(
    file: File, source: SourceName, take: Take = None, twins: Twins = None, as_json: AsJson = False
) -> None:
    """Show what an import would do; nothing is written."""
    with readable_errors(), readable_files():
        decisions = _decisions(take, twins)
        report = with_imports(lambda imports, tell: imports.look(source, file, decisions, tell))
        show(report, as_json)


def import_file(
    file: File,
    source: SourceName,
    take: Take = None,
    twins: Twins = None,
    yes: Yes = False,
    sure: Sure = False,
    as_json: AsJson = False,
) -> None:
    """Read a file: first a dry run, then, after a yes, all of it or none."""
    with readable_errors(), readable_files():
        decisions = _decisions(take, twins)
        if yes:
            _take(source, file, decisions, sure, as_json)
        else:
            _look_and_ask(source, file, decisions, sure, as_json)


def apply(run: RunName, take: Take = None, twins: Twins = None, sure: Sure = False) -> None:
    """Accept an import that was looked at before."""
    with readable_errors(), readable_files():
        _apply(run, _decisions(take, twins), sure)


def refuse(run: RunName) -> None:
    """Say no to an import that waits."""
    with readable_errors():
        with_imports(lambda imports, _tell: imports.refuse(run))
        out.print("refused; nothing was changed")


def undo(run: RunName) -> None:
    """Take an accepted import back."""
    with readable_errors():
        done = with_imports(lambda imports, _tell: imports.undo(run))
        out.print(f"{done.rows} changes taken back", highlight=False)
        for row in done.kept:
            complain("kept, changed since:", row)


def runs(as_json: AsJson = False) -> None:
    """List the latest imports, newest first."""
    with readable_errors():
        rows = with_imports(lambda imports, _tell: _latest(imports.database))
        if as_json:
            out.print_json(json.dumps([_row(run) for run in rows]))
            return
        table = Table("import", "source", "file", "at", "state", "result")
        for run in rows:
            words = texts().summary(Report.from_json(run.report))
            at = f"{run.at:%Y-%m-%d %H:%M}"
            table.add_row(
                run.public_id, run.source.public_id, run.file_name, at, run.state.value, words
            )
        out.print(table)


def _take(source: str, file: Path, decisions: Decisions, sure: bool, as_json: bool) -> None:
    """Accept at once: the yes was given beforehand."""
    try:
        run = with_imports(
            lambda imports, tell: imports.take(source, file, decisions, sure=sure, progress=tell)
        )
    except NeedsYes as error:
        show(error.report, as_json)
        complain("passerelle:", f"{error}; nothing was changed; say --sure to accept it")
        raise typer.Exit(EXIT_FAILED) from error
    report = Report.from_json(run.report)
    show(report, as_json, run=run.public_id)
    if not as_json and not report.is_empty:
        _accepted(report, run.public_id)


def _look_and_ask(source: str, file: Path, decisions: Decisions, sure: bool, as_json: bool) -> None:
    """The dry run, the question, and what follows a yes."""
    run = with_imports(lambda imports, tell: imports.plan(source, file, decisions, tell))
    report = Report.from_json(run.report)
    show(report, as_json, run=run.public_id)
    if report.is_empty:
        with_imports(lambda imports, _tell: imports.refuse(run.public_id))
        return
    if not _agreed("Accept?"):
        out.print(f"kept for later: passerelle catalog apply {run.public_id}", highlight=False)
        return
    sure = sure or (report.is_large and _agreed("This is a large change. Sure?"))
    _apply(run.public_id, decisions, sure, quiet=as_json)


def _accepted(report: Report, run: str) -> None:
    out.print(f"accepted: {texts().summary(report)}", style="green", highlight=False)
    out.print(f"to take it back: passerelle catalog undo {run}", highlight=False)


def _apply(run: str, decisions: Decisions, sure: bool, *, quiet: bool = False) -> None:
    try:
        report = with_imports(
            lambda imports, tell: imports.apply(run, decisions, sure=sure, progress=tell)
        )
    except PlanChanged as error:
        show(error.report, as_json=False, run=run)
        raise
    except NeedsYes as error:
        complain("passerelle:", f"{error}; say --sure to accept it")
        raise typer.Exit(EXIT_FAILED) from error
    if not quiet:
        _accepted(report, run)


def _decisions(take: str | None, twins: str | None) -> Decisions:
    if take not in (None, "source", "ours"):
        raise typer.BadParameter("--take is `source` or `ours`")
    if twins not in (None, "merge", "both"):
        raise typer.BadParameter("--twins is `merge` or `both`")
    return Decisions(take, twins)


def _agreed(question: str) -> bool:
    try:
        return typer.confirm(question, err=True)
    except typer.Abort:  # no terminal to answer at: that is no yes
        return False


@contextmanager
def readable_files() -> Iterator[None]:
    """Turn a file that cannot be read into one sentence and an exit code."""
    try:
        yield
    except UnreadableFile as error:
        complain("passerelle:", texts().unreadable(error))
        raise typer.Exit(EXIT_FAILED) from error


def with_imports(work: Callable[[Imports, Callable[[int], None]], Awaitable[Result]]) -> Result:
    """What *work* makes with the configured database; it tells its progress to the bar."""
    current = settings()
    current.state_dir.mkdir(parents=True, exist_ok=True)
    upgrade(current.database)
    return asyncio.run(_opened(current.database, current.state_dir / "imports", work))


async def _opened(
    url: str, folder: Path, work: Callable[[Imports, Callable[[int], None]], Awaitable[Result]]
) -> Result:
    database = Database.open(url)
    try:
        with progress_bar() as bar:
            task = bar.add_task("rows", total=None, visible=err.is_terminal)

            def tell(done: int) -> None:
                bar.update(task, completed=done)

            return await work(Imports(database, folder, AUTHOR), tell)
    finally:
        await database.close()


async def _latest(database: Database) -> Sequence[ImportRun]:
    async with database.read() as session:
        wanted = select(ImportRun).order_by(ImportRun.id.desc()).limit(50)
        return (await session.scalars(wanted)).all()


def _row(run: ImportRun) -> dict[str, Any]:
    return {
        "import": run.public_id,
        "source": run.source.public_id,
        "file": run.file_name,
        "at": run.at.isoformat(),
        "state": run.state.value,
        "report": run.report,
    }
