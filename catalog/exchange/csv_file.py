"""CSV: any of the usual separators and encodings, read; commas and UTF-8 with a mark, written."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.formula import escape
from catalog.exchange.reading import ReadOptions, check_size
from catalog.exchange.records import Record
from catalog.exchange.table_rows import Line, read_rows
from catalog.exchange.table_write import lines_of

SEPARATORS = ",;\t|"
SAMPLE = 64 * 1024
LONGEST_CELL = 4 * 1024**2  # characters; behind it a quote has no end
MARK = "utf-8-sig"
OTHERS = (b"<", b"{", b"[")  # how XML and JSON begin


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """See ``catalog.exchange.reading.Reader``."""
    return read_rows(read_lines(path), options)


def read_lines(path: Path) -> Iterator[Line]:
    """The rows of the file with their line numbers.

    Raises:
        UnreadableFile: not text, or a quote that never ends.
    """
    check_size(path)
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as stream:
        try:
            sample = stream.read(SAMPLE)
            stream.seek(0)
            csv.field_size_limit(LONGEST_CELL)
            reader = csv.reader(stream, delimiter=_separator(sample), strict=True)
            for cells in reader:
                yield reader.line_num, cells
        except UnicodeDecodeError as error:
            raise UnreadableFile("encoding", encoding=encoding) from error
        except csv.Error as error:
            raise UnreadableFile("broken_table", line=str(reader.line_num)) from error


def write(path: Path, records: Iterable[Record]) -> int:
    """Write *records*, one line per offering; the number of records."""
    with path.open("w", encoding=MARK, newline="") as stream:
        writer = csv.writer(stream)
        written = 0
        for is_first, cells in lines_of(records):
            writer.writerow([_shown(cell) for cell in cells])
            written += is_first
    return written


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    return escape(cell) if isinstance(cell, str) else str(cell)


def _encoding(path: Path) -> str:
    """UTF-8 if the whole file is, UTF-16 by its mark, else what the library finds likely."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    if b"\x00" in head or head.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in OTHERS:
        raise UnreadableFile("other_format", format="CSV")
    try:
        with path.open(encoding=MARK) as text:
            while text.read(1 << 20):
                pass
    except UnicodeDecodeError:
        found = from_bytes(head, cp_isolation=["cp1252", "mac_roman", "cp850"]).best()
        return found.encoding if found else "cp1252"
    return MARK


def _separator(sample: str) -> str:
    """The separator that parts the most lines into the same number of cells, more than one."""

    def regularity(separator: str) -> tuple[int, int]:
        rows = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
        try:
            widths = [len(row) for _, row in zip(range(50), rows, strict=False) if row]
        except csv.Error:
            return (0, 0)
        widest = max(set(widths), key=lambda width: (widths.count(width), width), default=1)
        return (widths.count(widest) if widest > 1 else 0, widest)

    return max(SEPARATORS, key=regularity)
