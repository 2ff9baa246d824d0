"""Rows of the shipped tables, checked and typed cell by cell; it knows no database session."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import String, inspect

from catalog.errors import BadDataFile
from catalog.models import Status
from catalog.models.columns import ID_LENGTH, CatalogRow
from catalog.services.seed_report import BrokenRow

COUNTRIES = ("BE", "FR", "SE")
LANGUAGES = ("fr", "sv", "nl", "en")
LANGUAGE_OF_COUNTRY = {"BE": "nl", "FR": "fr", "SE": "sv"}
SOURCE_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

Values = dict[str, Any]


class BadCell(Exception):
    """A cell holds what its column cannot; caught where rows are read, never shown as is."""


class Cells:
    """The cells of one row, with typed access; each method raises ``BadCell`` naming the column."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells

    def text(self, column: str) -> str | None:
        """The text, None if empty or if the file has no such column."""
        return self._cells.get(column, "").strip() or None

    def needed(self, column: str) -> str:
        """The text, which may not be empty."""
        text = self.text(column)
        if text is None:
            raise BadCell(f"{column}: empty")
        return text

    def integer(self, column: str) -> int | None:
        """A whole number."""
        return None if (text := self.text(column)) is None else _number(column, text, int)

    def number(self, column: str) -> float | None:
        """A number with a point."""
        return None if (text := self.text(column)) is None else _number(column, text, float)

    def position(self, column: str, limit: float) -> float:
        """Degrees between minus and plus *limit*."""
        degrees: float = _number(column, self.needed(column), float)
        if abs(degrees) > limit:
            raise BadCell(f"{column}: {degrees} is beyond {limit}")
        return degrees

    def day(self, column: str) -> date | None:
        """A day as ``2026-11-21``."""
        text = self.text(column)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise BadCell(f"{column}: {text!r} is no date") from None

    def code(self, column: str, allowed: Collection[str]) -> str:
        """One of the *allowed* codes."""
        text = self.needed(column)
        if text not in allowed:
            raise BadCell(f"{column}: {text!r} is not one of {', '.join(sorted(allowed))}")
        return text

    def optional_code(self, column: str, allowed: Collection[str]) -> str | None:
        """One of the *allowed* codes, None if empty."""
        return None if self.text(column) is None else self.code(column, allowed)

    def several(self, column: str, allowed: Collection[str] | None = None) -> list[str]:
        """Codes or words parted by ``;``."""
        parts = [part.strip() for part in (self.text(column) or "").split(";")]
        words = [part for part in parts if part]
        for word in words:
            if allowed is not None and word not in allowed:
                raise BadCell(f"{column}: unknown code {word!r}")
        return words

    def texts(self, column: str, language: str) -> dict[str, str]:
        """The text under its *language*, an empty mapping if there is none."""
        text = self.text(column)
        return {language: text} if text else {}


@dataclass(frozen=True)
class Row:
    """A checked row: where it stands, what it is called, the values of its columns."""

    file: str
    line: int
    public_id: str
    values: Values


Parser = Callable[[Cells], Values]


def codes(values: type[StrEnum]) -> tuple[str, ...]:
    """The codes of an enumeration."""
    return tuple(member.value for member in values)


def common(cells: Cells, caveats: Collection[str]) -> Values:
    """The columns that every catalog row has, except its identifier."""
    source_date = cells.text("source_date")
    if source_date and not SOURCE_DATE.fullmatch(source_date):
        raise BadCell(f"source_date: {source_date!r} is no date")
    return {
        "status": cells.code("status", codes(Status)),
        "source": cells.needed("source"),
        "source_date": source_date,
        "verified_on": cells.day("verified_on"),
        "caveats": cells.several("caveats", caveats),
    }


def read_table(
    path: Path, model: type[CatalogRow], parse: Parser, broken: list[BrokenRow]
) -> Iterator[Row]:
    """The good rows of a CSV file; bad ones are added to *broken*.

    Raises:
        BadDataFile: the file cannot be read at all.
    """
    seen: set[str] = set()
    for line, cells in _lines(path):
        try:
            row = _row(path.name, line, cells, model, parse, seen)
        except BadCell as error:
            broken.append(BrokenRow(path.name, line, str(error)))
        else:
            seen.add(row.public_id)
            yield row


def check_fit(model: type[CatalogRow], values: Values) -> None:
    """Refuse what one database would take and another not: too long a text, a zero byte."""
    for column in inspect(model).columns:
        value = values.get(column.key)
        if not isinstance(value, str):
            continue
        if "\x00" in value:
            raise BadCell(f"{column.key}: holds a zero byte")
        longest = column.type.length if isinstance(column.type, String) else None
        if longest is not None and len(value) > longest:
            raise BadCell(f"{column.key}: longer than {longest} signs")


def _row(
    file: str,
    line: int,
    cells: dict[str, str],
    model: type[CatalogRow],
    parse: Parser,
    seen: set[str],
) -> Row:
    if None in cells or None in cells.values():
        raise BadCell("the row has not as many columns as the header")
    public_id = Cells(cells).needed("id")
    if public_id in seen:
        raise BadCell(f"id: {public_id!r} is in the file twice")
    if len(public_id) > ID_LENGTH:
        raise BadCell(f"id: longer than {ID_LENGTH} signs")
    values = parse(Cells(cells))
    check_fit(model, values)
    return Row(file, line, public_id, values)


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            for cells in reader:
                yield reader.line_num, cells
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadDataFile(str(path), str(error)) from error


def _number(column: str, text: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(text)
    except ValueError:
        raise BadCell(f"{column}: {text!r} is no number") from None
