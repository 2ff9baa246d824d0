"""Courses as the public JSON shows them, with their provider and their published runs."""

from __future__ import annotations

from bot.web.catalog_api.rows import Json, iso_day, provenance
from catalog.models import Course, Offering, Provider, Status
from catalog.services.next_step import leads_somewhere


def course(row: Course) -> Json:
    """A course with its provider and its published runs."""
    return {
        "id": row.public_id,
        "title": row.title,
        "titles": row.titles,
        "language": row.language,
        "provider": _provider(row.provider),
        "country": row.country,
        "municipality": row.municipality,
        "funding": row.funding,
        "entry_requirements": row.entry_requirements,
        "url": row.url,
        **_level(row),
        **_effort(row),
        "offerings": [_offering(run) for run in public_offerings(row)],
        "next_step": leads_somewhere(row),
        **provenance(row),
    }


def public_offerings(row: Course) -> list[Offering]:
    """The runs of a course that everybody may see."""
    return [run for run in row.offerings if run.status is Status.PUBLISHED]


def _level(row: Course) -> Json:
    return {
        "award": row.award,
        "level": row.level,
        "eqf_level": row.eqf_level,
        "field": row.field,
        "isced_f": row.isced_f,
        "rncp_code": row.rncp_code,
        "ects": row.ects,
    }


def _effort(row: Course) -> Json:
    return {
        "mode": row.mode.value,
        "pace": row.pace.value if row.pace else None,
        "duration_months": row.duration_months,
        "hours_per_week": row.hours_per_week,
    }


def _provider(row: Provider) -> Json:
    return {
        "id": row.public_id,
        "name": row.name,
        "country": row.country,
        "municipality": row.municipality,
        "url": row.url,
    }


def _offering(row: Offering) -> Json:
    return {
        "id": row.public_id,
        "starts_on": iso_day(row.starts_on),
        "starts": row.starts,
        "apply_by": iso_day(row.apply_by),
        "municipality": row.municipality,
        "price": _price(row),
        **provenance(row),
    }


def _price(row: Offering) -> Json | None:
    """The price in cents; None when no source names one."""
    if row.price_cents is None:
        return None
    basis = row.price_basis.value if row.price_basis else None
    return {"amount_cents": row.price_cents, "currency": row.currency, "basis": basis}
