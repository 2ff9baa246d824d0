"""What a message means after a question, after a wish to forget, and after words of danger."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Make

PAUSED = {"paused_for_safety": True, "country": "FR"}
WELL = Make.code("recovered", "yes", "i am ok")
FORGET = Make.code("forget", "yes", "forget")
YES, NO, SKIP = (Make.code("assent", code) for code in ("yes", "no", "skip"))


@pytest.mark.parametrize("need", ["fallback", "thank", "greet", "find_course"])
async def test_a_yes_in_other_words_is_a_yes_whatever_it_was_taken_for(ask: Any, need: str) -> None:
    wish = {"field": "law"}
    asked = await ask("start_over", slots=wish)

    slots = {**wish, **asked.slots}
    said = await ask(need, "ok", slots=slots, entities=[{**YES, "start": 0, "end": 2}])

    assert said.effects == [{"kind": "start_over"}]


async def test_erasing_takes_a_yes_that_can_be_nothing_else(ask: Any) -> None:
    asked = await ask("delete_my_data")

    said = await ask("find_course", "ok electrician", slots=asked.slots, entities=[YES])

    assert {"kind": "erase"} not in said.effects


async def test_a_no_in_other_words_keeps_everything(ask: Any) -> None:
    wish = {"field": "law"}
    asked = await ask("start_over", slots=wish)

    no = {**NO, "start": 0, "end": 10}
    said = await ask("fallback", "rather not", slots={**wish, **asked.slots}, entities=[no])

    assert said.effects == []
    assert said.text.startswith("Then we keep everything")


async def test_a_longer_message_that_begins_with_yes_erases_nothing(ask: Any) -> None:
    asked = await ask("delete_my_data")

    text = "yes but first tell me whether anybody read it"
    said = await ask("privacy", text, slots=asked.slots, entities=[YES])

    assert said.effects == []
    assert said.reply["need"] == "privacy"


@pytest.mark.parametrize("need", ["self_harm_risk", "distress"])
async def test_a_yes_with_words_of_danger_is_danger(ask: Any, need: str) -> None:
    asked = await ask("delete_my_data")

    said = await ask(need, "yes i give up", slots=asked.slots, entities=[YES])

    assert said.reply["need"] == need
    assert {"kind": "erase"} not in said.effects


async def test_a_question_may_stay_open_and_what_holds_for_anybody_is_said(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.scheme("fr-cep", name="CEP"))
    asked = await ask("funding_options", slots={"country": "FR"})

    slots = {"country": "FR", **asked.slots}
    said = await ask("fallback", "none of your business", slots=slots, entities=[SKIP])

    assert said.text.startswith("That is fine, we leave it open.\n")
    assert "CEP" in said.text
    assert said.slots["pending"] is None


async def test_a_no_to_an_open_question_leaves_it_open(ask: Any) -> None:
    asked = await ask("nearest_site")

    said = await ask("deny", "no", slots=asked.slots, entities=[NO])

    assert said.text.startswith("That is fine, we leave it open. You never have to answer.")
    assert said.slots["pending"] is None


async def test_nobody_has_to_say_where_they_live(ask: Any) -> None:
    said = await ask("fallback", "i would rather not say where i live", entities=[SKIP])

    assert said.text.startswith("That is fine, we leave it open.")


@pytest.mark.parametrize("need", ["fallback", "thank", "out_of_scope", "fear_too_old"])
async def test_a_subject_answers_the_question_for_it_whatever_it_was_taken_for(
    ask: Any, add: Any, make: Any, need: str
) -> None:
    await add(make.course(public_id="droit", field="law"))
    asked = await ask("find_course", slots={"country": "FR"})

    slots = {"country": "FR", **asked.slots}
    said = await ask(need, "law", slots=slots, entities=[make.code("field", "law")])

    assert [card["id"] for card in said.cards] == ["droit"]


@pytest.mark.parametrize("need", ["fallback", "out_of_scope", "greet"])
async def test_a_town_answers_the_question_for_it_whatever_it_was_taken_for(
    ask: Any, add: Any, make: Any, need: str
) -> None:
    await add(make.site())
    asked = await ask("site_services")

    said = await ask(need, "Guéret", slots=asked.slots, entities=[make.place()])

    assert said.text.startswith("For Campus connecté de Guéret, my source lists")


async def test_a_town_of_which_there_are_several_answers_with_the_question_which(
    ask: Any, make: Any
) -> None:
    asked = await ask("nearest_site")

    two = make.place({"admin2": "Creuse (23)"}, {"admin2": "Nord (59)"})
    said = await ask("thank", "Guéret", slots=asked.slots, entities=[two])

    assert said.text == "There is more than one Guéret. Which one do you mean?"


async def test_a_question_of_its_own_is_not_taken_for_the_answer(ask: Any, make: Any) -> None:
    asked = await ask("nearest_site")

    text = "is my diploma worth anything in Guéret?"
    said = await ask("foreign_diploma", text, slots=asked.slots, entities=[make.place()])

    assert said.reply["need"] == "foreign_diploma"


async def test_a_chip_is_what_it_says_whatever_was_asked(ask: Any, make: Any) -> None:
    asked = await ask("nearest_site")

    said = await ask("cost_total", "Skip", slots=asked.slots, entities=[SKIP], chosen=True)

    assert said.reply["need"] == "cost_total"


@pytest.mark.parametrize("need", ["fallback", "delete_my_data", "privacy", "fear_too_old"])
async def test_one_thing_that_is_named_is_forgotten_and_nothing_else(ask: Any, need: str) -> None:
    slots = {"age": 52, "field": "law"}
    entities = [FORGET, Make.code("piece", "age", "my age")]

    said = await ask(need, "forget my age", slots=slots, entities=entities)

    assert said.slots["age"] is None
    assert "field" not in said.slots
    assert "- subject: law" in said.text
    assert said.effects == []


async def test_the_last_thing_forgotten_is_said_to_be_the_last(ask: Any) -> None:
    entities = [FORGET, Make.code("piece", "age", "my age")]

    said = await ask("fallback", "forget my age", slots={"age": 52}, entities=entities)

    assert "52" not in said.text
    assert "- " not in said.text


async def test_a_thing_can_be_named_by_what_it_is(ask: Any) -> None:
    entities = [FORGET, Make.code("work_status", "self_employed", "freelancer")]

    said = await ask(
        "profile",
        "forget that I am a freelancer",
        slots={"work_status": "self_employed"},
        entities=entities,
    )

    assert said.slots["work_status"] is None


async def test_words_of_danger_are_no_wish_to_forget_something(ask: Any) -> None:
    entities = [FORGET, Make.code("piece", "age", "my age")]

    said = await ask("distress", "i want to forget my age", slots={"age": 52}, entities=entities)

    assert said.reply["need"] == "distress"
    assert "age" not in said.slots


@pytest.mark.parametrize("need", ["fallback", "thank", "out_of_scope", "health_burnout"])
async def test_who_is_well_again_finds_the_talk_where_it_was(ask: Any, need: str) -> None:
    said = await ask(need, "i am ok", slots={**PAUSED, "field": "law"}, entities=[WELL])

    assert said.text.startswith("I am glad that you are here.")
    assert "We were looking at law." in said.text
    assert said.slots["paused_for_safety"] is False


async def test_who_is_well_again_before_any_wish_is_asked_where_to_begin(ask: Any) -> None:
    said = await ask("fallback", "i am ok", slots=PAUSED, entities=[WELL])

    assert said.text.endswith("Where shall we begin?")


async def test_who_is_well_again_and_names_a_subject_sees_courses(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(public_id="droit", field="law"))
    entities = [WELL, make.code("field", "law")]

    said = await ask("fallback", "i am ok, i want law", slots=PAUSED, entities=entities)

    assert [card["id"] for card in said.cards] == ["droit"]
    assert said.slots["paused_for_safety"] is False


@pytest.mark.parametrize("need", ["self_harm_risk", "distress"])
async def test_an_unsure_guess_of_danger_is_no_danger_for_who_is_well(ask: Any, need: str) -> None:
    said = await ask(need, "i am ok now", slots=PAUSED, entities=[WELL], certainty=0.5)

    assert said.text.startswith("I am glad that you are here.")


@pytest.mark.parametrize("need", ["self_harm_risk", "distress"])
async def test_sure_words_of_danger_stay_danger_whatever_stands_beside(ask: Any, need: str) -> None:
    text = "i am ok but i want to die"
    said = await ask(need, text, slots=PAUSED, entities=[WELL], certainty=0.95)

    assert said.reply["need"] == need
    assert said.slots.get("paused_for_safety") is not False


async def test_being_well_means_nothing_where_nothing_was_wrong(ask: Any) -> None:
    said = await ask("thank", "i am ok", entities=[WELL])

    assert said.reply["need"] == "thank"


async def test_a_question_about_facts_is_answered_with_the_numbers_kept_open(ask: Any) -> None:
    said = await ask("cost_total", "i am ok, what does it cost", slots=PAUSED, entities=[WELL])

    assert said.reply["need"] == "cost_total"
    assert said.text.startswith("The numbers I gave you stay open to you.")


async def test_talk_of_something_else_stays_calm_until_the_learner_leads_on(ask: Any) -> None:
    said = await ask("greet", "hello", slots=PAUSED)

    assert said.text.startswith("I am still here.")


async def test_starting_over_after_words_of_danger_loses_nothing(ask: Any) -> None:
    said = await ask("start_over", slots={**PAUSED, "field": "law"})

    assert said.text.startswith("I am glad that you are here.")
    assert "field" not in said.slots
    assert said.effects == []


async def test_starting_over_asks_before_anything_is_lost(ask: Any) -> None:
    said = await ask("start_over", slots={"field": "law"})

    assert said.needs == ["affirm", "deny"]
    assert said.effects == []
    assert "field" not in said.slots


async def test_a_no_to_starting_over_keeps_the_wishes(ask: Any) -> None:
    asked = await ask("start_over", slots={"field": "law"})

    said = await ask("deny", "no", slots={"field": "law", **asked.slots})

    assert said.effects == []
    assert "field" not in said.slots


async def test_starting_over_with_nothing_to_lose_asks_nothing(ask: Any) -> None:
    said = await ask("start_over")

    assert said.effects == [{"kind": "start_over"}]


async def test_what_somebody_is_can_be_forgotten_by_its_value(ask: Any) -> None:
    freelance = Make.code("work_status", "self_employed", "freelancer")

    said = await ask(
        "delete_my_data",
        "delete that I am a freelancer",
        slots={"work_status": "self_employed"},
        entities=[FORGET, freelance],
    )

    assert said.slots["work_status"] is None
    assert said.effects == []


async def test_a_new_wish_with_forget_in_it_forgets_nothing(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(field="law"))

    law = Make.code("field", "law", "law")
    said = await ask("find_course", "forget that, show me law", entities=[FORGET, law])

    assert said.slots["field"] == "law"
    assert [card["type"] for card in said.cards] == ["course"]
