"""Cells of a spreadsheet, typed; what cannot be read becomes a doubt, or ends the row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from catalog.exchange import values
from catalog.exchange.faults import Fault
from catalog.exchange.reading import ReadOptions
from catalog.exchange.table_columns import code_of
from catalog.folding import fold
from catalog.levels import caveats
from catalog.texts import LANGUAGES

PART = re.compile(r"[;|\n]")
# A workbook counts days from here; five digits are the years 1982 to 2064.
FIRST_DAY = date(1899, 12, 30)
NUMBERED_DAY = re.compile(r"[3-5]\d{4}")
BREAK = re.compile(r"\s*[\r\n]+\s*")
SOURCE_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Value = TypeVar("Value")


def table_day(text: str) -> date | None:
    """A day, also as the number under which a workbook keeps it.

    Raises:
        ValueError: it is none.
    """
    if NUMBERED_DAY.fullmatch(text):
        return FIRST_DAY + timedelta(days=int(text))
    return values.day(text)


def _address(text: str) -> str:
    found = values.web_address(text)
    if found is None:
        raise ValueError(text)
    return found


class BadCell(Exception):
    """A cell without which the row means nothing; never shown as it is."""

    def __init__(self, where: str, code: str, **named: str) -> None:
        super().__init__(code)
        self.where = where
        self.code = code
        self.values = named


class Cells:
    """One row by our names of columns.

    Attributes:
        where: ``row 17``.
        key: what tells the row from others; None if nothing does.
        doubts: faults of single values, which were left out.
    """

    def __init__(self, cells: Mapping[str, str], where: str, options: ReadOptions) -> None:
        self._cells = {name: text for name, cell in cells.items() if (text := values.blank(cell))}
        self.options = options
        self.where = where
        self.doubts: list[Fault] = []
        self.key = self._key()

    def _key(self) -> str | None:
        if found := self.text("id") or self.text("public_id"):
            return found
        parts = [self.text(name) or "" for name in self.options.key_columns]
        if not any(parts):
            return None
        return hashlib.sha256("\0".join(map(fold, parts)).encode()).hexdigest()[:16]

    def text(self, name: str) -> str | None:
        """The text; None where it stands for nothing."""
        return self._cells.get(name)

    def only(self, names: Collection[str]) -> bool:
        """Whether nothing but some of *names* is filled in."""
        return all(name in names for name in self._cells)

    def line(self, name: str) -> str | None:
        """The text without breaks of lines, which belong to the look of a cell."""
        found = self.text(name)
        return BREAK.sub(" ", found) if found else None

    def address(self, name: str) -> str | None:
        """A web address; what is none is a doubt."""
        return self.made(name, self.text(name), _address, "bad_value")

    def needed(self, name: str) -> str:
        """The text as one line; raises `BadCell` if there is none."""
        found = self.line(name)
        if found is None:
            raise BadCell(self.where, "missing_value", column=name)
        return found

    def read(self, name: str, kind: Callable[[str], Value | None], code: str) -> Value | None:
        """The value that *kind* makes of the text; a doubt where it cannot."""
        return self.made(name, self.text(name), kind, code)

    def made(
        self, name: str, text: str | None, kind: Callable[[str], Value | None], code: str
    ) -> Value | None:
        """The value that *kind* makes of *text*; a doubt about *name* where it cannot."""
        if text is None:
            return None
        try:
            return kind(text)
        except ValueError:
            self.doubt(name, text, code)
            return None

    def doubt(self, name: str, value: str, code: str) -> None:
        """Note that a value was left out."""
        named = {"column": name, "value": value[:80]}
        self.doubts.append(Fault(self.where, code, named, self.key, fatal=False))

    def day(self, name: str) -> date | None:
        """A day, also as the number under which a workbook keeps it."""
        return self.read(name, table_day, "bad_day")

    def number(self, name: str) -> float | None:
        """A number."""
        return self.read(name, values.number, "bad_number")

    def whole(self, name: str) -> int | None:
        """A whole number."""
        found = self.number(name)
        return None if found is None else round(found)

    def word(self, name: str, kind: str | None = None) -> str | None:
        """Our code for a word."""
        found = self.text(name)
        code = code_of(kind or name, found) if found else None
        if found and code is None:
            self.doubt(name, found, "unknown_code")
        return code

    def listed(self, name: str, allowed: Sequence[str] | None = None) -> tuple[str, ...]:
        """Words parted by semicolons; unknown ones become doubts."""
        words = [part.strip() for part in PART.split(self.text(name) or "")]
        for word in words:
            if word and allowed is not None and word not in allowed:
                self.doubt(name, word, "unknown_code")
        return tuple(w for w in words if w and (allowed is None or w in allowed))

    def texts(self, name: str, language: str | None, most: int | None = None) -> dict[str, str]:
        """The text per language: of the column itself in *language*, of `name_xx` in xx."""
        found: dict[str, str] = {}
        for code in LANGUAGES:
            text = self.text(f"{name}_{code}") or (self.text(name) if code == language else None)
            shown = values.plain(text, most) if most else text
            if shown:
                found[code] = shown
        return found

    def between(self, name: str, least: int, most: int) -> int | None:
        """A whole number within limits."""
        found = self.whole(name)
        if found is not None and not least <= found <= most:
            self.doubt(name, str(found), "bad_value")
            return None
        return found

    def origin(self) -> dict[str, Any]:
        """Where the row comes from and how sure it is."""
        stated = self.text("source_date")
        if stated and not SOURCE_DATE.fullmatch(stated):
            day = self.day("source_date")
            stated = day.isoformat() if day else None
        return {
            "source": self.text("source"),
            "source_date": stated,
            "review_by": self.day("review_by"),
            "caveats": self.listed("caveats", caveats()),
        }
