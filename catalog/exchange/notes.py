"""What is to be said of one part of a file while it is read."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

from catalog.exchange import values
from catalog.exchange.faults import Fault

LONGEST_VALUE = 80

Value = TypeVar("Value")


class Unfit(Exception):
    """A part that is no record; never shown as it is.

    Attributes:
        fault: what is said of it.
    """

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


class Notes:
    """Doubts about single values of one record, which were left out.

    Attributes:
        where: of the record.
        key: of the record, once it is known.
    """

    def __init__(self, where: str, key: str | None = None) -> None:
        self.where = where
        self.key = key
        self.doubts: list[Fault] = []

    def doubt(self, column: str, value: object, code: str) -> None:
        """Note, once, that a value was left out."""
        named = {"column": column, "value": str(value)[:LONGEST_VALUE]}
        fault = Fault(self.where, code, named, self.key, fatal=False)
        if fault not in self.doubts:
            self.doubts.append(fault)

    def unfit(self, code: str, **named: str) -> Unfit:
        """The exception that ends the record."""
        short = {name: value[:LONGEST_VALUE] for name, value in named.items()}
        return Unfit(Fault(self.where, code, short, self.key))

    def read(
        self, column: str, value: object, kind: Callable[[str], Value | None], code: str
    ) -> Value | None:
        """What *kind* makes of *value*; a doubt where it raises ValueError."""
        text = as_text(value)
        if text is None:
            return None
        try:
            return kind(text)
        except (ValueError, OverflowError):
            self.doubt(column, text, code)
            return None


def as_text(value: object) -> str | None:
    """A single value of JSON as text; None for nothing, lists and objects."""
    if isinstance(value, str):
        # JSON can name halves of characters that no encoding can write.
        return values.blank(value if value.isascii() else value.encode(errors="replace").decode())
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and math.isfinite(value):
        return format(Decimal(repr(value)).normalize(), "f")
    if isinstance(value, int | float):
        return str(value)
    return None


def items(value: Any) -> list[Any]:
    """*value* as a list: nothing is none, one thing is one."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def plain_text(value: object, most: int = 2000) -> str | None:
    """A single value of JSON as plain text; see ``values.plain``."""
    return values.plain(as_text(value), most)
