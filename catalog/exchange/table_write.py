"""Records as rows of a spreadsheet: the course on each row of its offerings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from catalog.exchange.records import CourseRecord, OfferingRecord, Record, SiteRecord
from catalog.exchange.table_columns import PER_LANGUAGE, column_names
from catalog.exchange.table_courses import SYSTEMS
from catalog.texts import LANGUAGES

Row = tuple[bool, list[Any]]
"""Whether a record begins here, and the cells."""


def lines_of(records: Iterable[Record]) -> Iterator[Row]:
    """The row of names, then the rows; all records are of the kind of the first."""
    stream = iter(records)
    first = next(stream, None)
    entity = "site" if isinstance(first, SiteRecord) else "course"
    names = column_names(entity)
    yield False, list(names)
    if first is None:
        return
    for record in chain((first,), stream):
        for is_first, cells in _rows(record):
            yield is_first, [cells.get(name) for name in names]


def _rows(record: Record) -> Iterator[tuple[bool, dict[str, Any]]]:
    if isinstance(record, SiteRecord):
        yield True, _site(record)
        return
    course = _course(record)
    for place, run in enumerate(record.offerings or (None,)):
        yield place == 0, course | (_offering(run) if run else {})


def _course(record: CourseRecord) -> dict[str, Any]:
    plain = (
        "title", "language", "country", "municipality", "award", "level", "eqf_level", "field",
        "isced_f", "rncp_code", "ects", "duration_months", "hours_per_week", "url", "source",
        "source_date", "review_by",
    )  # fmt: skip
    given_by = record.provider
    return {
        **{name: getattr(record, name) for name in plain},
        "public_id": record.public_id,
        "id": record.key,
        "provider": given_by.name,
        "provider_id": given_by.key,
        "provider_url": given_by.url,
        "provider_municipality": given_by.municipality,
        "mode": record.mode.value if record.mode else None,
        "pace": record.pace.value if record.pace else None,
        "funding": "; ".join(record.funding),
        "caveats": "; ".join(record.caveats),
        **_texts("title", record.titles),
        **_texts("summary", record.summaries),
        **_texts("entry_requirements", record.entry_requirements),
        **{system: _codes(record, system) for system in SYSTEMS},
    }


def _offering(run: OfferingRecord) -> dict[str, Any]:
    return {
        "offering_id": run.key,
        "starts_on": run.starts_on,
        "ends_on": run.ends_on,
        "apply_by": run.apply_by,
        "offering_municipality": run.municipality,
        "price": None if run.price_cents is None else run.price_cents / 100,
        "currency": run.currency,
        "price_basis": run.price_basis.value if run.price_basis else None,
        **_texts("starts", run.starts),
    }


def _site(record: SiteRecord) -> dict[str, Any]:
    plain = (
        "name", "network", "operator", "partner_institution", "street", "postal_code",
        "municipality", "region", "country", "territory", "lat", "lon", "website", "email",
        "phone", "source", "source_date", "review_by",
    )  # fmt: skip
    return {
        **{name: getattr(record, name) for name in plain},
        "public_id": record.public_id,
        "id": record.key,
        "kind": record.kind.value if record.kind else None,
        "services": "; ".join(record.services),
        "caveats": "; ".join(record.caveats),
        **_texts("opening_hours", record.opening_hours),
    }


def _texts(name: str, by_language: Any) -> dict[str, str]:
    if name not in PER_LANGUAGE:
        raise ValueError(name)
    return {f"{name}_{code}": by_language[code] for code in LANGUAGES if code in by_language}


def _codes(record: CourseRecord, system: str) -> str:
    return " ".join(code.value for code in record.codes if code.system == system)
