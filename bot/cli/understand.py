"""`passerelle understand`: JSON Lines in, what was understood out."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Annotated, Any

import typer

from bot.cli.console import err, readable_errors, settings
from bot.engine.quiet import silence
from bot.errors import BotError
from bot.settings import PROJECT_ROOT


class BadLine(BotError):
    """A line of the input is no row of the format."""

    code = "bad_line"

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(f"line {number}: {reason}")


def understand(
    file: Annotated[
        Path | None,
        typer.Argument(help='Rows {"id", "text", "language"?}; default: standard input.'),
    ] = None,
    output: Annotated[
        Path | None, typer.Option(help="Where to write; default: standard output.")
    ] = None,
) -> None:
    """Read messages and write need, confidence, second need, language and entities, a row each."""
    with readable_errors():
        with file.open(encoding="utf-8") if file else sys.stdin as source:
            rows = list(read_rows(source))
        found = understand_rows(rows)
        with output.open("w", encoding="utf-8") if output else sys.stdout as sink:
            for row in found:
                sink.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_rows(source: IO[str], *needed: str) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file; empty lines are skipped.

    Raises:
        BadLine: a line is no JSON object with a `text` and whatever else is *needed*, as texts.
    """
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadLine(number, "not JSON") from error
        for name in ("text", *needed):
            if not isinstance(row, dict) or not isinstance(row.get(name), str):
                raise BadLine(number, f"no {name}")
        yield {"id": number, **row}


def understand_rows(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What the trained model makes of *rows*, in their order, with a progress bar.

    Raises:
        ModelMissing, ModelCorrupt: there is nothing to ask; both say what to do.
        BadRequest, MessageEmpty, MessageTooLong: a row's text or language cannot be read.
    """
    silence()
    from bot.engine.loading import load_engine  # only now: Rasa must find itself silenced
    from bot.engine.training import Models

    with err.status("loading the model"):
        engine = load_engine(Models.of(PROJECT_ROOT, settings().model_dir).current())
    return asyncio.run(_all(engine, rows))


async def _all(engine: Any, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    from rich.progress import track

    from bot.engine.protocol import UnderstandRequest

    found = []
    for row in track(rows, "understanding", console=err, disable=not err.is_terminal):
        request = UnderstandRequest.from_json(
            {"text": row["text"], "language": row.get("language")}
        )
        found.append({"id": row["id"], **await engine.understand(request)})
    return found
