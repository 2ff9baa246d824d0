"""About the service: yes and no, erasing, languages, starting over, and what was not understood."""

from __future__ import annotations

from itertools import pairwise
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
    slots = {"field": "law", "place": {"name": "Umeå"}}
    asked = await ask("start_over", slots=slots)
    assert asked.text.startswith("Shall I forget your wishes")
    said = await ask("affirm", slots={**slots, "pending": asked.slots["pending"]})

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


async def test_three_questions_lead_to_a_day_and_courses(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(title="Technicien support"))
    slots: dict[str, Any] = {"country": "FR"}
    said = await ask("discover_digital", slots=slots)
    for _ in range(3):
        chip = said.reply["choices"][0]
        slots |= {**said.slots, **chip["slots"]}
        said = await ask(chip["need"], chip["label"], chosen=True, slots=slots)

    assert said.text.startswith("Such a day")
    assert [card["type"] for card in said.cards] == ["course"]
    assert (said.slots["field"], said.slots["discovery"]) == ("digital", None)


async def test_the_questions_take_words_and_are_taken_up_again(ask: Any, make: Any) -> None:
    first = await ask("discover_digital", slots={"country": "FR"})
    liking = [make.code("liking", "people")]
    second = await ask("fallback", "helping my neighbours", entities=liking, slots=first.slots)

    assert second.text.startswith("Second of three")
    assert second.slots["discovery"] == {"likes": "people"}

    back = await ask("discover_digital", slots={**second.slots, "pending": None})
    assert back.text.startswith("We had begun with three questions")
    assert "Second of three" in back.text


async def test_a_catalog_that_is_gone_is_admitted_with_a_person(
    ask: Any, database: Any, make: Any
) -> None:
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE course")

    said = await ask("find_course", entities=[make.code("field", "law")], slots={"country": "FR"})

    assert said.text.startswith("I cannot reach my list")
    assert said.reply["choices"][0]["do"] == "handoff"


async def test_what_is_known_is_told_and_can_be_forgotten_piece_by_piece(ask: Any) -> None:
    wish = {"entity": "refine", "value": "what do you know about me", "data": {"code": "profile"}}
    slots = {"place": {"name": "Guéret"}, "age": 52, "field": "digital", "pace": "part_time"}

    said = await ask("privacy", "what do you know about me", slots=slots, entities=[wish])

    assert "- you look around Guéret\n- you are 52\n- subject:" in said.text
    assert said.reply["choices"][0] == {
        "label": "Forget the place",
        "need": "profile",
        "slots": {"place": None},
    }


async def test_nothing_known_is_said(ask: Any) -> None:
    assert (await ask("profile")).text.startswith("I know nothing about you yet.")


async def test_a_first_miss_is_a_guess_to_choose_from_and_no_sentence_comes_twice(
    ask: Any,
) -> None:
    said = [await ask("fallback", "hmm", ranking=["self_harm_risk", "cost_total", "find_course"])]
    for _ in range(4):
        said.append(await ask("fallback", "hmm", slots=said[-1].slots))

    assert said[0].needs == ["cost_total", "find_course", "talk_to_human"]
    assert all(one.text != other.text for one, other in pairwise(said))


async def test_a_term_is_explained_in_plain_words(ask: Any) -> None:
    said = await ask("simpler_words", "what does ECTS mean??", slots={"last_answer": "find_course"})

    assert said.text.startswith("ECTS credits count how much work a course is.")


async def test_a_language_called_by_its_own_name_is_understood(ask: Any) -> None:
    said = await ask("change_language", "nej ta svenska igen tack")

    assert said.slots["language"] == "sv"
