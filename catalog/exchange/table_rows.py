"""Rows of a spreadsheet as records: consecutive rows of one key are the runs of one course."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, islice, zip_longest
from typing import Any

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formula import unescape
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Record
from catalog.exchange.table_cells import BadCell, Cells
from catalog.exchange.table_columns import Columns, recognise
from catalog.exchange.table_courses import course_record
from catalog.exchange.table_sites import site_record

MOST_LINES_BEFORE_HEADER = 20
# Where no column is an identifier, these tell rows apart.
USUAL_KEYS = {
    "course": ("provider", "title", "award", "mode", "municipality"),
    "site": ("name", "municipality"),
}

# What a row may hold that says nothing of its course: cells merged downwards leave the others empty.
OF_A_RUN = frozenset({
    "offering_id", "offering_municipality", "municipality", "starts_on", "ends_on", "starts",
    "apply_by", "price", "currency", "price_basis",
})  # fmt: skip

Line = tuple[int | str, Sequence[Any]]
"""A row of the sheet: its number as people count, with the name of a further sheet; its cells."""


def find_header(lines: Iterable[Line], options: ReadOptions) -> tuple[Columns, Iterator[Line]]:
    """The columns, and the lines below them; titles above them are passed over.

    Raises:
        UnreadableFile: the first lines hold no names of columns.
    """
    stream = iter(lines)
    top = list(islice(stream, MOST_LINES_BEFORE_HEADER))
    best: tuple[Columns, int] | None = None
    for names, height, place in _headings(top):
        columns = recognise(names, options.columns)
        if columns is not None and (best is None or columns.known > best[0].known):
            best = columns, place + height
    if best is None:
        raise UnreadableFile("no_header")
    return best[0], chain(top[best[1] :], stream)


def _headings(top: Sequence[Line]) -> Iterator[tuple[list[str], int, int]]:
    """Names that may be those of the columns, how many lines they take, and the first of these.

    Where two lines are names, the lower one parts what the upper one says of several columns.
    """
    rows = [[" ".join(str(cell or "").split()) for cell in cells] for _, cells in top]
    for place, upper in enumerate(rows):
        yield upper, 1, place
        if place + 1 < len(rows):
            both = zip_longest(upper, rows[place + 1], fillvalue="")
            yield [below or above for above, below in both], 2, place


def read_rows(lines: Iterable[Line], options: ReadOptions) -> Iterator[Record | Fault]:
    """The records of a sheet.

    Raises:
        UnreadableFile: the first lines hold no names of columns, or nobody gives the courses.
    """
    columns, below = find_header(lines, options)
    if columns.entity == "course" and not (options.provider or "provider" in columns.ours):
        raise UnreadableFile("missing_columns", columns="provider")
    if not (options.key_columns or {"id", "public_id"} & set(columns.ours)):
        options = replace(options, key_columns=USUAL_KEYS[columns.entity])
    filled = (row for row in (_row(line, columns, options) for line in below) if row)
    for group in _groups(filled):
        yield from _record(columns.entity, group, options)


def _groups(rows: Iterable[Cells]) -> Iterator[list[Cells]]:
    """Consecutive rows of one key; a row that names only a run belongs to the course above it."""
    group: list[Cells] = []
    for row in rows:
        goes_on = group and (row.only(OF_A_RUN) if row.key is None else row.key == group[0].key)
        if group and not goes_on:
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _row(line: Line, columns: Columns, options: ReadOptions) -> Cells | None:
    number, cells = line
    values = {
        name: _text(cell)
        for name, cell in zip(columns.ours, cells, strict=False)
        if name is not None
    }
    if not any(values.values()):
        return None
    return Cells(values, f"row {number}", options)


def _text(cell: Any) -> str:
    """A cell as text: days as ISO days, whole numbers without a point."""
    if isinstance(cell, str):
        return unescape(cell).strip()
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _record(entity: str, rows: list[Cells], options: ReadOptions) -> Iterator[Record | Fault]:
    first = rows[0]
    if first.key is None:
        yield Fault(first.where, "no_key")
        return
    try:
        if entity == "site":
            for row in rows:
                yield site_record(row)
        else:
            yield course_record(rows, options)
    except BadCell as error:
        yield Fault(error.where, error.code, error.values, first.key)
        return
    for row in rows:
        yield from row.doubts
