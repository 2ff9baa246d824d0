"""Fears and worries: taken seriously first, never repeated word for word, always with a person."""

from __future__ import annotations

from typing import Any

import pytest

from actions.needs import WORRIES


@pytest.mark.parametrize("need", WORRIES)
async def test_every_worry_ends_with_a_door_to_a_person(ask: Any, need: str) -> None:
    said = await ask(need, slots={"country": "SE"})

    assert "talk_to_human" in said.needs
    assert 2 <= len(said.needs) <= 4
    assert said.slots["worries"] == [need]


async def test_a_fact_names_its_source_and_sends_nobody_twice_to_the_same_place(ask: Any) -> None:
    said = await ask("fear_too_old", slots={"country": "SE"})

    assert "csn.se, 12 September 2025; check it there" in said.text
    assert {fact["id"] for fact in said.reply["facts"]} == {"no_age_limit", "funding_age"}


async def test_the_same_worry_again_is_answered_in_plainer_words_then_by_a_person(
    ask: Any,
) -> None:
    slots: dict[str, Any] = {"country": "FR"}
    texts = []
    for _ in range(3):
        said = await ask("fear_too_old", slots=slots)
        slots = {**slots, **said.slots}
        texts.append(said.text)

    assert len(set(texts)) == 3
    assert said.needs[0] == "talk_to_human"


async def test_a_fear_with_a_question_gets_its_sentence_and_then_the_question(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site())

    said = await ask("fear_not_smart_enough", also=["nearest_site"], entities=[make.place()])

    first, rest = said.text.split("\n", 1)
    assert first == "Many people who start again feel that study is meant for others."
    assert "Guéret" in rest
    assert said.needs[-1] == "talk_to_human"


async def test_a_voiced_worry_is_remembered_beside_earlier_ones(ask: Any) -> None:
    said = await ask("money_worry", slots={"worries": ["fear_too_old"]})

    assert said.slots["worries"] == ["fear_too_old", "money_worry"]


async def test_who_cannot_get_away_is_shown_what_is_near(ask: Any, add: Any, make: Any) -> None:
    await add(make.site())

    said = await ask("rural_transport", "no car, near Guéret", entities=[make.place()])

    assert [card["type"] for card in said.cards] == ["site"]
    assert said.text.startswith("When school is far away")


async def test_fear_of_exams_is_answered_as_such(ask: Any, make: Any) -> None:
    usual = await ask("fear_failed_before", "I failed once")
    said = await ask(
        "fear_failed_before", "exams scare me", entities=[make.code("worry_about", "exams")]
    )

    assert "Exams frighten you" in said.text
    assert said.text != usual.text
