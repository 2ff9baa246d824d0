"""Each wish is a filter, is named in a hit's reasons, and is given up in a fixed order."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from catalog.db import Database, utcnow
from catalog.models import Mode, Offering, Pace, SiteKind, Status
from catalog.search.relax import easiest_to_give_up, give_up
from catalog.search.wishes import Wish
from tests import factories
from tests.catalog.search.asking import ask, found

TODAY = utcnow().date()
GUERET, LYON = (46.17, 1.87), (45.76, 4.84)


def run(**values: Any) -> Offering:
    """A published run."""
    return Offering(**({"status": Status.PUBLISHED} | values))


async def add(database: Database, *rows: Any) -> None:
    async with database.write() as session:
        session.add_all(rows)


@pytest.mark.parametrize(
    ("wish", "query", "fitting", "other"),
    [
        (Wish.PACE, {"pace": "part_time"}, {"pace": Pace.PART_TIME}, {"pace": Pace.FULL_TIME}),
        (Wish.HOURS, {"max_hours_per_week": 7.5}, {"hours_per_week": 7.5}, {"hours_per_week": 8}),
        (Wish.DURATION, {"max_duration_months": 6}, {"duration_months": 6}, {"duration_months": 7}),
        (Wish.LANGUAGE, {"taught_in": "nl"}, {"language": "nl"}, {"language": "fr"}),
        (Wish.LEVEL, {"level": "bts"}, {"level": "bts"}, {"level": "master"}),
        (Wish.MODE, {"mode": "hybrid"}, {"mode": Mode.HYBRID}, {"mode": Mode.DISTANCE}),
        (Wish.FIELD, {"field": "law"}, {"field": "law"}, {"field": "business"}),
    ],
)
async def test_a_wish_keeps_what_fits_and_says_so(
    database: Database,
    wish: Wish,
    query: dict[str, Any],
    fitting: dict[str, Any],
    other: dict[str, Any],
) -> None:
    await add(
        database,
        factories.course(public_id="fits", **fitting),
        factories.course(public_id="other", **other),
        factories.course(public_id="draft", status=Status.DRAFT, **fitting),
    )
    results = await ask(database, **query)

    assert [hit.course.public_id for hit in results.hits] == ["fits"]
    assert results.hits[0].why == [wish]
    assert results.total == 1


async def test_a_course_of_unknown_cost_comes_after_one_that_is_known_to_be_cheap_enough(
    database: Database,
) -> None:
    await add(
        database,
        factories.course(public_id="a-unknown"),
        factories.course(public_id="b-kronor", offerings=[run(price_cents=90_000, currency="SEK")]),
        factories.course(public_id="c-cheap", offerings=[run(price_cents=9_900, currency="EUR")]),
        factories.course(public_id="d-dear", offerings=[run(price_cents=10_100, currency="EUR")]),
    )
    results = await ask(database, max_cost_cents=10_000)

    assert [hit.course.public_id for hit in results.hits] == ["c-cheap", "a-unknown", "b-kronor"]
    assert [Wish.COST in hit.why for hit in results.hits] == [True, False, False]


async def test_a_run_must_start_between_the_wished_days(database: Database) -> None:
    first, last = TODAY + timedelta(days=30), TODAY + timedelta(days=60)
    days = {"early": first - timedelta(days=1), "first": first, "last": last}
    await add(
        database,
        factories.course(public_id="undated"),
        *(factories.course(public_id=id_, offerings=[run(starts_on=d)]) for id_, d in days.items()),
    )

    assert set(await found(database, starts_from=first, starts_until=last)) == {"first", "last"}
    assert set(await found(database, starts_until=last)) == {"early", "first", "last"}


async def test_near_means_a_study_place_for_distance_and_the_own_town_for_meetings(
    database: Database,
) -> None:
    await add(
        database,
        factories.course(public_id="far-away", mode=Mode.DISTANCE),
        factories.course(public_id="meets", mode=Mode.HYBRID, municipality="Guéret"),
        factories.course(public_id="elsewhere", mode=Mode.PRESENTIAL, municipality="Lyon"),
        factories.site(),
        factories.site(kind=SiteKind.ADVICE_DESK, lat=LYON[0], lon=LYON[1]),
    )

    assert await found(database, near=GUERET, within_km=20) == ["far-away", "meets"]
    assert await found(database, near=LYON, within_km=20) == ["elsewhere"]


async def test_the_place_is_given_up_before_what_to_study(database: Database) -> None:
    await add(database, factories.course(mode=Mode.PRESENTIAL, municipality="Guéret"))
    results = await ask(database, field="business", near=LYON, within_km=20)

    assert results.relaxed == [Wish.NEAR]
    assert results.hits[0].why == [Wish.FIELD]


async def test_the_start_then_the_cost_are_given_up_first(database: Database) -> None:
    expensive = run(price_cents=50_000, currency="EUR", starts_on=TODAY + timedelta(days=10))
    await add(database, factories.course(hours_per_week=20, offerings=[expensive]))
    late = {"field": "business", "starts_from": date(2099, 1, 1)}

    assert (await ask(database, **late)).relaxed == [Wish.START]
    assert (await ask(database, **late, max_cost_cents=100)).relaxed == [Wish.START, Wish.COST]
    hours = await ask(database, field="business", max_hours_per_week=5, max_cost_cents=60_000)
    assert hours.relaxed == [Wish.HOURS]


async def test_many_wishes_are_given_up_without_trying_every_set(database: Database) -> None:
    await add(database, factories.course(level="master", pace=Pace.FULL_TIME))
    results = await ask(
        database,
        "tourisme",
        level="bts",
        pace="part_time",
        mode="presential",
        max_duration_months=3,
        max_hours_per_week=3,
        starts_until=TODAY,
        max_cost_cents=100,
        near=LYON,
    )

    given_up = {Wish.START, Wish.HOURS, Wish.PACE, Wish.DURATION, Wish.NEAR, Wish.MODE, Wish.LEVEL}
    assert set(results.relaxed) == given_up
    assert results.hits[0].why == [Wish.TEXT]


def test_one_wish_is_tried_before_two_and_the_field_last() -> None:
    stated = [Wish.PACE, Wish.MODE, Wish.FIELD]
    tried = list(give_up(stated))

    assert tried[:4] == [(), (Wish.PACE,), (Wish.MODE,), (Wish.PACE, Wish.MODE)]
    assert all(Wish.FIELD in wishes for wishes in tried[4:])


def test_a_wish_that_need_not_be_given_up_is_put_back() -> None:
    stated = [w for w in Wish if w not in {Wish.TEXT, Wish.COUNTRY}]
    needed = {Wish.COST, Wish.PACE, Wish.MODE}

    given_up = easiest_to_give_up(stated, lambda wishes: needed <= set(wishes))
    assert set(given_up or ()) == needed
