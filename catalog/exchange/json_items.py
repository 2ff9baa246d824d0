"""The objects in the lists of a large JSON document, one after another, without holding it whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, TextIO

from catalog.exchange.faults import UnreadableFile
from catalog.exchange.nested import plain_name
from catalog.exchange.reading import check_size

CHUNK = 1 << 20  # characters
BLANKS = " \t\r\n"

Item = tuple[str, Any]
"""Name of the list (empty at the top), and what stands in it."""


def json_items(path: Path, lists: AbstractSet[str], envelopes: AbstractSet[str]) -> Iterator[Item]:
    """What the lists of the document hold; each object around them comes after what it held.

    Args:
        path: of the document, or of several, one behind another.
        lists: plain names of the lists that are gone through; other lists stay in their object.
        envelopes: plain names of the objects that may hold such lists.

    Raises:
        UnreadableFile: no complete JSON, or not in UTF-8.
    """
    check_size(path)
    try:
        with path.open(encoding="utf-8-sig") as stream:
            yield from _Document(stream, lists, envelopes).items()
    except UnicodeDecodeError as error:
        raise UnreadableFile("encoding", encoding="UTF-8") from error
    except RecursionError as error:
        raise UnreadableFile("broken_json", line="?") from error


class _Document:
    """A window on the text that moves forward; positions count from its left edge."""

    def __init__(
        self, stream: TextIO, lists: AbstractSet[str], envelopes: AbstractSet[str]
    ) -> None:
        self._stream = stream
        self._lists = lists
        self._envelopes = envelopes
        self._decode = json.JSONDecoder(strict=False).raw_decode
        self._text = ""
        self._at = 0
        self._line = 1
        self._ended = False

    def items(self) -> Iterator[Item]:
        """Of each document in the file: pages of a server are often saved one behind another."""
        yield from self._value("")
        while self._peek() in ("{", "["):
            yield from self._value("")
        if self._peek() != "":
            raise self._broken()

    def _value(self, name: str) -> Iterator[Item]:
        sign = self._peek()
        if sign == "[":
            yield from self._list(name)
        elif sign == "{":
            yield from self._object(name)
        else:
            yield name, self._whole()

    def _list(self, name: str) -> Iterator[Item]:
        self._take("[")
        if self._peek() == "]":
            self._take("]")
            return
        while True:
            yield name, self._whole()
            if self._either(",", "]") == "]":
                return

    def _object(self, name: str) -> Iterator[Item]:
        self._take("{")
        plain: dict[str, Any] = {}
        if self._peek() == "}":
            self._take("}")
            return
        while True:
            key = self._name()
            self._take(":")
            entered = {"[": self._lists, "{": self._envelopes}.get(self._peek(), ())
            if plain_name(key) in entered:
                yield from self._value(key)
            else:
                plain[key] = self._whole()
            if self._either(",", "}") == "}":
                yield name, plain
                return

    def _name(self) -> str:
        if self._peek() != '"':
            raise self._broken()
        return str(self._whole())

    def _whole(self) -> Any:
        """The complete value at the edge; more is read until it is there."""
        self._peek()
        step = CHUNK
        while True:
            try:
                value, end = self._decode(self._text, self._at)
            except json.JSONDecodeError as error:
                if not self._more(step):
                    raise self._broken(error.pos) from error
            except ValueError as error:  # a whole number of thousands of digits
                raise self._broken() from error
            else:
                # A number may go on behind the edge.
                if end < len(self._text) or not self._more(step):
                    self._at = end
                    return value
            step *= 2

    def _peek(self) -> str:
        """The next sign that is no blank; empty at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in BLANKS:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more(CHUNK):
                return ""

    def _take(self, sign: str) -> None:
        if self._peek() != sign:
            raise self._broken()
        self._at += 1

    def _either(self, *signs: str) -> str:
        found = self._peek()
        if found not in signs:
            raise self._broken()
        self._at += 1
        return found

    def _more(self, length: int) -> bool:
        if self._ended:
            return False
        added = self._stream.read(length)
        self._ended = not added
        if self._at > CHUNK:
            self._line += self._text.count("\n", 0, self._at)
            self._text, self._at = self._text[self._at :], 0
        self._text += added
        return bool(added)

    def _broken(self, position: int | None = None) -> UnreadableFile:
        at = self._at if position is None else position
        return UnreadableFile("broken_json", line=str(self._line + self._text.count("\n", 0, at)))
