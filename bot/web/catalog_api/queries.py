"""Published rows for lists, a page at a time; it knows no JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.web.catalog_api.filters import CourseFilter, Page, SchemeFilter, SiteFilter
from bot.web.catalog_api.near import Near
from catalog.models import Course, Mode, Scheme, Site, SiteKind, Status
from catalog.services.course_search import course_ids_by_text

Row = TypeVar("Row", Course, Site, Scheme)
Conditions = list[ColumnElement[bool]]


@dataclass(frozen=True)
class Found(Generic[Row]):
    """The rows of one page, and how many there are on all pages."""

    rows: list[Row]
    total: int


async def courses(session: AsyncSession, wanted: CourseFilter, page: Page) -> Found[Course]:
    """Courses by title; with a text only those that have all its words, best match first."""
    if wanted.text:
        return await _courses_by_text(session, wanted, page)
    conditions = [
        Course.status == Status.PUBLISHED,
        *_any_of(Course.country, wanted.countries),
        *_any_of(Course.field, wanted.fields),
        *_any_of(Course.level, wanted.levels),
        *_any_of(Course.mode, [Mode(mode) for mode in wanted.modes]),
        *_any_of(Course.language, wanted.languages),
    ]
    return await _of_query(session, Course, conditions, [Course.title], page)


async def sites(
    session: AsyncSession, wanted: SiteFilter, near: Near | None, page: Page
) -> Found[Site]:
    """Sites by name; with a point nearest first."""
    conditions = [
        Site.status == Status.PUBLISHED,
        *_any_of(Site.country, wanted.countries),
        *_any_of(Site.network, wanted.networks),
        *_any_of(Site.kind, [SiteKind(kind) for kind in wanted.kinds]),
    ]
    if near is not None:
        ids = await _ids_by_distance(session, near, conditions)
        shown = ids[page.offset : page.offset + page.size]
        return Found(await _in_order(session, Site, shown), len(ids))
    return await _of_query(session, Site, conditions, [Site.name], page)


async def schemes(session: AsyncSession, wanted: SchemeFilter, page: Page) -> Found[Scheme]:
    """Schemes by country and name."""
    conditions = [
        Scheme.status == Status.PUBLISHED,
        *_any_of(Scheme.country, wanted.countries),
        *_any_of(Scheme.kind, wanted.kinds),
    ]
    return await _of_query(session, Scheme, conditions, [Scheme.country, Scheme.name], page)


def _any_of(column: InstrumentedAttribute[Any], values: Sequence[Any]) -> Conditions:
    return [column.in_(values)] if values else []


async def _of_query(
    session: AsyncSession,
    kind: type[Row],
    conditions: Conditions,
    order: Sequence[InstrumentedAttribute[str]],
    page: Page,
) -> Found[Row]:
    total = await session.scalar(select(func.count(kind.id)).where(*conditions))
    query = (
        select(kind)
        .where(*conditions)
        .order_by(*order, kind.public_id)  # namesakes keep their order from page to page
        .offset(page.offset)
        .limit(page.size)
    )
    return Found(list(await session.scalars(query)), total or 0)


async def _courses_by_text(
    session: AsyncSession, wanted: CourseFilter, page: Page
) -> Found[Course]:
    codes = {
        "country": wanted.countries,
        "field": wanted.fields,
        "level": wanted.levels,
        "mode": wanted.modes,
        "language": wanted.languages,
    }
    ids, total = await course_ids_by_text(
        session, wanted.text, wanted.text_language, codes, page.size, page.offset
    )
    return Found(await _in_order(session, Course, ids), total)


async def _in_order(session: AsyncSession, kind: type[Row], ids: Sequence[int]) -> list[Row]:
    """The rows with these ids, in the order given."""
    found = {row.id: row for row in await session.scalars(select(kind).where(kind.id.in_(ids)))}
    return [found[id_] for id_ in ids if id_ in found]


async def _ids_by_distance(session: AsyncSession, near: Near, conditions: Conditions) -> list[int]:
    query = select(Site.id, Site.lat, Site.lon, Site.public_id).where(*conditions)
    ranked = sorted(
        (near.distance_km(lat, lon), public_id, id_)
        for id_, lat, lon, public_id in await session.execute(query)
    )
    return [id_ for _, _, id_ in ranked]
