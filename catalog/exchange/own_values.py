"""What no exchange standard has a word for: written under our own names, read back from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import Any

from catalog.exchange import values
from catalog.exchange.notes import Notes, as_text, items
from catalog.exchange.records import CourseRecord
from catalog.levels import caveats, fields, levels
from catalog.models import Pace

SOURCE_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
LISTS = ("funding", "caveats")


def own_values(record: CourseRecord, names: Iterable[str]) -> dict[str, Any]:
    """The attributes *names* of *record* in JSON types, without the empty ones."""
    known = {name: _json(getattr(record, name)) for name in names}
    return {name: value for name, value in known.items() if value not in (None, [])}


def read_own(found: Mapping[str, Any], notes: Notes) -> dict[str, Any]:
    """The attributes of a record that *found* gives; a doubt for each bad value."""
    read: dict[str, Any] = {}
    for name, kind in KINDS.items():
        wanted = [notes.read(name, value, kind, _code(name)) for value in items(found.get(name))]
        kept = [value for value in wanted if value is not None]
        if kept:
            read[name] = tuple(kept) if name in LISTS else kept[0]
    return read


def _json(value: object) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _code(name: str) -> str:
    return {"review_by": "bad_day", "eqf_level": "bad_number", "hours_per_week": "bad_number"}.get(
        name, "unknown_code" if name in ("level", "field", "caveats", "pace") else "bad_value"
    )


def _text(text: str) -> str | None:
    return as_text(text)


def _one_of(known: Callable[[], Collection[str]]) -> Callable[[str], str]:
    def check(text: str) -> str:
        if text not in known():
            raise ValueError(text)
        return text

    return check


def _source_date(text: str) -> str:
    if not SOURCE_DATE.fullmatch(text):
        raise ValueError(text)
    return text


def eqf(text: str) -> int:
    """A level of the European Qualifications Framework; ValueError unless it is 1 to 8."""
    level = int(text)
    if not 1 <= level <= 8:
        raise ValueError(text)
    return level


KINDS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(
        ("public_id", "country", "municipality", "award", "isced_f", "rncp_code", "source", "url"),
        _text,
    ),
    "level": _one_of(levels),
    "field": _one_of(fields),
    "eqf_level": eqf,
    "pace": Pace,
    "hours_per_week": values.number,
    "funding": _text,
    "source_date": _source_date,
    "review_by": values.day,
    "caveats": _one_of(caveats),
}
