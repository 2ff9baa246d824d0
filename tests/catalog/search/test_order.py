"""What comes first: what goes on, then relevance, then how good a row is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from catalog.db import Database, utcnow
from catalog.models import Offering, Status
from catalog.search.wishes import Wish
from tests import factories
from tests.catalog.search.asking import ask, found

TODAY = utcnow().date()


async def add(database: Database, *rows: Any) -> None:
    async with database.write() as session:
        session.add_all(rows)


def run(**values: Any) -> Offering:
    return Offering(status=Status.PUBLISHED, **values)


@pytest.mark.parametrize(
    "over",
    [
        {"review_by": TODAY - timedelta(days=1)},
        {"offerings": [{"ends_on": TODAY - timedelta(days=1)}]},
        {"duration_months": 2, "offerings": [{"starts_on": TODAY - timedelta(days=70)}]},
    ],
)
async def test_a_course_that_is_over_comes_last_however_well_it_fits(
    database: Database, over: dict[str, Any]
) -> None:
    values = over | {"offerings": [run(**values) for values in over.get("offerings", [])]}
    await add(
        database,
        factories.course(public_id="over", title="Apiculture", **values),
        factories.course(public_id="goes-on", title="Abeilles", summaries={"fr": "apiculture"}),
    )

    assert await found(database, "apiculture") == ["goes-on", "over"]


async def test_a_course_with_a_run_to_come_is_not_over(database: Database) -> None:
    runs = [run(ends_on=TODAY - timedelta(days=9)), run(starts_on=TODAY + timedelta(days=9))]
    await add(
        database,
        factories.course(public_id="b-again", offerings=runs),
        factories.course(public_id="a-old", source_date="2020"),
    )

    assert await found(database, field="business") == ["b-again", "a-old"]


async def test_courses_that_are_over_do_not_push_the_others_out_of_sight(
    database: Database,
) -> None:
    ended = TODAY - timedelta(days=1)
    await add(
        database,
        *(factories.course(public_id=f"over-{n}", review_by=ended) for n in range(130)),
        factories.course(public_id="alive", url=None, source_date=None),
    )
    results = await ask(database, "tourisme", limit=2)

    assert results.hits[0].course.public_id == "alive"
    assert results.total == 131


async def test_the_title_beats_the_summary_and_the_word_itself_beats_another_word_for_it(
    database: Database,
) -> None:
    texts = {
        "in-title": {"title": "Comptabilité"},
        "in-summary": {"title": "Bureau", "summaries": {"fr": "un peu de comptabilité"}},
        "other-word": {"title": "DCG"},
        "in-field": {"title": "Vente"},
        "elsewhere": {"title": "Droit", "field": "law"},
    }
    await add(database, *(factories.course(public_id=i, **values) for i, values in texts.items()))
    ids = await found(database, "comptabilité")

    assert ids[0] == "in-title"
    assert set(ids[1:3]) == {"in-summary", "other-word"}
    assert ids[3:] == ["in-field"]


async def test_a_hit_by_field_alone_says_so(database: Database) -> None:
    await add(database, factories.course(title="Soins", field="health_social"))
    results = await ask(database, "devenir infirmière", country="FR")

    found_by_words = results.hits[0].why == [Wish.COUNTRY, Wish.TEXT]
    assert found_by_words or results.hits[0].why == [Wish.COUNTRY, Wish.FIELD]
    assert results.relaxed == ([] if found_by_words else [Wish.TEXT])


async def test_the_same_rows_give_the_same_order_however_they_came_in(database: Database) -> None:
    ids = [f"same-{number}" for number in (3, 1, 2)]
    await add(database, *(factories.course(public_id=id_) for id_ in ids))

    assert await found(database, "tourisme") == sorted(ids)
    assert await found(database, field="business", limit=2) == sorted(ids)[:2]
