"""A second question in the same message is answered too, in few words."""

from __future__ import annotations

from typing import Any


async def test_a_second_question_about_facts_is_answered_below_the_first(ask: Any) -> None:
    alone = await ask("is_it_recognised")
    said = await ask("what_is_site", also=["is_it_recognised"])

    first = await ask("what_is_site")
    assert said.text.startswith(first.text)
    assert len(said.text) > len(first.text)
    assert said.text != alone.text


async def test_a_second_wish_for_courses_shows_them(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(public_id="droit", field="law"))

    said = await ask(
        "no_diploma",
        "no diploma, can I do law?",
        also=["find_course"],
        entities=[make.code("field", "law", "law")],
        slots={"country": "FR"},
    )

    assert [card["id"] for card in said.cards] == ["droit"]
    assert said.slots["shown_courses"] == ["droit"]


async def test_a_wish_without_a_subject_stays_a_chip(ask: Any) -> None:
    said = await ask("no_diploma", also=["find_course"], slots={"country": "FR"})

    assert said.cards == []
    assert "find_course" in said.needs


async def test_a_second_question_that_needs_the_town_asks_for_it(ask: Any) -> None:
    said = await ask("how_distance_works", also=["nearest_site"])

    assert said.slots["pending"] == {"question": "place", "need": "nearest_site"}


async def test_a_worry_beside_a_question_is_still_met_first(ask: Any) -> None:
    said = await ask("what_is_site", also=["fear_too_old"])
    plain = await ask("what_is_site")

    assert said.text.endswith(plain.text)
    assert said.text != plain.text
