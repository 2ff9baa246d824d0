"""Organisations of the seed, read from YAML and checked; it knows no database session."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from catalog.errors import BadDataFile
from catalog.models import Organisation, OrganisationKind, Status
from catalog.services.seed_report import BrokenRow
from catalog.services.seed_rows import (
    COUNTRIES,
    LANGUAGES,
    BadCell,
    Row,
    Values,
    check_fit,
    codes,
)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SHAPES: dict[str, type] = {
    "name": str, "kind": str, "status": str, "time_zone": str, "source": str,
    "countries": list, "territories": list, "languages": list, "allowed_origins": list,
    "site_keys": list, "fallback_contact": dict, "privacy_notice": dict, "retention_days": dict,
    "opening_hours": dict, "shows_needs_to_learners": bool, "demonstration": bool,
}  # fmt: skip
NOTICE_PARTS = {
    "controller",
    "contact",
    "legal_basis",
    "retention",
    "rights",
    "authority",
}


def read_organisations(path: Path, demonstration: bool, broken: list[BrokenRow]) -> list[Row]:
    """The good organisations of the file; bad ones are added to *broken*.

    Args:
        path: the file, a list under ``organisations``.
        demonstration: whether to keep organisations marked as demonstration.
        broken: receives the bad ones with the line on which they begin.

    Raises:
        BadDataFile: the file is missing or is no such list.
    """
    rows = []
    for line, item in _items(path):
        try:
            row = Row(path.name, line, _identifier(item), _values(item))
            check_fit(Organisation, row.values)
        except BadCell as error:
            broken.append(BrokenRow(path.name, line, str(error)))
            continue
        if demonstration or not row.values["demonstration"]:
            rows.append(row)
    return rows


def _items(path: Path) -> list[tuple[int, Any]]:
    """Each item of the list with its line."""
    try:
        text = path.read_text(encoding="utf-8")
        items = yaml.safe_load(text)["organisations"]
        lines = [mark.line + 1 for mark in _marks(text)]
        return list(zip(lines, items, strict=True))
    except (OSError, yaml.YAMLError, TypeError, KeyError, ValueError) as error:
        raise BadDataFile(str(path), str(error)) from error


def _marks(text: str) -> list[yaml.Mark]:
    """Where each item of the first list of the file begins."""
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if not isinstance(node, yaml.MappingNode):
        raise TypeError("no mapping")
    listed = node.value[0][1]
    return [item.start_mark for item in listed.value]


def _identifier(item: Any) -> str:
    if not isinstance(item, dict) or not isinstance(item.get("id"), str):
        raise BadCell("id: missing")
    return str(item["id"])


def _values(item: dict[str, Any]) -> Values:
    unknown = set(item) - set(SHAPES) - {"id"}
    if unknown:
        raise BadCell(f"unknown keys: {', '.join(sorted(unknown))}")
    for key, shape in SHAPES.items():
        if not isinstance(item.get(key), shape):
            raise BadCell(f"{key}: {shape.__name__} expected")
    _check_codes(item)
    _check_texts(item)
    _check_hours(item)
    return {key: item[key] for key in SHAPES} | {"caveats": [], "source_date": None}


def _check_codes(item: dict[str, Any]) -> None:
    allowed: dict[str, tuple[list[str], tuple[str, ...]]] = {
        "kind": ([item["kind"]], codes(OrganisationKind)),
        "status": ([item["status"]], codes(Status)),
        "countries": (item["countries"], COUNTRIES),
        "languages": (item["languages"], LANGUAGES),
    }
    for key, (values, known) in allowed.items():
        if bad := [value for value in values if value not in known]:
            raise BadCell(f"{key}: unknown {bad[0]!r}")


def _check_texts(item: dict[str, Any]) -> None:
    """Every language of the organisation has its contact and a complete privacy notice."""
    for language in item["languages"]:
        if not item["fallback_contact"].get(language, {}).get("name"):
            raise BadCell(f"fallback_contact: no name in {language}")
        parts = item["privacy_notice"].get(language, {})
        if missing := NOTICE_PARTS - {key for key, text in parts.items() if text}:
            raise BadCell(f"privacy_notice: no {min(missing)} in {language}")


def _check_hours(item: dict[str, Any]) -> None:
    if set(item["opening_hours"]) - set(WEEKDAYS):
        raise BadCell(f"opening_hours: weekdays are {', '.join(WEEKDAYS)}")
    try:
        ZoneInfo(item["time_zone"])
    except (ZoneInfoNotFoundError, ValueError):
        raise BadCell(f"time_zone: unknown {item['time_zone']!r}") from None
