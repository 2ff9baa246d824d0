"""Single values of a record that could not be read, gathered while the record is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from catalog.exchange.faults import Fault

SHOWN = 80  # characters of a value that are shown

Value = TypeVar("Value")


class Doubts:
    """The doubts about one record.

    Attributes:
        where: where the record stands, for people.
        key: of the record.
        found: faults that leave out one value each.
    """

    __slots__ = ("found", "key", "where")

    def __init__(self, where: str, key: str | None) -> None:
        self.where = where
        self.key = key
        self.found: list[Fault] = []

    def add(self, code: str, column: str, value: str) -> None:
        """Note that *value* of *column* was left out."""
        named = {"column": column, "value": value[:SHOWN]}
        self.found.append(Fault(self.where, code, named, self.key, fatal=False))

    def read(
        self, column: str, text: str | None, kind: Callable[[str], Value | None], code: str
    ) -> Value | None:
        """What *kind* makes of *text*; a doubt where it raises ValueError."""
        if text is None:
            return None
        try:
            return kind(text)
        except ValueError:
            self.add(code, column, text)
            return None
