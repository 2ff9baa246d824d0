"""`passerelle evaluate`: how well a test file is understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.cli.console import out, readable_errors
from bot.cli.peers import compare
from bot.cli.understand import read_rows, understand_rows
from bot.evaluation import evaluate as measure

WEAKEST = 12
RATES = (
    "need_accuracy",
    "macro_f1",
    "both_needs_found",
    "safety_recall",
    "safety_false_alarms",
    "out_of_scope_recall",
    "in_scope_refused",
    "language_accuracy",
)


def evaluate(
    file: Annotated[
        Path, typer.Argument(help='Rows {"id", "text", "language"?, "need", "also", "entities"}.')
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
    against: Annotated[
        str, typer.Option(help="Compare with peers: rasa-init, nlpjs, sklearn (joined by commas).")
    ] = "",
    examples: Annotated[
        int | None,
        typer.Option(help="With --against: examples of each need and language; default: all."),
    ] = None,
) -> None:
    """Report need accuracy, safety, scope, language and entities per language, with confusions."""
    with readable_errors():
        with file.open(encoding="utf-8") as source:
            rows = list(read_rows(source, "need"))
        if against and examples:
            compare(rows, None, against, examples)
            return
        found = understand_rows(rows)
        report = measure(rows, found)
        if as_json:
            out.print_json(json.dumps(report, ensure_ascii=False))
        else:
            _show(report)
        if against:
            compare(rows, [row["need"] for row in found], against, None)


def _show(report: dict[str, dict[str, Any]]) -> None:
    table = Table("measure", *report, title="understanding")
    table.add_row("rows", *(str(part["rows"]) for part in report.values()))
    for rate in RATES:
        table.add_row(rate.replace("_", " "), *(_percent(part[rate]) for part in report.values()))
    kinds = sorted({kind for part in report.values() for kind in part["entity_f1"]})
    for kind in kinds:
        table.add_row(
            f"F1 {kind}", *(_percent(part["entity_f1"].get(kind)) for part in report.values())
        )
    for register in report["all"]["registers"]:
        shares = (_percent(part["registers"].get(register)) for part in report.values())
        table.add_row(f"need, {register}", *shares)
    out.print(table)
    weak = sorted(report["all"]["needs"].items(), key=lambda pair: pair[1])
    out.print("weakest needs: " + ", ".join(f"{n} {_percent(r)}" for n, r in weak[:WEAKEST]))
    worst = Table("wanted", "taken for", "times", title="confusions")
    for wanted, got, count in report["all"]["confusions"]:
        worst.add_row(wanted, got, str(count))
    out.print(worst)


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{100 * value:.1f} %"
