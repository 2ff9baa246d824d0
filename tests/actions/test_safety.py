"""Distress and self-harm: fixed text, the right numbers, an alarm, and no course talk after it."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("country", "numbers"),
    [("FR", ("3114", "112 / 15")), ("SE", ("90101", "112")), ("BE", ("1813", "112"))],
)
@pytest.mark.parametrize("need", ["distress", "self_harm_risk"])
async def test_the_numbers_of_the_country_are_given(
    ask: Any, need: str, country: str, numbers: tuple[str, ...]
) -> None:
    said = await ask(need, slots={"country": country})

    assert all(number in said.text for number in numbers)
    assert said.reply["author"] == "system"
    assert said.effects == [{"kind": "alarm", "need": need}]
    assert said.slots["paused_for_safety"] is True


async def test_belgium_never_gets_the_number_of_the_netherlands(ask: Any) -> None:
    said = await ask("self_harm_risk", slots={"country": "BE"})

    assert "113" not in said.text


async def test_without_a_country_every_number_is_given(ask: Any) -> None:
    said = await ask("self_harm_risk")

    assert all(number in said.text for number in ("3114", "90101", "1813"))


async def test_a_danger_beside_another_need_wins(ask: Any, make: Any) -> None:
    said = await ask("find_course", also=["self_harm_risk"], slots={"country": "SE"})

    assert "90101" in said.text
    assert said.effects == [{"kind": "alarm", "need": "self_harm_risk"}]


async def test_afterwards_small_talk_leads_to_a_person_and_to_no_course(ask: Any) -> None:
    said = await ask("thank", slots={"paused_for_safety": True})

    assert said.needs == ["talk_to_human", "call_me_back"]
    assert "paused_for_safety" not in said.slots


async def test_a_question_of_the_learners_own_leads_on(ask: Any) -> None:
    said = await ask("what_is_site", slots={"paused_for_safety": True, "country": "FR"})

    assert said.text.startswith("The numbers I gave you stay open to you.")
    assert said.slots["paused_for_safety"] is False
