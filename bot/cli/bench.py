"""`passerelle bench`: latency, start and memory, beside the stock assistant in the same run."""

from __future__ import annotations

import asyncio
import json
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from bot.bench import conversations, stock
from bot.bench.installation import Installation
from bot.cli.console import err, out, readable_errors


def bench(
    learners: Annotated[
        str, typer.Option(help="Numbers of learners at once, joined by commas.")
    ] = "1,16",
    turns: Annotated[int, typer.Option(help="Messages of each learner.")] = 40,
    against_stock: Annotated[
        bool, typer.Option("--stock/--no-stock", help="Measure the `rasa init` assistant too.")
    ] = True,
    output: Annotated[Path | None, typer.Option(help="File for the figures as JSON.")] = None,
) -> None:
    """Start an installation of its own and measure it. The figures are this machine's."""
    with readable_errors():
        numbers = _numbers(learners)
        figures = {"passerelle": _ours(numbers, turns)}
        if against_stock:
            figures["stock"] = _stock(numbers, turns)
        _show(figures)
        if output:
            output.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def _numbers(learners: str) -> list[int]:
    try:
        numbers = [int(number) for number in learners.split(",")]
    except ValueError:
        numbers = []
    if not numbers or min(numbers) < 1:
        raise typer.BadParameter("write numbers from 1, joined by commas", param_hint="--learners")
    return numbers


def _ours(numbers: list[int], turns: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        installation = Installation(Path(folder))
        with err.status("first start (new database)"):
            first = installation.start()
            installation.stop()
        with err.status("second start"):
            second = installation.start()
            answered = second + _first_answer(installation.url)
        try:
            latencies = _latencies(conversations.ours, installation.url, numbers, turns)
            memory = [
                {
                    "command": i.command.split(" --")[0][-30:],
                    "rss_mb": round(i.rss_mb),
                    "private_mb": i.private_mb and round(i.private_mb),
                }
                for i in installation.running()
            ]
        finally:
            installation.stop()
    starts = {
        "first_start_s": first,
        "second_start_s": second,
        "second_start_to_answer_s": answered,
    }
    return {**starts, "latency": latencies, "memory": memory}


def _first_answer(url: str) -> float:
    return asyncio.run(conversations.ours(url, 1, 2)).p50 / 1000


def _stock(numbers: list[int], turns: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="stock-") as folder:
        err.print("making, training and starting the stock assistant")
        with stock.running(Path(folder)) as assistant:
            latencies = _latencies(conversations.stock, assistant.url, numbers, turns)
            return {**asdict(assistant), "latency": latencies}


def _latencies(talk: Any, url: str, numbers: list[int], turns: int) -> list[dict[str, Any]]:
    found = []
    for number in numbers:
        with err.status(f"{number} learners"):
            found.append(asdict(asyncio.run(talk(url, number, turns))))
    return found


def _show(figures: dict[str, Any]) -> None:
    table = Table(
        "assistant", "learners", "p50 ms", "p95 ms", "turns/s", title="message sent → reply"
    )
    for name, part in figures.items():
        for row in part["latency"]:
            table.add_row(
                name,
                str(row["learners"]),
                f"{row['p50']:.1f}",
                f"{row['p95']:.1f}",
                f"{row['per_second']:.0f}",
            )
    out.print(table)
    rest = {
        name: {k: v for k, v in part.items() if k != "latency"} for name, part in figures.items()
    }
    out.print_json(json.dumps(rest))
