"""What the index holds of the database: read in portions, with a stamp that tells changed rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import Row, String, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.models import Change, Course, Offering, Provider, Revision, Site, SiteKind, Status

ENTITIES = ("course", "offering", "provider", "site")
PORTION = 1_000

Run = Row[Any]


class CourseRows(NamedTuple):
    """Published courses with what hangs on them.

    Attributes:
        courses: rows with the columns of ``_COLUMNS``.
        runs: rows with the columns of ``_RUN_COLUMNS`` by number of the course.
    """

    courses: Sequence[Row[Any]]
    runs: dict[int, list[Run]]


_COLUMNS = (
    Course.id, Course.public_id, Course.title, Course.titles, Course.language, Course.country,
    Course.municipality, Course.award, Course.level, Course.eqf_level, Course.field, Course.mode,
    Course.pace, Course.duration_months, Course.hours_per_week, Course.ects, Course.summaries,
    Course.url, Course.source_date, Course.caveats, Course.review_by,
    Provider.name.label("provider"), Provider.municipality.label("provider_town"),
)  # fmt: skip
_RUN_COLUMNS = (
    Offering.course_id, Offering.starts_on, Offering.ends_on, Offering.municipality,
    Offering.price_cents, Offering.currency, Offering.price_basis,
)  # fmt: skip


_STAND = select(
    select(func.coalesce(func.sum(Revision.number), 0))
    .where(Revision.entity.in_(ENTITIES))
    .scalar_subquery(),
    select(func.max(Change.id)).scalar_subquery(),
    select(Change.at).order_by(Change.id.desc()).limit(1).scalar_subquery(),
    *(select(func.max(kind.id)).scalar_subquery() for kind in (Course, Offering, Site)),
)


async def stand_of(session: AsyncSession) -> str:
    """A short text that is another one after every change of what the index holds.

    The counted revisions tell it; the last change and the newest rows tell apart two databases of
    one name, such as one brought back from a copy.
    """
    row = (await session.execute(_STAND)).one()
    stand = "/".join(str(part) for part in row)
    return stand if row[0] else f"{stand}/{await _rows_stand(session)}"


async def _rows_stand(session: AsyncSession) -> str:
    """The stand of a database whose changes nobody wrote down: it is small, its rows tell."""
    counts = [
        select(func.count(kind.id), cast(func.max(kind.updated_at), String))
        for kind in (Course, Offering, Provider, Site)
    ]
    found = [tuple((await session.execute(count)).one()) for count in counts]
    return str(crc32(repr(found).encode()))


async def stamps(session: AsyncSession) -> dict[int, int]:
    """A number per published course that is another one once it, its provider or a run changed."""
    moment = cast(Course.updated_at, String)
    courses = select(Course.id, moment, Course.provider_id).where(Course.status == Status.PUBLISHED)
    towns = select(Provider.id, cast(Provider.updated_at, String))
    providers = dict((await session.execute(towns)).tuples().all())
    newest = select(
        Offering.course_id, cast(func.max(Offering.updated_at), String), func.count(Offering.id)
    ).group_by(Offering.course_id)
    runs = {number: f"{at}{count}" for number, at, count in await session.execute(newest)}
    return {
        number: crc32(f"{at}{providers.get(provider)}{runs.get(number)}".encode())
        for number, at, provider in await session.execute(courses)
    }


async def course_rows(session: AsyncSession, numbers: Sequence[int]) -> CourseRows:
    """The published courses with these row numbers, at most ``PORTION`` at once."""
    wanted = select(*_COLUMNS).join(Provider, Course.provider_id == Provider.id)
    wanted = wanted.where(Course.id.in_(numbers), Course.status == Status.PUBLISHED)
    courses = (await session.execute(wanted)).all()
    held = select(*_RUN_COLUMNS).where(
        Offering.course_id.in_(numbers), Offering.status != Status.ARCHIVED
    )
    runs: dict[int, list[Run]] = defaultdict(list)
    for run in await session.execute(held.order_by(Offering.id)):
        runs[run.course_id].append(run)
    return CourseRows(courses, runs)


async def titles(session: AsyncSession, language: str) -> Sequence[str]:
    """Titles of all published courses taught in *language*."""
    wanted = select(Course.title).where(
        Course.language == language, Course.status == Status.PUBLISHED
    )
    return (await session.scalars(wanted)).all()


async def study_places(session: AsyncSession) -> list[tuple[float, float]]:
    """Latitude and longitude of every published study place, from south to north."""
    wanted = select(Site.lat, Site.lon).where(
        Site.status == Status.PUBLISHED, Site.kind == SiteKind.STUDY_PLACE
    )
    return sorted((lat, lon) for lat, lon in await session.execute(wanted))
