"""The peers of `passerelle evaluate --against`: one table, all trained on the same examples."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer
from rich.table import Table

from bot.cli.console import err, out
from bot.peers.examples import Labelled, examples
from bot.settings import PROJECT_ROOT

LANGUAGES = ("fr", "sv", "nl", "en")
Answers = list[str]
Asks = Callable[[Sequence[Labelled], Sequence[Labelled]], Answers]


def _sklearn(learnt: Sequence[Labelled], asked: Sequence[Labelled]) -> Answers:
    from bot.peers import sklearn_peer

    return sklearn_peer.needs_of(learnt, [one.text for one in asked])


def _nlpjs(learnt: Sequence[Labelled], asked: Sequence[Labelled]) -> Answers:
    from bot.peers import nlpjs_peer

    return nlpjs_peer.needs_of(learnt, asked)


def _rasa_init(learnt: Sequence[Labelled], asked: Sequence[Labelled]) -> Answers:
    from bot.peers import rasa_peer

    return rasa_peer.needs_of(learnt, [one.text for one in asked])


PEERS: dict[str, Asks] = {"sklearn": _sklearn, "nlpjs": _nlpjs, "rasa-init": _rasa_init}


def compare(
    rows: list[dict[str, Any]], ours: Answers | None, names: str, per_need: int | None
) -> None:
    """Print how many of *rows* each contender gets right, by language.

    Args:
        rows: of a test file.
        ours: our model's needs for *rows*; None to train one on the same part of the examples.
        names: of peers, joined by commas.
        per_need: how many examples of each need and language all get; None for every one.

    Raises:
        typer.BadParameter: a peer is not known.
        PeerMissing: a peer cannot be asked here.
    """
    wanted = [name.strip() for name in names.split(",")]
    if unknown := set(wanted) - set(PEERS):
        raise typer.BadParameter(f"no such peer: {', '.join(sorted(unknown))}")
    learnt = examples(PROJECT_ROOT / "data" / "nlu", per_need)
    asked = [Labelled(row["text"], row["need"], row.get("language") or "fr") for row in rows]
    table = Table("contender", *LANGUAGES, "all", title=f"need right, {len(learnt)} examples")
    _add(table, "passerelle", rows, ours or _ours(learnt, rows))
    for name in wanted:
        with err.status(f"training {name}"):
            _add(table, name, rows, PEERS[name](learnt, asked))
    out.print(table)


def _add(table: Table, name: str, rows: list[dict[str, Any]], found: Answers) -> None:
    right = [
        need in {row["need"], *(row.get("also") or ())}
        for row, need in zip(rows, found, strict=True)
    ]
    shares = []
    for code in (*LANGUAGES, None):
        part = [
            r for r, row in zip(right, rows, strict=True) if code in (None, row.get("language"))
        ]
        shares.append(f"{100 * sum(part) / len(part):.1f} %" if part else "-")
    table.add_row(name, *shares)


def _ours(learnt: Sequence[Labelled], rows: list[dict[str, Any]]) -> Answers:
    """Our own pipeline, trained on a part of the examples."""
    from bot.peers import own

    with err.status("training passerelle"), tempfile.TemporaryDirectory() as folder:
        return own.needs_of(learnt, rows, Path(folder))
