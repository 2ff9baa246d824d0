"""What LHEO has no place for, in ``extra`` elements of our own: a field's name and its JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import lru_cache
from typing import Any, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError

from catalog.exchange.lheo_node import Node, Notes
from catalog.exchange.records import CourseRecord

PREFIX = "passerelle-"
FINITE = ConfigDict(allow_inf_nan=False)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@lru_cache(maxsize=1)
def _kinds() -> dict[str, TypeAdapter[Any]]:
    hints = get_type_hints(CourseRecord)
    names = [part.name for part in fields(CourseRecord) if part.name != "where"]
    return {
        # A dataclass of its own takes no settings; it holds no numbers either.
        name: TypeAdapter(hints[name], config=None if name == "provider" else FINITE)
        for name in names
    }


def differences(wanted: CourseRecord, found: CourseRecord) -> Iterator[tuple[str, str]]:
    """``info`` and text of an ``extra`` for each field in which *found* is not what is *wanted*."""
    for name, kind in _kinds().items():
        value = getattr(wanted, name)
        if value != getattr(found, name):
            yield PREFIX + name.replace("_", "-"), kind.dump_json(value).decode()


def with_extras(record: CourseRecord, formation: Node, notes: Notes) -> CourseRecord:
    """*record* with the fields that our own ``extra`` elements of *formation* hold."""
    own: dict[str, Any] = {}
    for group in formation.children("extras"):
        for extra in group.element.iterchildren("{*}extra"):
            info = extra.get("info") or ""
            name = info.removeprefix(PREFIX).replace("-", "_")
            if not info.startswith(PREFIX) or name not in _kinds():
                continue
            try:
                own[name] = _kinds()[name].validate_json(extra.text or "")
            except ValidationError:
                notes.doubt(name, extra.text or "", "bad_value")
    return replace(record, **own) if own else record


def safe(value: Any) -> Any:
    """*value* without the characters that XML cannot hold, inside records, mappings and tuples."""
    if type(value) is str:
        return NOT_IN_XML.sub("", value)
    if isinstance(value, Mapping):
        return {key: safe(text) for key, text in value.items()}
    if isinstance(value, tuple):
        parts = [safe(part) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: safe(getattr(value, f.name)) for f in fields(value)})
    return value
