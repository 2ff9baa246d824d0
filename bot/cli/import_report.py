"""How a dry run looks in the terminal."""

from __future__ import annotations

import json
import locale
from collections.abc import Sequence
from functools import lru_cache

from rich.text import Text

from bot.cli.console import out
from bot.settings import PROJECT_ROOT
from catalog.imports.report import Report, RowChange
from catalog.imports.words import Words
from catalog.texts import LANGUAGES, Texts

MOST_SHOWN = 20
COLOURS = {"+": "green", "~": "yellow", "-": "red", "!": "magenta"}


@lru_cache(maxsize=1)
def texts() -> Words:
    """Words in the language of the terminal, English if it is none of ours."""
    code = (locale.getlocale()[0] or "en")[:2]
    return Words(Texts.load(PROJECT_ROOT), code if code in LANGUAGES else "en")


def show(report: Report, as_json: bool, run: str | None = None) -> None:
    """Print what an import would do: counts, then row by row, then what needs a decision."""
    if as_json:
        out.print_json(json.dumps(report.to_json() | {"import": run}, default=str))
        return
    words = texts()
    _rows(words, report)
    _open_questions(words, report)
    out.print(words.summary(report), style="bold", highlight=False)
    for warning in words.warnings(report):
        out.print(warning, style="magenta", highlight=False)


def _rows(words: Words, report: Report) -> None:
    for change in report.new[:MOST_SHOWN]:
        _line("+", change.title)
    _rest(report.new, report.counts["new"])
    for change in report.changed[:MOST_SHOWN]:
        _changed(words, change)
    _rest(report.changed, sum(report.counts[kind] for kind in ("changed", "back", "linked")))
    for change in report.ended[:MOST_SHOWN]:
        _line("-", change.title)
    _rest(report.ended, report.counts["ended"])


def _open_questions(words: Words, report: Report) -> None:
    """Conflicts, twins and faults."""
    for conflict in report.conflicts[:MOST_SHOWN]:
        _line("!", words.conflict(conflict))
    for twin in report.twins[:MOST_SHOWN]:
        _line("!", words.twin(twin))
    for fault in report.misread[:MOST_SHOWN]:
        _line("!", words.misread(fault))
    _rest(report.misread, report.counts["misread"] + report.counts["doubt"])


def _changed(words: Words, change: RowChange) -> None:
    _line("~", change.title)
    for sentence in words.changes(change):
        out.print(Text(f"    {sentence}"))


def _line(mark: str, sentence: str) -> None:
    out.print(Text.assemble((mark, COLOURS[mark]), " ", sentence))


def _rest(listed: Sequence[object], counted: int) -> None:
    more = texts().more(min(len(listed), MOST_SHOWN), counted)
    if more:
        out.print(Text(more, style="dim"))
