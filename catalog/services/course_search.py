"""Courses that fit what a learner says; wishes that nothing fits are given up one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.levels import levels
from catalog.models import Course, Mode, Provider, Status
from catalog.services.course_text import Document, TextWish


class Wish(StrEnum):
    """What a learner may wish for, in the order in which they would give it up."""

    TEXT = "text"
    MODE = "mode"
    LEVEL = "level"
    FIELD = "field"
    COUNTRY = "country"


Why = Wish
# Of a text that is the only topic, at least this share of the words must be found.
LEAST_SHARE = 0.5
# A wish without one of these says how or where, not what: it cannot stand alone.
TOPICS = {Wish.TEXT, Wish.LEVEL, Wish.FIELD}


@dataclass(frozen=True)
class CourseQuery:
    """What a learner says; None or an empty text is no wish.

    Attributes:
        country: code of the country; None for all.
        field, level: codes of ``catalog.levels``.
        mode: code of ``catalog.models.Mode``.
        text: free words, in the learner's language.
        language: the learner's language.
        limit: how many courses at most.
        across_borders: whether courses at a distance of other countries may be offered when the
            country has none.
    """

    country: str | None = None
    field: str | None = None
    level: str | None = None
    mode: str | None = None
    text: str | None = None
    language: str = "fr"
    limit: int = 3
    across_borders: bool = False


@dataclass(frozen=True)
class CourseHit:
    """A course, the wishes it meets and those it does not."""

    course: Course
    why: list[Wish]
    relaxed: list[Wish]


@dataclass(frozen=True)
class CourseResults:
    """The best hits, the wishes given up to find them, and how many courses fit in all."""

    hits: list[CourseHit] = field(default_factory=list)
    relaxed: list[Wish] = field(default_factory=list)
    total: int = 0


@dataclass(frozen=True)
class _Candidate:
    """What ranking needs to know of a course."""

    id: int
    public_id: str
    field: str
    level: str | None
    eqf_level: int | None
    mode: Mode
    has_link: bool
    source_year: str
    caveats: int
    document: Document


async def search_courses(session: AsyncSession, query: CourseQuery) -> CourseResults:
    """The published courses that fit *query* best.

    If nothing fits all wishes, one is given up (the free text first, then mode, then level), then
    two, and so on, the field last; at least one that says what to study is kept. The country is kept unless
    ``across_borders`` is set, and then only courses at a distance are offered.

    Order: words of the text that match, nearness to the wished level, courses with a link, newer
    sources, fewer caveats, then the public id, so that the same rows give the same answer.

    Returns:
        At most ``query.limit`` hits, best first; no hits if nothing fits.
    """
    results = await _search_country(session, query, query.country)
    if results.total or not query.across_borders or query.country is None:
        return results
    abroad = replace(query, mode=Mode.DISTANCE.value)
    results = await _search_country(session, abroad, None)
    if not results.total:
        return results
    hits = [replace(hit, relaxed=[*hit.relaxed, Wish.COUNTRY]) for hit in results.hits]
    return replace(results, hits=hits, relaxed=[*results.relaxed, Wish.COUNTRY])


async def course_by_id(session: AsyncSession, public_id: str) -> Course | None:
    """The published course with this public id; None if there is none."""
    query = select(Course).where(Course.public_id == public_id, Course.status == Status.PUBLISHED)
    found: Course | None = await session.scalar(query)
    return found


async def _search_country(
    session: AsyncSession, query: CourseQuery, country: str | None
) -> CourseResults:
    candidates = await _candidates(session, country)
    relaxed, ranked = rank(candidates, query)
    best = [candidate.id for candidate, _ in ranked[: query.limit]]
    found = await session.scalars(select(Course).where(Course.id.in_(best)))
    courses = {course.id: course for course in found.unique()}
    stated = [Wish.COUNTRY] if country else []
    hits = [
        CourseHit(courses[candidate.id], stated + met, list(relaxed))
        for candidate, met in ranked[: query.limit]
    ]
    return CourseResults(hits, list(relaxed), len(ranked))


async def _candidates(session: AsyncSession, country: str | None) -> list[_Candidate]:
    """Every published course of the country, as ranking needs it."""
    columns = (
        Course.id, Course.public_id, Course.field, Course.level, Course.eqf_level, Course.mode,
        Course.url, Course.source_date, Course.caveats, Course.language, Course.title,
        Course.titles, Course.award, Provider.name,
    )  # fmt: skip
    wanted = select(*columns).join(Provider).where(Course.status == Status.PUBLISHED)
    if country:
        wanted = wanted.where(Course.country == country)
    return [
        _Candidate(
            id=row[0],
            public_id=row[1],
            field=row[2],
            level=row[3],
            eqf_level=row[4],
            mode=row[5],
            has_link=bool(row[6]),
            source_year=(row[7] or "")[:4],
            caveats=len(row[8]),
            document=Document(row[9], row[10], tuple(row[11].values()), row[12] or "", row[13]),
        )
        for row in await session.execute(wanted)
    ]


Ranked = list[tuple[_Candidate, list[Wish]]]


def rank(candidates: Sequence[_Candidate], query: CourseQuery) -> tuple[tuple[Wish, ...], Ranked]:
    """The candidates that fit, best first, with the wishes given up for it.

    This is the one place that decides what fits and in which order; a search engine that knows
    more rows than memory holds would replace it.
    """
    text = TextWish(query.text or "", query.language, [c.document for c in candidates])
    met = {candidate.id: _met(candidate, query, text) for candidate in candidates}
    stated = _stated(query, text)
    for given_up in _give_up(stated):
        kept = set(stated) - set(given_up)
        fits = [c for c in candidates if kept <= met[c.id]]
        if Wish.TEXT in given_up and not kept & TOPICS:
            fits = [c for c in fits if text.share(c.document) >= LEAST_SHARE]
        if fits:
            fits.sort(key=lambda c: _order(c, query, text))
            return given_up, [(c, [w for w in stated if w in met[c.id]]) for c in fits]
    return (), []


def _stated(query: CourseQuery, text: TextWish) -> list[Wish]:
    wishes = {
        Wish.TEXT: bool(text.words),
        Wish.MODE: bool(query.mode),
        Wish.LEVEL: bool(query.level),
        Wish.FIELD: bool(query.field),
    }
    return [wish for wish, is_stated in wishes.items() if is_stated]


def _give_up(stated: list[Wish]) -> Iterator[tuple[Wish, ...]]:
    """Sets of wishes to give up: none, each alone, each two ..., easiest to give up first.

    The field comes last, even after all others together: who wants law at a graduaat is better
    served by law at another level than by a graduaat of cooking.
    """
    topics = TOPICS & set(stated)
    sets = [given_up for n in range(len(stated) + 1) for given_up in combinations(stated, n)]
    for given_up in sorted(sets, key=lambda wishes: Wish.FIELD in wishes):
        only_text = topics == {Wish.TEXT} and set(given_up) == set(stated)
        if not topics or topics - set(given_up) or only_text:
            yield given_up


def _met(candidate: _Candidate, query: CourseQuery, text: TextWish) -> set[Wish]:
    checks = {
        Wish.TEXT: bool(text.words) and text.share(candidate.document) == 1.0,
        Wish.MODE: candidate.mode == query.mode,
        Wish.LEVEL: candidate.level == query.level,
        Wish.FIELD: candidate.field == query.field,
    }
    return {wish for wish, is_met in checks.items() if is_met}


def _order(
    candidate: _Candidate, query: CourseQuery, text: TextWish
) -> tuple[float, float, bool, int, int, str]:
    return (
        -text.score(candidate.document),
        _level_gap(candidate.eqf_level, query.level),
        not candidate.has_link,
        -int(candidate.source_year or 0),
        candidate.caveats,
        candidate.public_id,
    )


def _level_gap(eqf_level: int | None, wished: str | None) -> float:
    """EQF levels between a course and the wished level; 0 without a wish, far if unknown."""
    level = levels().get(wished or "")
    if level is None or level.eqf_min is None or level.eqf_max is None:
        return 0.0
    if eqf_level is None:
        return 9.0
    return float(max(level.eqf_min - eqf_level, eqf_level - level.eqf_max, 0))
