"""A second need, or a name, may say more of what is wanted than the first need."""

from __future__ import annotations

from typing import Any

import pytest


async def test_a_call_is_meant_by_a_person_who_shall_ring(ask: Any) -> None:
    said = await ask(
        "talk_to_human", "too complicated. can somebody ring me", also=["call_me_back"]
    )

    assert said.effects == []
    assert said.slots["pending"]["need"] == "call_me_back"


async def test_a_no_that_voices_a_worry_is_answered_as_one(ask: Any) -> None:
    said = await ask("deny", "leave it, not for people like me", also=["fear_not_smart_enough"])

    assert said.reply["need"] == "fear_not_smart_enough"


async def test_a_no_right_after_the_number_was_passed_on_asks_whether_to_erase(ask: Any) -> None:
    said = await ask("deny", "no, leave it", slots={"last_answer": "call_me_back"})

    assert said.slots["pending"]["need"] == "delete_my_data"


@pytest.mark.parametrize(("word", "shows"), [("web design", True), ("IT", False)])
async def test_one_kind_of_digital_work_is_looked_for(
    ask: Any, add: Any, make: Any, word: str, shows: bool
) -> None:
    await add(make.course(title="Web design"))

    said = await ask(
        "discover_digital",
        word,
        also=["find_course"],
        entities=[make.code("field", "digital", word)],
        slots={"country": "FR"},
    )

    assert bool(said.cards) is shows


async def test_the_language_that_is_spoken_already_is_no_wish(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site())
    english = make.code("language", "en", "English")

    said = await ask(
        "change_language",
        "English is fine. anything near Guéret?",
        also=["nearest_site"],
        entities=[english, make.place()],
    )

    assert [card["id"] for card in said.cards] == ["fr-gueret"]


async def test_a_scheme_that_a_few_words_name_is_told(ask: Any, add: Any, make: Any) -> None:
    await add(make.scheme("fr-cpf", name="CPF"))

    said = await ask(
        "funding_options", "and the CPF?", entities=[make.code("scheme", "fr-cpf", "CPF")]
    )

    assert [card["id"] for card in said.cards] == ["fr-cpf"]
