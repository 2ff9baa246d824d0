"""Records as values of our columns, checked; what is missing comes from the source or from codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import String, inspect

from catalog.codes import CodeTable
from catalog.exchange.faults import Fault
from catalog.exchange.records import CourseRecord, OfferingRecord, ProviderRecord, SiteRecord
from catalog.exchange.values import web_address
from catalog.levels import level_of
from catalog.models import Course, Mode, Offering, Site, SiteKind, Source
from catalog.models.columns import CatalogRow
from catalog.models.source import KEY_LENGTH
from catalog.services.seed_rows import COUNTRIES, LANGUAGE_OF_COUNTRY, LANGUAGES

Values = dict[str, Any]
NAME_LENGTH = 200  # of a provider
LARGEST_WHOLE = 2**31 - 1  # of a column of whole numbers in PostgreSQL
PLAIN = frozenset((str, int, float, bool, type(None)))
OFFERINGS = "offerings"
OFFERING_COLUMNS = (
    "starts_on", "ends_on", "starts", "apply_by", "municipality",
    "price_cents", "currency", "price_basis",
)  # fmt: skip
COURSE_COLUMNS = (
    "title", "titles", "summaries", "language", "country", "municipality", "award", "level",
    "eqf_level", "field", "isced_f", "rncp_code", "ects", "mode", "pace", "duration_months",
    "hours_per_week", "funding", "entry_requirements", "codes", "url", "source", "source_date",
    "review_by", "caveats",
)  # fmt: skip
RECORD_FIELDS = {field.name for field in fields(CourseRecord)}
COURSE_FIELDS = tuple(name for name in COURSE_COLUMNS if name in RECORD_FIELDS)
SITE_COLUMNS = (
    "name", "kind", "network", "operator", "partner_institution", "street", "postal_code",
    "municipality", "region", "country", "territory", "lat", "lon", "website", "email", "phone",
    "services", "opening_hours", "source", "source_date", "review_by", "caveats",
)  # fmt: skip


@dataclass(frozen=True)
class Ready:
    """A record that can be stored.

    Attributes:
        values: of our columns, in JSON types; of a course also ``offerings`` by their key and
            ``provider``, the name of its provider.
        unmapped: codes that no table knows.
    """

    key: str
    where: str
    title: str
    public_id: str | None
    values: Values
    provider: ProviderRecord | None = None
    unmapped: tuple[str, ...] = ()


def course_values(record: CourseRecord, source: Source, table: CodeTable) -> Ready | Fault:
    """The values of a course, or why it cannot be stored."""
    country = (record.country or record.provider.country or source.country or "").upper()
    language = record.language or source.language or LANGUAGE_OF_COUNTRY.get(country)
    if fault := _first_fault(record, country, language):
        return fault
    meaning = table.meaning(record)
    eqf_level = record.eqf_level or meaning.eqf_level
    values = {name: getattr(record, name) for name in COURSE_FIELDS}
    values |= {
        "country": country,
        "language": language,
        "level": record.level or meaning.level or level_of(record.award, eqf_level),
        "eqf_level": eqf_level,
        "field": record.field or meaning.field,
        # Nobody may be promised a distance that no source states.
        "mode": record.mode or Mode.PRESENTIAL,
        "codes": [f"{code.system}:{code.value}" for code in record.codes],
        "url": web_address(record.url),
        "source": record.source or record.url or source.url or source.name,
        OFFERINGS: {run.key: _offering_values(run) for run in record.offerings},
        "provider": record.provider.name,
    }
    return _checked(record, record.title, Course, _plain(values), record.provider, meaning.unmapped)


def site_values(record: SiteRecord, source: Source) -> Ready | Fault:
    """The values of a site, or why it cannot be stored."""
    country = (record.country or source.country or "").upper()
    if country not in COUNTRIES:
        return _fault(record, "unknown_code", column="country", value=country or "-")
    if record.lat is None or record.lon is None:
        return _fault(record, "no_place")
    values = {name: getattr(record, name) for name in SITE_COLUMNS}
    values |= {
        "country": country,
        "kind": record.kind or SiteKind.STUDY_PLACE,
        "network": record.network or "other",
        "territory": record.territory or country,
        "website": web_address(record.website),
        "source": record.source or record.website or source.url or source.name,
    }
    return _checked(record, record.name, Site, _plain(values), None, ())


def _offering_values(run: OfferingRecord) -> Values:
    return {name: getattr(run, name) for name in OFFERING_COLUMNS}


def _first_fault(record: CourseRecord, country: str, language: str | None) -> Fault | None:
    named = {"title": record.title, "provider": record.provider.name}
    for column, text in named.items():
        if not text.strip():
            return _fault(record, "missing_value", column=column)
    for column, text, most in (
        ("key", record.key, KEY_LENGTH),
        ("provider", record.provider.name, NAME_LENGTH),
    ):
        if len(text) > most:
            return _fault(record, "too_long", column=column, most=str(most))
    if country not in COUNTRIES:
        return _fault(record, "unknown_code", column="country", value=country or "-")
    if language not in LANGUAGES:
        return _fault(record, "unknown_code", column="language", value=language or "-")
    return None


def _checked(
    record: CourseRecord | SiteRecord,
    title: str,
    model: type[CatalogRow],
    values: Values,
    provider: ProviderRecord | None,
    unmapped: tuple[str, ...],
) -> Ready | Fault:
    if fault := _misfit(record, model, values):
        return fault
    for run in values.get(OFFERINGS, {}).values():
        if fault := _misfit(record, Offering, run):
            return fault
    return Ready(record.key, record.where, title, record.public_id, values, provider, unmapped)


def _misfit(
    record: CourseRecord | SiteRecord, model: type[CatalogRow], values: Mapping[str, Any]
) -> Fault | None:
    """What one database would take and another not: too long a text, a zero byte, a huge number."""
    limits = _limits(model)
    for name, value in values.items():
        if type(value) is int:
            if abs(value) > LARGEST_WHOLE:
                return _fault(record, "bad_value", column=name, value=str(value))
        elif type(value) is str and name in limits:
            if "\x00" in value:
                return _fault(record, "bad_value", column=name, value=value.replace("\x00", "?"))
            most = limits[name]
            if most is not None and len(value) > most:
                return _fault(record, "too_long", column=name, most=str(most))
    return None


_LIMITS: dict[type[CatalogRow], dict[str, int | None]] = {}


def _limits(model: type[CatalogRow]) -> dict[str, int | None]:
    if model not in _LIMITS:
        _LIMITS[model] = {
            column.key: column.type.length
            for column in inspect(model).columns
            if isinstance(column.type, String)
        }
    return _LIMITS[model]


def _plain(value: Any) -> Any:
    """*value* in JSON types, so that it compares equal to what was stored."""
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is dict:
        return {key: item if type(item) in PLAIN else _plain(item) for key, item in value.items()}
    if kind in (tuple, list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _fault(record: CourseRecord | SiteRecord, code: str, **values: str) -> Fault:
    short = {name: value[:80] for name, value in values.items()}
    return Fault(record.where, code, short, record.key)
