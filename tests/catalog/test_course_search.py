"""Courses fit what a learner says, and a wish given up is named."""

from __future__ import annotations

import pytest

from catalog.db import Database
from catalog.models import Mode, Status
from catalog.services.course_search import CourseQuery, CourseResults, search_courses
from tests import factories


async def search(database: Database, query: CourseQuery) -> CourseResults:
    """One search in a unit of work of its own."""
    async with database.read() as session:
        return await search_courses(session, query)


@pytest.mark.parametrize(
    ("text", "language", "country", "title"),
    [
        ("BTS informatique", "fr", "FR", "BTS Services informatiques aux organisations"),
        ("bts infromatique", "fr", "FR", "BTS Services informatiques aux organisations"),
        ("bli sjuksköterska", "sv", "SE", "Sjuksköterskeprogrammet (nätbaserad teori)"),
        ("webbutvecklare", "sv", "SE", "Webbutvecklare"),
        ("cursus boekhouden", "nl", "BE", "Initiatie boekhouden (online cursus)"),
    ],
)
async def test_free_text_finds_the_course(
    seeded: Database, text: str, language: str, country: str, title: str
) -> None:
    query = CourseQuery(country=country, text=text, language=language)
    results = await search(seeded, query)

    assert title in [hit.course.title for hit in results.hits]
    assert results.relaxed == []


async def test_it_says_which_wishes_a_course_meets(seeded: Database) -> None:
    query = CourseQuery(country="FR", field="digital", level="bts", mode="distance")
    results = await search(seeded, query)

    assert results.hits[0].why == ["country", "mode", "level", "field"]
    assert results.total == 4


@pytest.mark.parametrize(
    ("query", "relaxed"),
    [
        (CourseQuery("FR", field="digital", text="fleuriste"), ["text"]),
        (CourseQuery("FR", field="digital", mode="presential"), ["mode"]),
        (CourseQuery("FR", field="trades", level="master"), ["level"]),
        (CourseQuery("BE", "law", "graduaat", "presential", language="nl"), ["mode", "level"]),
        (CourseQuery("SE", "law", "yh", "hybrid", "trädgård", "sv"), ["text", "mode"]),
    ],
)
async def test_a_wish_that_nothing_fits_is_given_up_and_named(
    seeded: Database, query: CourseQuery, relaxed: list[str]
) -> None:
    results = await search(seeded, query)

    assert results.relaxed == relaxed
    assert all(hit.relaxed == relaxed for hit in results.hits)
    assert not set(results.hits[0].why) & set(relaxed)


async def test_the_nearest_level_comes_first_when_the_level_is_given_up(
    seeded: Database,
) -> None:
    results = await search(seeded, CourseQuery("SE", "law", "master", language="sv"))

    assert results.relaxed == ["level"]
    assert results.hits[0].course.eqf_level == 5


async def test_words_found_nowhere_find_nothing(seeded: Database) -> None:
    results = await search(seeded, CourseQuery("FR", text="xqzzkwvrrt"))

    assert results == CourseResults()


async def test_the_country_is_kept_unless_borders_may_be_crossed(database: Database) -> None:
    async with database.write() as session:
        session.add(factories.course(country="BE"))
        session.add(factories.course(country="BE", mode=Mode.PRESENTIAL))

    assert (await search(database, CourseQuery("FR", field="business"))).hits == []
    abroad = await search(database, CourseQuery("FR", field="business", across_borders=True))
    assert [hit.course.mode for hit in abroad.hits] == [Mode.DISTANCE]
    assert abroad.relaxed == ["country"]


async def test_a_link_then_a_newer_source_then_fewer_caveats_come_first(
    database: Database,
) -> None:
    async with database.write() as session:
        session.add(factories.course(public_id="no-link", url=None))
        session.add(factories.course(public_id="old", source_date="2021"))
        session.add(factories.course(public_id="doubtful", caveats=["undated_source"]))
        session.add(factories.course(public_id="best"))
    results = await search(database, CourseQuery("FR", field="business", limit=4))

    order = [hit.course.public_id for hit in results.hits]
    assert order == ["best", "doubtful", "old", "no-link"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
async def test_only_published_courses_are_found(database: Database, status: Status) -> None:
    async with database.write() as session:
        session.add(factories.course(status=status))

    assert (await search(database, CourseQuery("FR"))).total == 0


async def test_text_that_looks_like_sql_or_a_pattern_is_only_text(seeded: Database) -> None:
    query = CourseQuery("FR", text="%' OR 1=1; -- \\ [.*")

    assert (await search(seeded, query)).hits == []
