"""Something was meant otherwise: a subject is rejected, a pace put right, a detail noted."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.models import Pace

from .conftest import Make

SHOWN = {"country": "FR", "field": "trades", "shown_courses": ["a"], "last_answer": "find_course"}
MEANT = Make.code("correcting", "yes", "i meant")
NOT_COOKING = Make.entity("field", "cooking", code="trades", rejected=True)


async def test_a_rejected_subject_is_given_up_for_the_one_that_is_named(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(public_id="a", field="trades"), make.course(public_id="b"))
    entities = [NOT_COOKING, make.code("field", "digital", "computers")]

    said = await ask("fallback", "not cooking, computers", slots=SHOWN, entities=entities)

    assert [card["id"] for card in said.cards] == ["b"]
    assert said.slots["field"] == "digital"


async def test_a_subject_that_is_rejected_without_another_one_is_asked_for_anew(ask: Any) -> None:
    said = await ask("find_course", "not cooking", slots=SHOWN, entities=[NOT_COOKING])

    assert said.slots["field"] is None
    assert said.slots["pending"]["question"] == "field"


async def test_before_any_course_was_shown_a_not_proves_nothing(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(public_id="a", field="trades"))

    text = "why not cooking"
    said = await ask("find_course", text, slots={"country": "FR"}, entities=[NOT_COOKING])

    assert said.slots["field"] == "trades"


@pytest.mark.parametrize("need", ["fallback", "wrong_or_unsure_answer", "no_time_job", "thank"])
async def test_i_meant_part_time_searches_again_whatever_it_was_taken_for(
    ask: Any, add: Any, make: Any, need: str
) -> None:
    full, part = make.course(public_id="a"), make.course(public_id="p", pace=Pace.PART_TIME)
    await add(full, part)
    pace = make.code("time_per_week", "part_time", "part time")

    said = await ask(
        need, "no i meant part time", slots={**SHOWN, "field": "digital"}, entities=[MEANT, pace]
    )

    assert said.cards[0]["id"] == "p"
    assert said.slots["pace"] == "part_time"


async def test_no_in_lyon_after_courses_stays_with_courses(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(public_id="a", field="trades"), make.site())
    entities = [make.code("assent", "no", "no"), make.place()]

    said = await ask("nearest_site", "no, in Guéret", slots=SHOWN, entities=entities)

    assert [card["type"] for card in said.cards] == ["course", "site"]


async def test_a_place_near_me_after_courses_is_a_question_for_places(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site())

    said = await ask("nearest_site", "a place in Guéret", slots=SHOWN, entities=[make.place()])

    assert [card["type"] for card in said.cards] == ["site"]


async def test_an_age_put_right_is_said_back_and_kept(ask: Any, make: Any) -> None:
    age = make.entity("age", "47", years=47)

    said = await ask("wrong_or_unsure_answer", "47, not 37", slots={"age": 37}, entities=[age])

    assert said.text.startswith("Noted. This is what I have now:\n- you are 47\n")
    assert said.slots["age"] == 47


async def test_only_what_the_message_changed_is_said_back(ask: Any, make: Any) -> None:
    slots = {"field": "law", "place": {"name": "Guéret"}}
    kids = make.entity("children", "no kids", code="no")

    said = await ask("fallback", "i meant no kids", slots=slots, entities=[MEANT, kids])

    assert "- children: no" in said.text
    assert "law" not in said.text
    assert said.slots["children"] is False


async def test_a_question_is_not_noted_but_answered(ask: Any, make: Any) -> None:
    age = make.entity("age", "47", years=47)

    said = await ask("wrong_or_unsure_answer", "is that right at 47?", entities=[age])

    assert said.text.startswith("You are right to ask")


@pytest.mark.parametrize("need", ["self_harm_risk", "distress", "talk_to_human"])
async def test_danger_and_a_wish_for_a_person_are_no_corrections(
    ask: Any, make: Any, need: str
) -> None:
    age = make.entity("age", "47", years=47)

    said = await ask(need, "i meant 47", entities=[MEANT, age])

    assert said.reply["need"] == need


async def test_where_somebody_lives_was_taken_for_nothing_of_ours(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site())
    place = {**make.place(), "start": 10, "end": 16}

    said = await ask("out_of_scope", "I live in Guéret", entities=[place])

    assert [card["type"] for card in said.cards] == ["site"]


@pytest.mark.parametrize("text", ["I live in Guéret and my roof leaks", "I live in Guéret?"])
async def test_a_sentence_that_says_more_than_where_stays_what_it_was_taken_for(
    ask: Any, add: Any, make: Any, text: str
) -> None:
    await add(make.site())
    place = {**make.place(), "start": 10, "end": 16}

    said = await ask("out_of_scope", text, entities=[place])

    assert said.cards == []
