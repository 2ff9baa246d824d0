"""`passerelle rehearse`: conversations that a counsellor wrote, held with a service of their own."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from bot.bench.installation import Installation, NotStarted
from bot.cli.console import err, out, progress_bar, readable_errors
from bot.errors import EngineUnavailable
from bot.rehearsal.checks import Checks
from bot.rehearsal.rehearse import Played, Rehearsal, Stage
from bot.rehearsal.script import BadScript, Script, read_scripts
from bot.settings import PROJECT_ROOT
from catalog.db import Database
from catalog.texts import Texts

EXIT_FAILED = 1


def rehearse(
    files: Annotated[list[Path], typer.Argument(help="YAML files of conversations.")],
    only: Annotated[str, typer.Option(help="Only conversations whose id holds this.")] = "",
    every: Annotated[
        bool,
        typer.Option("--transcripts", help="Print the transcripts of all, not of failures only."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead.")] = False,
) -> None:
    """Hold conversations written by a counsellor with a service of their own; tell what failed.

    It starts the service on a free port with a new database and the shipped catalog, so it needs
    neither a running one nor leaves anything behind. Ends with 1 if a conversation failed.
    """
    with readable_errors():
        scripts = [one for path in files for one in read_scripts(path) if only in one.id]
        if not scripts:
            raise BadScript(f"no conversation whose id holds {only!r}")
        rehearsals = _rehearse(scripts)
    if as_json:
        out.print_json(json.dumps([_as_json(one) for one in rehearsals], ensure_ascii=False))
    else:
        for one in rehearsals:
            if every or not one.passed:
                _show(one)
        _sum_up(rehearsals)
    if not all(one.passed for one in rehearsals):
        raise typer.Exit(EXIT_FAILED)


def _rehearse(scripts: list[Script]) -> list[Rehearsal]:
    """Start a service, rehearse, stop it.

    Raises:
        EngineUnavailable: the service did not start.
    """
    with tempfile.TemporaryDirectory(prefix="passerelle-rehearsal-") as folder:
        installation = Installation(Path(folder), {"PASSERELLE_DATABASE_URL": ""})
        try:
            with err.status("starting a service"):
                installation.start()
        except NotStarted as error:
            raise EngineUnavailable(str(error)) from error
        try:
            return asyncio.run(_on_stage(installation, scripts))
        finally:
            installation.stop()


async def _on_stage(installation: Installation, scripts: list[Script]) -> list[Rehearsal]:
    database = Database.open(f"sqlite+aiosqlite:///{installation.folder / 'passerelle.db'}")
    stage = Stage(installation.url, database, Checks(Texts.load(PROJECT_ROOT)))
    try:
        with progress_bar() as bar:
            task = bar.add_task("rehearsing", total=len(scripts))
            return await stage.rehearse_all(scripts, lambda _: bar.advance(task))
    finally:
        await database.close()


def _show(rehearsal: Rehearsal) -> None:
    script = rehearsal.script
    mark = "[green]passed[/]" if rehearsal.passed else "[red]failed[/]"
    out.print(f"\n{mark} [bold]{escape(script.id)}[/] ({script.language})", highlight=False)
    for line in (script.persona, script.goal):
        if line:
            out.print(f"  [dim]{escape(line)}[/]", highlight=False)
    for played in rehearsal.played:
        _show_turn(played)


def _show_turn(played: Played) -> None:
    out.print(f"[bold]> {escape(played.turn.said)}[/]", highlight=False)
    for event in played.heard.events if played.heard else ():
        out.print(f"  {escape(event['text'])}", highlight=False)
        labels = " | ".join(choice["label"] for choice in event["choices"])
        if labels:
            out.print(f"  [dim]{escape(labels)}[/]", highlight=False)
    for failure in played.failures:
        out.print(f"  [red]x {escape(failure)}[/]", highlight=False)


def _sum_up(rehearsals: list[Rehearsal]) -> None:
    """Conversations that passed, by language and kind, and the turns to a first course."""
    table = Table("language", "kind", "passed", "turns to a first course", title="rehearsal")
    for (language, kind), group in sorted(_grouped(rehearsals).items()):
        table.add_row(language, kind, _share(group), _turns(group))
    if rehearsals:
        table.add_row("all", "", _share(rehearsals), _turns(rehearsals))
    out.print(table)


def _grouped(rehearsals: Iterable[Rehearsal]) -> dict[tuple[str, str], list[Rehearsal]]:
    groups: dict[tuple[str, str], list[Rehearsal]] = {}
    for one in rehearsals:
        groups.setdefault((one.script.language, one.script.kind), []).append(one)
    return groups


def _share(group: list[Rehearsal]) -> str:
    return f"{sum(one.passed for one in group)} of {len(group)}"


def _turns(group: list[Rehearsal]) -> str:
    """How many conversations showed a first course in their first, second ... turn."""
    counts = Counter(one.turns_to_course for one in group if one.turns_to_course)
    return ", ".join(f"{counts[turn]} in turn {turn}" for turn in sorted(counts)) or "-"


def _as_json(rehearsal: Rehearsal) -> dict[str, Any]:
    return {
        "id": rehearsal.script.id,
        "language": rehearsal.script.language,
        "passed": rehearsal.passed,
        "turns": [
            {
                "user": played.turn.said,
                "failures": list(played.failures),
                "answers": [dict(event) for event in played.heard.events] if played.heard else [],
            }
            for played in rehearsal.played
        ],
    }
