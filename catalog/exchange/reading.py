"""How a file is read: what is known of it beforehand, and limits that no file may pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from pathlib import Path
from typing import Any, Protocol

from lxml import etree

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.records import Record

LARGEST_FILE = 1024**3  # bytes: 100,000 courses with their texts take about 400 MB of XML
LONGEST_SUMMARY = 2000


@dataclass(frozen=True)
class ReadOptions:
    """What the source declares, for what its files leave out.

    Attributes:
        country: ISO 3166 code.
        language: of the texts.
        columns: of a spreadsheet: its column name → our column name, or "" to leave it out;
            overrides what is guessed.
        key_columns: of a spreadsheet without an identifier: columns (ours) that make one.
        provider: who gives the courses for which a file names nobody.
    """

    country: str | None = None
    language: str | None = None
    columns: Mapping[str, str] = default(default_factory=dict)
    key_columns: tuple[str, ...] = ()
    provider: str | None = None


class Reader(Protocol):
    """Reads one format."""

    def __call__(self, path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
        """The records of the file at *path*, lazily, with a fault for each that cannot be read.

        Raises:
            UnreadableFile: the whole file is broken, too large, hostile, or of another format.
        """


def check_size(path: Path) -> None:
    """Refuse a file that is missing, empty or too large.

    Raises:
        UnreadableFile: see above.
    """
    if not path.is_file():
        raise UnreadableFile("missing", name=path.name)
    size = path.stat().st_size
    if size == 0:
        raise UnreadableFile("empty", name=path.name)
    if size > LARGEST_FILE:
        raise UnreadableFile("too_large", most=f"{LARGEST_FILE // 1024**2} MB")


def elements(path: Path, *names: str) -> Iterator[Any]:
    """The complete elements with these local names, in their order; each is freed after use.

    Any element of an ancestor or a sibling is gone when the next one comes, so memory does not
    grow with the file. The root element comes last of all, emptied.

    Raises:
        UnreadableFile: no well-formed XML, half a file, wrong encoding, or a document type
            declaration (which may hide entities that grow without end or read other files).
    """
    root_name(path)
    wanted = tuple(f"{{*}}{name}" for name in names)
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    try:
        for _, element in etree.iterparse(str(path), events=("end",), tag=wanted, **options):
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        line = str(getattr(error, "lineno", None) or "?")
        raise UnreadableFile("broken_xml", line=line) from error


def root_name(path: Path) -> str:
    """The local name of the root element; nothing behind its start is read.

    Raises:
        UnreadableFile: see `elements`; a document type stands before the root element.
    """
    check_size(path)
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    try:
        for _, root in etree.iterparse(str(path), events=("start",), **options):
            if root.getroottree().docinfo.internalDTD is not None:
                raise UnreadableFile("document_type")
            return str(etree.QName(root).localname)
    except etree.XMLSyntaxError as error:
        line = str(getattr(error, "lineno", None) or "?")
        raise UnreadableFile("broken_xml", line=line) from error
    raise UnreadableFile("broken_xml", line="?")
