"""What learners type, in four languages, finds the course."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.db import Database
from catalog.search.wishes import Wish
from tests import factories
from tests.catalog.search.asking import ask, found

COURSES = {
    "sv-security": {"title": "Informationssäkerhet och data", "language": "sv"},
    "sv-web": {"title": "Webbutvecklare .NET", "language": "sv"},
    "sv-nurse": {"title": "Sjuksköterskeprogrammet", "language": "sv"},
    "nl-books": {"title": "Initiatie boekhouden", "language": "nl"},
    "nl-day-care": {"title": "Begeleider kinderopvang", "language": "nl"},
    "fr-horses": {"title": "Élevage de chevaux", "language": "fr"},
    "fr-bts": {"title": "Services informatiques aux organisations", "award": "BTS"},
    "fr-hidden": {"title": "Œnologie", "language": "fr"},
    "en-ai": {"title": "Foundations of machine learning", "language": "en"},
}


@pytest.mark.parametrize(
    ("typed", "language", "first"),
    [
        ("jobba med datasäkerhet", "sv", "sv-security"),
        ("säkerhet", "sv", "sv-security"),
        ("data säkerhet", "sv", "sv-security"),
        ("utvecklare", "sv", "sv-web"),
        ("webb utvecklare", "sv", "sv-web"),
        ("webutveklare", "sv", "sv-web"),
        ("sjuksköterskor", "sv", "sv-nurse"),
        ("sjukskoterska", "sv", "sv-nurse"),
        ("iets met boekhouden", "nl", "nl-books"),
        ("boekhoudopleiding", "nl", "nl-books"),
        ("boekhoudster worden", "nl", "nl-books"),
        ("opvang van kinderen", "nl", "nl-day-care"),
        ("elevage cheval", "fr", "fr-horses"),
        ("CHEVAUX", "fr", "fr-horses"),
        ("bts info", "fr", "fr-bts"),
        ("bts infromatique", "fr", "fr-bts"),
        ("oenologie", "fr", "fr-hidden"),
        ("ènologie", "fr", "fr-hidden"),
        ("deep learning", "en", "en-ai"),
        ("intelligence artificielle", "fr", "en-ai"),
        ("become a nurse", "en", "sv-nurse"),
        ("accounting", "en", "nl-books"),
    ],
)
async def test_the_course_comes_first(
    database: Database, typed: str, language: str, first: str
) -> None:
    async with database.write() as session:
        rows: dict[str, dict[str, Any]] = COURSES
        for id_, values in rows.items():
            session.add(
                factories.course(**({"public_id": id_, "award": None, "field": "other"} | values))
            )
    results = await ask(database, typed, language=language)

    assert [hit.course.public_id for hit in results.hits[:1]] == [first]
    assert results.relaxed == []
    assert results.hits[0].why == [Wish.TEXT]


async def test_a_short_word_is_not_taken_for_a_typing_error(database: Database) -> None:
    async with database.write() as session:
        session.add(factories.course(title="Pain", field="other", award=None))

    assert await found(database, "vain") == []


async def test_half_of_the_words_will_do_when_there_is_nothing_else_and_it_says_so(
    database: Database,
) -> None:
    async with database.write() as session:
        session.add(factories.course(title="Apiculture", field="other"))
    results = await ask(database, "apiculture zzyzx")

    assert results.relaxed == [Wish.TEXT]
    assert len(results.hits) == 1


@pytest.mark.parametrize(
    "text", ["", "  ", "?!", "%' OR 1=1; -- \\ [.*", 'AND OR NOT "', "a" * 5_000]
)
async def test_no_text_breaks_it(database: Database, text: str) -> None:
    async with database.write() as session:
        session.add(factories.course())

    assert (await ask(database, text, field="business")).total == 1
