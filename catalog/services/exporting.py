"""The catalog as records that every format can write."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord, SiteRecord
from catalog.imports.columns import COURSE_COLUMNS, OFFERING_COLUMNS, SITE_COLUMNS
from catalog.imports.present import offering_key
from catalog.models import Course, Provider, Site, Status

PORTION = 1000
LISTS = ("funding", "caveats", "services")


@dataclass(frozen=True)
class ExportScope:
    """Which published rows are wanted; None is no limit.

    Attributes:
        entity: ``course`` or ``site``.
        country: ISO 3166 code.
        provider: public id, for courses.
    """

    entity: str = "course"
    country: str | None = None
    provider: str | None = None


async def records(
    session: AsyncSession, scope: ExportScope
) -> AsyncIterator[CourseRecord | SiteRecord]:
    """The published rows of *scope* by public id, read in portions."""
    model: Any = Course if scope.entity == "course" else Site
    last = ""
    while True:
        wanted = select(model).where(model.status == Status.PUBLISHED, model.public_id > last)
        if scope.country:
            wanted = wanted.where(model.country == scope.country)
        if scope.provider and model is Course:
            wanted = wanted.join(Provider).where(Provider.public_id == scope.provider)
        found = await session.scalars(wanted.order_by(model.public_id).limit(PORTION))
        rows = found.unique().all()
        for row in rows:
            yield course_record(row) if isinstance(row, Course) else site_record(row)
        if len(rows) < PORTION:
            return
        last = rows[-1].public_id
        session.expunge_all()  # else every row of a large catalog stays in memory


def course_record(row: Course) -> CourseRecord:
    """A course of ours as a record; its key is its public id."""
    values = _values(row, COURSE_COLUMNS)
    values["codes"] = tuple(Code(*code.split(":", 1)) for code in row.codes)
    given_by = row.provider
    return CourseRecord(
        key=row.public_id,
        where=row.public_id,
        public_id=row.public_id,
        provider=ProviderRecord(
            given_by.name, given_by.public_id, given_by.country, given_by.municipality, given_by.url
        ),
        offerings=tuple(
            OfferingRecord(
                key=offering_key(row.public_id, run.public_id), **_values(run, OFFERING_COLUMNS)
            )
            for run in row.offerings
            if run.status is Status.PUBLISHED
        ),
        **values,
    )


def site_record(row: Site) -> SiteRecord:
    """A site of ours as a record; its key is its public id."""
    return SiteRecord(
        key=row.public_id,
        where=row.public_id,
        public_id=row.public_id,
        **_values(row, SITE_COLUMNS),
    )


def _values(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return values | {name: tuple(values[name]) for name in LISTS if name in values}
