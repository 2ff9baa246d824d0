"""What a load of the seed did; it knows nothing of how it was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class BrokenRow:
    """A row that was left out: the file, the line in it (from 1), the reason."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass
class SeedReport:
    """Counts per table, and what an editor should look at.

    Attributes:
        loaded: rows that were new.
        updated: rows whose seed changed since the last load, and that nobody had edited.
        unchanged: rows that were already there.
        kept_edited: ``table/public id`` of rows edited by hand, left as they are.
        broken: rows that were left out.
    """

    loaded: Counter[str] = field(default_factory=Counter)
    updated: Counter[str] = field(default_factory=Counter)
    unchanged: Counter[str] = field(default_factory=Counter)
    kept_edited: list[str] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)
