"""What an extractor found in a text; knows no Rasa, and no lexicon."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Found:
    """A stretch of the text with its type and what it stands for."""

    type: str
    value: str
    start: int
    end: int
    data: dict[str, Any] = field(default_factory=dict)

    def as_entity(self) -> dict[str, Any]:
        """The shape in which Rasa carries an entity."""
        return {
            "entity": self.type,
            "value": self.value,
            "start": self.start,
            "end": self.end,
            "data": self.data,
        }


def longest_first(found: Iterable[Found]) -> list[Found]:
    """Without overlaps inside one type: the longest wins, then the first; in order of the text."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        if all(one.end <= k.start or one.start >= k.end or one.type != k.type for k in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: (f.start, f.type))
