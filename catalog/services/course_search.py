"""Courses that fit what a learner says; wishes that nothing fits are given up one at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.models import Course, Mode, Status
from catalog.search.courses import Answer, Question, ids_by_text
from catalog.search.following import index_for
from catalog.search.index import Snapshot
from catalog.search.wishes import CourseHit, CourseQuery, CourseResults, Why, Wish

__all__ = [
    "CourseHit",
    "CourseQuery",
    "CourseResults",
    "Why",
    "Wish",
    "course_by_id",
    "course_ids_by_text",
    "search_courses",
]


_PUBLISHED = select(Course).where(
    Course.id.in_(bindparam("numbers", expanding=True)), Course.status == Status.PUBLISHED
)


async def search_courses(session: AsyncSession, query: CourseQuery) -> CourseResults:
    """The published courses that fit *query* best.

    If nothing fits all wishes, one is given up (in the order of ``Wish``: the start first), then
    two, and so on, the field last; at least one that says what to study is kept. The country is
    kept unless ``across_borders`` is set, and then only courses at a distance are offered.

    Order: courses that go on before those that have ended or are past their day of review, courses
    of known cost where a cost is wished, words of the text that match (then courses of the field
    that the words point to), nearness to the wished level, courses with a link, newer sources,
    fewer caveats, then the public id, so that the same rows give the same answer.

    Returns:
        At most ``query.limit`` hits, best first; no hits if nothing fits.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
    """
    snapshot = await index_for(session)
    results = await _search_country(session, snapshot, query, query.country)
    if results.total or not query.across_borders or query.country is None:
        return results
    abroad = replace(query, mode=Mode.DISTANCE.value)
    results = await _search_country(session, snapshot, abroad, None)
    if not results.total:
        return results
    hits = [replace(hit, relaxed=[*hit.relaxed, Wish.COUNTRY]) for hit in results.hits]
    return replace(results, hits=hits, relaxed=[*results.relaxed, Wish.COUNTRY])


async def course_by_id(session: AsyncSession, public_id: str) -> Course | None:
    """The published course with this public id; None if there is none."""
    query = select(Course).where(Course.public_id == public_id, Course.status == Status.PUBLISHED)
    found: Course | None = await session.scalar(query)
    return found


async def course_ids_by_text(
    session: AsyncSession,
    text: str,
    language: str,
    codes: Mapping[str, Sequence[str]],
    limit: int,
    offset: int = 0,
) -> tuple[list[int], int]:
    """Numbers of the published courses that have every telling word of *text*, best match first.

    Args:
        session: the open unit of work.
        text: free words.
        language: of the text.
        codes: wanted values by name of a column (``country``, ``field``, ``level``, ``mode``,
            ``language``); an empty list is no wish.
        limit: how many at most.
        offset: how many of the whole list come before them.

    Returns:
        The numbers, and how many there are in the whole list.
    """
    return ids_by_text(await index_for(session), text, language, codes, limit, offset)


async def _search_country(
    session: AsyncSession, snapshot: Snapshot, query: CourseQuery, country: str | None
) -> CourseResults:
    answer = Question.of(snapshot, query, country).answer()
    return CourseResults(await _hits(session, answer, query), list(answer.relaxed), answer.total)


async def _hits(session: AsyncSession, answer: Answer, query: CourseQuery) -> list[CourseHit]:
    """The rows of *answer*; one that has gone since the index was made is left out."""
    if not answer.rows:
        return []
    numbers = {"numbers": [row for row, _ in answer.rows]}
    courses = {
        course.id: course for course in (await session.scalars(_PUBLISHED, numbers)).unique()
    }
    relaxed = list(answer.relaxed)
    return [
        CourseHit(courses[row], _really_met(courses[row], met, query), list(relaxed))
        for row, met in answer.rows
        if row in courses
    ]


def _really_met(course: Course, met: Sequence[Wish], query: CourseQuery) -> list[Wish]:
    """*met* without the cost where nobody knows it."""
    known = any(
        run.price_cents is not None and run.currency == query.currency for run in course.offerings
    )
    return [wish for wish in met if wish is not Wish.COST or known]
