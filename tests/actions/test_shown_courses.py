"""Questions about what was shown: how long it takes, why it came, where it comes from."""

from __future__ import annotations

from typing import Any

import pytest

SHOWN = {"country": "FR", "field": "law", "shown_courses": ["a", "b"]}
WHY = {"entity": "refine", "value": "why these", "data": {"code": "why"}}


async def two(add: Any, make: Any) -> None:
    await add(
        make.course(public_id="a", title="Alpha", duration_months=24, hours_per_week=12.5),
        make.course(public_id="b", title="Beta", duration_months=None, pace=None),
    )


async def test_how_long_the_courses_take_is_told_as_far_as_it_is_known(
    ask: Any, add: Any, make: Any
) -> None:
    await two(add, make)

    said = await ask("how_distance_works", "how long does it take", slots=SHOWN)

    assert "Alpha: 24 months, full time, about 12.5 hours a week, distance study." in said.text
    assert "The source does not say how long Beta takes." in said.text


async def test_only_the_course_that_is_picked_is_told(ask: Any, add: Any, make: Any) -> None:
    await two(add, make)
    pick = make.code("pick", "2", "the second")

    said = await ask("how_distance_works", "how long is the second", slots=SHOWN, entities=[pick])

    assert said.text.startswith("Beta: distance study. The source does not say how long")
    assert "Alpha" not in said.text


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("how does it work to study from home with a job and a family", {}),
        ("How does distance study work?", {"chosen": True}),
        ("how long does it take", {"slots": {"country": "FR"}}),
    ],
)
async def test_how_it_goes_in_general_is_told_where_no_course_is_meant(
    ask: Any, add: Any, make: Any, text: str, changes: dict[str, Any]
) -> None:
    await two(add, make)

    said = await ask("how_distance_works", text, **({"slots": SHOWN} | changes))

    assert said.text.startswith("With distance study you follow the course from home")


@pytest.mark.parametrize("need", ["fallback", "wrong_or_unsure_answer", "find_course"])
async def test_why_these_names_the_wish_and_that_nothing_is_earned(
    ask: Any, add: Any, make: Any, need: str
) -> None:
    await two(add, make)

    said = await ask(need, "why these?", slots=SHOWN, entities=[WHY])

    assert said.text.startswith("You asked for law, so I looked for that in my list.")
    assert "I earn nothing by any of them." in said.text
    assert "shown_courses" not in said.slots


async def test_why_without_anything_shown_is_a_word_like_others(ask: Any) -> None:
    said = await ask("fallback", "why?", entities=[WHY])

    assert said.slots["misses"] == 1


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ("find_course", "BTS Services informatiques aux organisations: Source: source.example"),
        ("nearest_site", "Campus connecté de Guéret: Source: source.example, 2026."),
        ("funding_options", "CEP: Source: source.example, 2026."),
    ],
)
async def test_who_doubts_is_shown_where_the_cards_come_from(
    ask: Any, add: Any, make: Any, need: str, told: str
) -> None:
    await add(make.course(field="digital"), make.site(), make.scheme("fr-cep", name="CEP"))
    slots = {"country": "FR", "field": "digital", "work_status": "employed"}
    shown = await ask(need, slots=slots, entities=[make.place()] * (need == "nearest_site"))
    assert shown.cards

    said = await ask("wrong_or_unsure_answer", "are you sure?", slots=slots | shown.slots)

    assert said.text.startswith("You are right to ask. This is where it comes from:")
    assert told in said.text


async def test_who_doubts_twice_still_gets_the_sources(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())
    shown = await ask("nearest_site", entities=[make.place()])
    first = await ask("wrong_or_unsure_answer", "really?", slots=shown.slots)

    again = await ask("wrong_or_unsure_answer", "really??", slots=shown.slots | first.slots)

    assert "Campus connecté de Guéret: Source: source.example, 2026." in again.text
    assert again.text != first.text


async def test_what_is_gone_from_the_catalog_has_no_source_to_show(ask: Any) -> None:
    slots = {"last_cards": [["course", "gone"]]}

    said = await ask("wrong_or_unsure_answer", "are you sure?", slots=slots)

    assert "What I say comes from dated sources" in said.text


async def test_an_answer_without_cards_leaves_no_cards_to_doubt(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site())
    shown = await ask("nearest_site", entities=[make.place()])

    assert shown.slots["last_cards"] == [["site", "fr-gueret"]]
    assert (await ask("thank", slots=shown.slots)).slots["last_cards"] == []


async def test_the_courses_shown_last_come_again_on_demand(ask: Any, add: Any, make: Any) -> None:
    await two(add, make)
    again = make.code("refine", "again", "show them again")

    said = await ask("wrong_or_unsure_answer", "show them again", entities=[again], slots=SHOWN)

    assert [card["id"] for card in said.cards] == ["a", "b"]
