"""Mode and pace of a course from the words and addresses that exchange formats have for them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from catalog.exchange.notes import Notes
from catalog.exchange.table_columns import code_of
from catalog.folding import fold
from catalog.models import Mode, Pace

FILE = Path(__file__).parent / "delivery_words.yml"
PART = re.compile(r"[,;/+&|]")


def read_delivery(words: Iterable[str], notes: Notes, column: str) -> tuple[set[Mode], set[Pace]]:
    """All that *words* say; a doubt for each that is not known."""
    modes: set[Mode] = set()
    paces: set[Pace] = set()
    for word in words:
        for part in _parts(word):
            mode, pace = meaning(part)
            if mode:
                modes.add(mode)
            if pace:
                paces.add(pace)
            if not (mode or pace or fold(part) in _words("other")):
                notes.doubt(column, part, "unknown_code")
    return modes, paces


def one_mode(modes: set[Mode]) -> Mode | None:
    """The mode of a course that is given in *modes* at once: more than one make it hybrid."""
    return Mode.HYBRID if len(modes) > 1 else next(iter(modes), None)


def one_pace(paces: set[Pace]) -> Pace | None:
    """The only pace; None where there is a choice."""
    return next(iter(paces)) if len(paces) == 1 else None


@lru_cache(maxsize=10_000)
def meaning(word: str) -> tuple[Mode | None, Pace | None]:
    """The mode or the pace that *word* stands for, or neither."""
    folded = fold(word)
    mode = _words("mode").get(folded) or code_of("mode", folded)
    pace = _words("pace").get(folded) or code_of("pace", folded)
    return Mode(mode) if mode else None, Pace(pace) if pace else None


def _parts(word: str) -> list[str]:
    """*word* itself where it is known, else what stands between its commas."""
    if "://" in word:
        return [re.split(r"[/#]", word.rstrip("/#"))[-1]]
    if word.strip().lower().startswith("schema:"):
        return [word.partition(":")[2]]
    if any(meaning(word)):
        return [word]
    return [part.strip() for part in PART.split(word) if fold(part)]


@lru_cache(maxsize=4)
def _words(kind: str) -> dict[str, str]:
    content: Any = yaml.safe_load(FILE.read_text(encoding="utf-8"))[kind]
    if isinstance(content, list):
        return {fold(word): word for word in content}
    return {fold(word): code for code, words in content.items() for word in words}
