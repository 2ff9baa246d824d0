"""JSON values as the columns of a table want them, and back."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Date, inspect

from catalog.db import UtcDateTime
from catalog.models.columns import CatalogRow

# Not part of what a row says: its number, and when it was last touched.
LEFT_OUT = ("id", "updated_at")


def to_json(value: Any) -> Any:
    """A column value in JSON types."""
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


@lru_cache(maxsize=32)
def _kinds(model: type[CatalogRow]) -> dict[str, Any]:
    """What turns a text into the column's type, for the columns that need it."""
    kinds: dict[str, Any] = {}
    for column in inspect(model).columns:
        enum_class = getattr(column.type, "enum_class", None)
        if enum_class:
            kinds[column.key] = enum_class
        elif isinstance(column.type, Date):
            kinds[column.key] = date.fromisoformat
        elif isinstance(column.type, UtcDateTime):
            kinds[column.key] = datetime.fromisoformat
    return kinds


def typed(model: type[CatalogRow], values: dict[str, Any]) -> dict[str, Any]:
    """*values* with days and codes turned into what the columns of *model* hold."""
    made = dict(values)
    for name, kind in _kinds(model).items():
        if isinstance(value := made.get(name), str):
            made[name] = kind(value)
    return made


def columns_of(model: type[CatalogRow], row: dict[str, Any]) -> dict[str, Any]:
    """Values of a new row of *model* in JSON types, as ``snapshot`` gives those of a stored one."""
    told = {name: value for name, value in row.items() if name not in LEFT_OUT}
    for name in _kinds(model):
        if name in told:
            told[name] = to_json(told[name])
    return told
