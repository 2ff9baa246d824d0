"""JSON files: read whole, with the faults that files of others have told apart."""

from __future__ import annotations

import codecs
import json
from pathlib import Path
from typing import Any

from catalog.exchange.faults import UnreadableFile
from catalog.exchange.reading import check_size

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


class BrokenJson(ValueError):
    """A text is no JSON.

    Attributes:
        line: where it breaks off, counted from 1; ``?`` where that is not known.
    """

    def __init__(self, line: str) -> None:
        super().__init__(f"line {line}")
        self.line = line


def load_json(path: Path) -> Any:
    """What the file at *path* holds.

    Raises:
        UnreadableFile: missing, empty, too large, no UTF-8 (or UTF-16 with a mark), no JSON.
    """
    check_size(path)
    try:
        return parse_json(decoded(path.read_bytes()))
    except BrokenJson as error:
        raise UnreadableFile("broken_json", line=error.line) from error


def parse_json(text: str) -> Any:
    """What *text* holds; line ends inside of texts are let through, as web pages have them.

    Raises:
        BrokenJson: it breaks off, is nested too deep, or has a number without end.
    """
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        raise BrokenJson(str(error.lineno)) from error
    except (RecursionError, ValueError) as error:
        raise BrokenJson("?") from error


def decoded(content: bytes, declared: str | None = None) -> str:
    """*content* as text, by its mark, else as it is *declared*, else as UTF-8.

    Raises:
        UnreadableFile: its characters are not of that encoding.
    """
    marked = next((name for mark, name in MARKS.items() if content.startswith(mark)), None)
    encoding = marked or declared or "utf-8"
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableFile("encoding", encoding=encoding) from error
