"""XLSX: the sheet with the best row of names and those alike, read; one sheet, written."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formula import escape
from catalog.exchange.reading import LARGEST_FILE, ReadOptions, check_size
from catalog.exchange.records import Record
from catalog.exchange.table_columns import Columns
from catalog.exchange.table_rows import Line, find_header, read_rows
from catalog.exchange.table_write import lines_of

LONGEST_CELL = 32_767  # a limit of the format
MOST_CELLS = 20_000_000  # of a sheet, empty ones between others counted
OTHER_BOOKS = {"content.xml", "xl/workbook.bin"}  # of ODS and XLSB
ROW = re.compile(rb"""row\b[^>]*?\sr\s*=\s*["'](\d{1,7})""")
# Cells beyond column Z; without the name of the element, which would make the search slow.
CELL = re.compile(rb"""r\s*=\s*["']([A-Za-z]{2,3})\d""")
BLOCK = 1 << 20

Place = tuple[int, int]
"""Row and column, counted from 0."""

ONE_LETTER = 26  # columns; they are not counted, as nearly all cells stand in them
LONGEST_TAG = 200  # bytes up to the place that a row or a cell names
UNPACKING = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError)


class Sheet(NamedTuple):
    """A sheet in memory."""

    name: str
    lines: list[Line]
    columns: Columns


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """See ``catalog.exchange.reading.Reader``."""
    return read_rows(read_lines(path, options), options)


def read_lines(path: Path, options: ReadOptions) -> Iterator[Line]:
    """The rows of the sheet whose columns are recognised best, with their numbers.

    Sheets with the same columns go on behind it: a region or a year each.

    Raises:
        UnreadableFile: no workbook, one that swells when unpacked, or no sheet with names.
    """
    check_size(path)
    _refuse_bomb(path)
    try:
        workbook = CalamineWorkbook.from_path(str(path))
        sheets = list(_sheets(workbook, options))
    except (CalamineError, OSError) as error:
        raise UnreadableFile("broken_workbook") from error
    if not sheets:
        raise UnreadableFile("no_header")
    best = max(sheets, key=lambda sheet: sheet.columns.known)
    alike = (s for s in sheets if s is not best and s.columns.ours == best.columns.ours)
    return chain(best.lines, *(_named(sheet, options) for sheet in alike))


def _sheets(workbook: CalamineWorkbook, options: ReadOptions) -> Iterator[Sheet]:
    """The sheets that have names of columns."""
    for known in workbook.sheets_metadata:
        if known.typ is not SheetTypeEnum.WorkSheet:
            continue
        found = workbook.get_sheet_by_name(known.name)
        rows = found.to_python(skip_empty_area=False)
        _fill_down(rows, found.merged_cell_ranges or [])
        lines: list[Line] = list(enumerate(rows, start=1))
        with suppress(UnreadableFile):
            yield Sheet(known.name, lines, find_header(lines, options)[0])


def _named(sheet: Sheet, options: ReadOptions) -> Iterator[Line]:
    """The lines below the names of a further sheet, with the name of the sheet."""
    for number, cells in find_header(sheet.lines, options)[1]:
        yield f"{number} ({sheet.name})", cells


def _fill_down(rows: list[list[Any]], merged: Iterable[tuple[Place, Place]]) -> None:
    """A cell that is merged over several rows stands in each of them, as it looks to people.

    One that is merged over columns only is a heading, and stays where it is.
    """
    reached = 0
    for (top, left), (bottom, _right) in merged:
        reached += min(bottom, len(rows)) - top
        if reached > MOST_CELLS:  # ranges that overlap, which no program writes
            return
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row) and row[left] in ("", None):
                row[left] = rows[top][left]


def write(path: Path, records: Iterable[Record]) -> int:
    """Write *records*, one row per offering; the number of records."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("catalog")
    sheet.freeze_panes = "A2"
    written = 0
    for is_first, cells in lines_of(records):
        sheet.append([_shown(cell) for cell in cells])
        written += is_first
    book.save(path)
    return written


def _shown(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return ILLEGAL_CHARACTERS_RE.sub("", escape(cell))[:LONGEST_CELL]


def _refuse_bomb(path: Path) -> None:
    """A workbook is an archive: its parts say how large they get."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            names = archive.namelist()
            if unpacked <= LARGEST_FILE and any(_spreads(archive, name) for name in names):
                raise UnreadableFile("spreads", most=f"{MOST_CELLS // 10**6}")
    except UNPACKING as error:
        raise UnreadableFile("broken_workbook") from error
    if OTHER_BOOKS & set(names):
        raise UnreadableFile("other_format", format="XLSX")
    if unpacked > LARGEST_FILE:
        raise UnreadableFile("swells", most=f"{LARGEST_FILE // 1024**2} MB")


def _spreads(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a sheet has so many places between its cells that they would fill the memory.

    A cell that somebody left at the far end of a sheet is enough.
    """
    last, columns = 0, set[bytes]()
    with archive.open(name) as stream:
        edge = b""
        while block := stream.read(BLOCK):
            seen = edge + block
            last = max([last, *map(int, ROW.findall(seen))])
            columns |= set(CELL.findall(seen))
            edge = seen[-LONGEST_TAG:]
    return last * max(map(_number, columns), default=ONE_LETTER) > MOST_CELLS


def _number(letters: bytes) -> int:
    """The number of a column: ``A`` is 1, ``AA`` is 27."""
    found = 0
    for letter in letters.upper():
        found = found * 26 + letter - ord("A") + 1
    return found
