"""Which of our columns the columns of a spreadsheet are, and what its words stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from catalog.folding import fold
from catalog.texts import LANGUAGES

FILE = Path(__file__).parent / "table_columns.yml"
ENTITIES = ("course", "site")
PER_LANGUAGE = ("title", "summary", "entry_requirements", "starts", "opening_hours")
NAMES = {"course": "title", "site": "name"}


@dataclass(frozen=True)
class Columns:
    """The columns of one spreadsheet.

    Attributes:
        entity: ``course`` or ``site``.
        theirs: the names in the file, in their order.
        ours: our name of each; None where it was not recognised or is to be left out.
    """

    entity: str
    theirs: tuple[str, ...]
    ours: tuple[str | None, ...]

    @property
    def known(self) -> int:
        """How many names stand for something of ours."""
        return sum(name is not None for name in self.ours)

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of the file that stand for nothing of ours."""
        pairs = zip(self.theirs, self.ours, strict=True)
        return tuple(name for name, ours in pairs if ours is None and name)


def recognise(header: Sequence[str], given: Mapping[str, str] | None = None) -> Columns | None:
    """The columns that *header* names; None if it names no title of a course or name of a site.

    Args:
        header: cells of the row of names.
        given: what a person has said: their name → ours, or "" to leave it out.
    """
    best: Columns | None = None
    for entity in ENTITIES:
        found = _assign(entity, header, given or {})
        if NAMES[entity] not in found.ours:
            continue
        if best is None or found.known > best.known:
            best = found
    return best


def column_names(entity: str) -> tuple[str, ...]:
    """Our names, in the order in which they are written."""
    names: list[str] = []
    for name in _content()[entity]:
        names.append(name)
        if name in PER_LANGUAGE:
            names += [f"{name}_{language}" for language in LANGUAGES]
    return tuple(names)


@lru_cache(maxsize=10_000)
def code_of(kind: str, word: str) -> str | None:
    """Our code for *word* in a column of this *kind* (``mode``, ``pace``, ``country`` ...)."""
    return _codes(kind).get(fold(word))


def _assign(entity: str, header: Sequence[str], given: Mapping[str, str]) -> Columns:
    """Each of our columns goes to one of theirs: what a person said first, then the best name."""
    said = {fold(theirs): ours for theirs, ours in given.items()}
    names = _names(entity)
    ours: list[str | None] = [said.get(fold(name)) or None for name in header]
    taken = {name for name in ours if name}
    for known in (_own_names(entity), _clear(names), names):
        for place, name in enumerate(header):
            folded = fold(name)
            if ours[place] or folded in said:
                continue
            wanted = next((name for name in known.get(folded, ()) if name not in taken), None)
            if wanted:
                ours[place] = wanted
                taken.add(wanted)
    return Columns(entity, tuple(header), tuple(ours))


def _clear(names: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """The names that stand for one column of ours only; the others take what is left."""
    return {word: found for word, found in names.items() if len(found) == 1}


@lru_cache(maxsize=4)
def _own_names(entity: str) -> dict[str, tuple[str, ...]]:
    return {fold(name): (name,) for name in column_names(entity)}


@lru_cache(maxsize=4)
def _names(entity: str) -> dict[str, tuple[str, ...]]:
    content: Mapping[str, Iterable[str]] = _content()[entity]
    made: dict[str, tuple[str, ...]] = {}
    for name, words in content.items():
        for word in dict.fromkeys(map(fold, words)):
            made[word] = (*made.get(word, ()), name)
    return made


@lru_cache(maxsize=16)
def _codes(kind: str) -> dict[str, str]:
    content: Mapping[str, Iterable[Any]] = _content()["values"][kind]
    words = {fold(str(word)): code for code, known in content.items() for word in known}
    return words | {fold(code): code for code in content}


@lru_cache(maxsize=1)
def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content
