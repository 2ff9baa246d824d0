"""Brings the runs of a stored course to what a file says."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import utcnow
from catalog.imports.columns import Values
from catalog.imports.present import offering_id, offering_key
from catalog.models import Course, ImportRun, Offering, Status
from catalog.models.columns import CatalogRow
from catalog.services.changes import record_changes, snapshot
from catalog.services.plain_values import typed


async def write_offerings(
    session: AsyncSession, run: ImportRun, course: Course, wanted: dict[str, Values]
) -> None:
    """Change, add and archive the runs of *course* so that the published ones are *wanted*."""
    present = {offering_key(course.public_id, row.public_id): row for row in course.offerings}
    written: list[tuple[CatalogRow, Values | None]] = []
    for key, values in wanted.items():
        row = present.get(key)
        before = snapshot(row) if row else None
        if row is None:
            row = Offering(course_id=course.id, public_id=offering_id(course.public_id, key))
            course.offerings.append(row)
        for name, value in typed(Offering, values).items():
            setattr(row, name, value)
        row.status, row.imported_at = Status.PUBLISHED, utcnow()
        written.append((row, before))
    for key, row in present.items():
        if key not in wanted and row.status is Status.PUBLISHED:
            written.append((row, snapshot(row)))
            row.status = Status.ARCHIVED
    course.updated_at = utcnow()
    await record_changes(session, written, run.author, run.id)
