"""About the service: yes and no, erasing, languages, starting over, and what was not understood."""

from __future__ import annotations

from typing import Any

import pytest


async def test_erasing_waits_for_a_yes(ask: Any) -> None:
    asked = await ask("delete_my_data")
    said = await ask("affirm", slots=asked.slots)

    assert asked.effects == []
    assert said.effects == [{"kind": "erase"}]


async def test_a_no_erases_nothing(ask: Any) -> None:
    asked = await ask("delete_my_data")
    said = await ask("deny", slots=asked.slots)

    assert said.effects == []
    assert said.text == "All right, nothing was deleted."


async def test_a_yes_to_nothing_offers_where_to_go_on(ask: Any) -> None:
    said = await ask("affirm")

    assert "find_course" in said.needs


async def test_a_language_that_is_named_is_spoken_from_then_on(ask: Any, make: Any) -> None:
    said = await ask("change_language", language="en", entities=[make.code("language", "en")])

    assert said.effects == [{"kind": "language", "language": "en"}]
    assert said.slots["language"] == "en"


async def test_the_label_of_a_language_chip_names_the_language(ask: Any) -> None:
    said = await ask("change_language", "English", chosen=True)

    assert said.effects == [{"kind": "language", "language": "en"}]


async def test_a_language_that_is_not_offered_leads_to_a_person(ask: Any, make: Any) -> None:
    said = await ask("change_language", entities=[make.code("language", "ar")])

    assert said.effects == []
    assert "talk_to_human" in said.needs


async def test_no_language_named_asks_which(ask: Any) -> None:
    said = await ask("change_language")

    assert [choice["label"] for choice in said.reply["choices"]] == [
        "Français",
        "Svenska",
        "Nederlands",
    ]


async def test_a_language_taken_up_unasked_is_said_and_can_be_undone(ask: Any) -> None:
    said = await ask("thank", slots={"language_switched_from": "fr"})

    assert said.text.startswith("You write in English, so I answer in English.")
    assert said.reply["choices"][0]["label"] == "Français"


async def test_starting_over_forgets_the_wishes(ask: Any) -> None:
    said = await ask("start_over", slots={"field": "law", "place": {"name": "Umeå"}})

    assert said.slots["field"] is None
    assert said.slots["place"] is None
    assert said.effects == [{"kind": "start_over"}]


@pytest.mark.parametrize(
    ("country", "office"),
    [("FR", "France services"), ("SE", "municipality"), ("BE", "OCMW")],
)
async def test_out_of_scope_names_one_place_that_can_help(
    ask: Any, country: str, office: str
) -> None:
    said = await ask("out_of_scope", slots={"country": country})

    assert office in said.text


async def test_the_second_miss_says_something_else_and_offers_a_person(ask: Any) -> None:
    first = await ask("fallback", "asdf")
    second = await ask("fallback", "asdf", slots=first.slots)

    assert (first.slots["misses"], second.slots["misses"]) == (1, 2)
    assert first.text != second.text
    assert second.needs[0] == "talk_to_human"


async def test_an_answer_that_was_understood_resets_the_misses(ask: Any) -> None:
    said = await ask("thank", slots={"misses": 1})

    assert said.slots["misses"] == 0


async def test_the_program_says_that_it_is_one(ask: Any) -> None:
    said = await ask("are_you_a_bot")

    assert said.text.startswith("I am a computer program, not a person.")


async def test_digital_families_lead_to_courses(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(title="Technicien support"))
    asked = await ask("discover_digital", slots={"country": "FR"})

    chip = asked.reply["choices"][0]
    said = await ask(
        chip["need"], chip["label"], chosen=True, slots={"country": "FR", **chip["slots"]}
    )

    assert [card["type"] for card in said.cards] == ["course"]


async def test_a_catalog_that_is_gone_is_admitted_with_a_person(
    ask: Any, database: Any, make: Any
) -> None:
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE course")

    said = await ask("find_course", entities=[make.code("field", "law")], slots={"country": "FR"})

    assert said.text.startswith("I cannot reach my list")
    assert said.reply["choices"][0]["do"] == "handoff"
