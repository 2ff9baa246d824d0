"""The content of an Open Education API file, without its text being held beside it."""

from __future__ import annotations

import codecs
from pathlib import Path
from sys import intern
from typing import Any

from catalog.exchange.json_file import load_json
from catalog.exchange.json_items import json_items
from catalog.exchange.nested import DEEPEST
from catalog.exchange.oo_objects import own_id
from catalog.exchange.reading import check_size

LISTS = frozenset(
    {
        "items", "data", "results", "programmes", "programs", "courses", "offerings",
        "programmeofferings", "programofferings", "courseofferings", "organisations",
        "organizations", "academicsessions",
    }
)  # fmt: skip
SHORT = 24  # characters; codes, units and languages stand in a file thousands of times


def load_objects(path: Path) -> Any:
    """What the lists of the file hold, or the file as it is where it is a single object.

    Raises:
        UnreadableFile: see ``catalog.exchange.json_file.load_json``.
    """
    check_size(path)
    with path.open("rb") as stream:
        mark = stream.read(2)
    if mark in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return load_json(path)
    found: list[Any] = []
    last = ""
    for name, value in json_items(path, LISTS, frozenset()):
        # A programme with its courses inside: what is inside is told by what is around it.
        if last and not name and isinstance(value, dict) and own_id(value):
            return load_json(path)
        found.append(_shared(value))
        last = name
    return found


def _shared(value: Any, depth: int = 0) -> Any:
    """*value*, in which equal names and short texts are one object each."""
    if isinstance(value, dict) and depth < DEEPEST:
        return {intern(name): _shared(part, depth + 1) for name, part in value.items()}
    if isinstance(value, list) and depth < DEEPEST:
        return [_shared(part, depth + 1) for part in value]
    return intern(value) if isinstance(value, str) and len(value) <= SHORT else value
