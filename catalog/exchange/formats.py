"""The formats that can be read and written, by name; each is loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.reading import ReadOptions, check_size
from catalog.exchange.records import Record

PEEK = 64 * 1024  # bytes
PAGES = (b"<!doctype html", b"<html")


@dataclass(frozen=True)
class Format:
    """A format.

    Attributes:
        module: under ``catalog.exchange``; has ``read`` (see ``Reader``), and ``write`` where
            the format can be written.
        suffixes: of files, with the dot.
        marks: bytes at the start of the file, in lower case, that give it away; any of them will do.
    """

    module: str
    suffixes: tuple[str, ...]
    marks: tuple[bytes, ...] = ()
    writable: bool = False

    def load(self) -> Any:
        """The module."""
        return import_module(f"catalog.exchange.{self.module}")


FORMATS = {
    "xlsx": Format("xlsx", (".xlsx",), (b"pk\x03\x04",), writable=True),
    "lheo": Format("lheo", (".xml",), (b"<lheo", b":lheo", b"lheo.gouv.fr", b"lheo.org",
                                     b"<offres", b"intitule-formation>"), True),
    "xcri": Format("xcri", (".xml",), (b"xcri",)),
    "emil": Format("emil", (".xml",), (b"educationinfo", b"educationevent", b"emil")),
    "ooapi": Format("ooapi", (".json",), (b'"programmeid"', b'"programid"', b'"courseid"',
                                          b'"offeringid"', b'"primarycode"', b'"organisationid"',
                                          b'"organizationid"'), True),
    "schema_org": Format("schema_org", (".jsonld", ".json", ".html", ".htm"),
                         (b"schema.org", b'"@context"', b'"@graph"'), True),
    "susa": Format("susa", (".json",), (b"educationinfo", b"educationevent", b"educationprovider",
                                        b'"education"', b'"educationbase"',
                                        b'"educationlevels"', b'"eligibleforstudentaid"',
                                        b'"paceofstudy"', b'"education_title"',
                                        b'"educationtitle"', b'"eventsummary"')),
    "csv": Format("csv_file", (".csv", ".tsv", ".txt"), writable=True),
}  # fmt: skip


def open_file(path: Path, name: str, options: ReadOptions) -> Iterator[Record | Fault]:
    """The records of the file at *path*, lazily.

    Raises:
        UnreadableFile: no such format, or the file cannot be read.
    """
    check_size(path)
    if name not in FORMATS:
        raise UnreadableFile("unknown_format")
    records: Iterator[Record | Fault] = FORMATS[name].load().read(path, options)
    return records


def save_file(path: Path, name: str, records: Iterable[Record]) -> int:
    """Write *records* to *path*; the number of records written.

    Raises:
        UnreadableFile: the format cannot be written.
    """
    if name not in FORMATS or not FORMATS[name].writable:
        raise UnreadableFile("unknown_format")
    written: int = FORMATS[name].load().write(path, records)
    return written


def guess_format(path: Path) -> str:
    """The format of the file at *path*, by its first bytes, then by its name.

    Raises:
        UnreadableFile: it is missing, empty, too large, or of no known format.
    """
    check_size(path)
    with path.open("rb") as stream:
        head = stream.read(PEEK).replace(b"\x00", b"").lower()
    text = head.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith(b"pk\x03\x04"):
        return "xlsx"
    if text.startswith(PAGES):
        return "schema_org"
    begins = {b"<": ".xml", b"{": ".json", b"[": ".json"}.get(text[:1])
    if begins is None:
        if path.suffix.lower() in FORMATS["csv"].suffixes:
            return "csv"
        raise UnreadableFile("unknown_format")
    for name, kind in FORMATS.items():
        if begins in kind.suffixes and any(mark in head for mark in kind.marks):
            return name
    if path.suffix.lower() == ".jsonld":
        return "schema_org"
    raise UnreadableFile("unknown_format")
