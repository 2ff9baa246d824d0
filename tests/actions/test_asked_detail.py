"""One thing asked of the place or the course on the screen."""

from __future__ import annotations

from typing import Any

import pytest

AHUN = {"name": "Ahun", "country": "FR", "lat": 46.08, "lon": 2.04, "territory": "FR"}


def asked(make: Any, code: str) -> list[Any]:
    return [make.code("asked_detail", code, "x")]


async def test_how_far_is_told_of_the_place_shown(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())
    slots = {"shown_sites": ["fr-gueret"], "place": AHUN, "country": "FR"}

    said = await ask(
        "how_distance_works", "how far is that", entities=asked(make, "distance"), slots=slots
    )

    assert "about 17 km from Ahun" in said.text


async def test_without_a_town_nobody_knows_how_far(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())

    said = await ask(
        "fallback",
        "how far is it",
        entities=asked(make, "distance"),
        slots={"shown_sites": ["fr-gueret"]},
    )

    assert "Tell me your town" in said.text


async def test_their_number_is_that_of_the_last_card(ask: Any, add: Any, make: Any) -> None:
    await add(make.site(), make.course())
    slots = {
        "shown_courses": ["bts-sio"],
        "shown_sites": ["fr-gueret"],
        "last_cards": [["course", "bts-sio"], ["site", "fr-gueret"]],
    }

    said = await ask(
        "wrong_or_unsure_answer",
        "do you have their number",
        entities=asked(make, "contact"),
        slots=slots,
    )

    assert "05 00 00 00 00" in said.text


@pytest.mark.parametrize(
    ("months", "told"), [(24, "takes 24 months"), (None, "does not say how long")]
)
async def test_a_length_is_told_or_said_to_be_unknown(
    ask: Any, add: Any, make: Any, months: int | None, told: str
) -> None:
    await add(make.course(duration_months=months))

    said = await ask(
        "find_course",
        "how long is it",
        entities=asked(make, "length"),
        slots={"shown_courses": ["bts-sio"]},
    )

    assert told in said.text


async def test_hours_a_week_that_no_source_gives_are_not_guessed(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(hours_per_week=None))

    said = await ask(
        "fallback",
        "what was it per week again",
        entities=asked(make, "workload"),
        slots={"shown_courses": ["bts-sio"]},
    )

    assert "does not say how many hours" in said.text


async def test_with_nothing_on_the_screen_the_question_is_another_one(ask: Any, make: Any) -> None:
    said = await ask("how_distance_works", "how far", entities=asked(make, "distance"))
    usual = await ask("how_distance_works", "how far")

    assert said.text == usual.text


@pytest.mark.parametrize(("certainty", "answered"), [(0.4, "find_course"), (0.9, "distress")])
async def test_a_doubtful_call_for_help_that_asks_a_detail_is_answered_with_it(
    ask: Any, add: Any, make: Any, certainty: float, answered: str
) -> None:
    await add(make.course())

    said = await ask(
        "distress",
        "sorry, the baby cried. how long is it",
        entities=asked(make, "length"),
        slots={"shown_courses": ["bts-sio"]},
        certainty=certainty,
    )

    assert said.reply["need"] == answered
