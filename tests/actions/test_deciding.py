"""Which question is answered first, and which worry is met in a sentence before it."""

from __future__ import annotations

from typing import Any

import pytest

FRANCE = {"country": "FR"}


async def comfort_for(ask: Any, need: str) -> str:
    """The sentence that meets a worry before a question about facts."""
    said = await ask("what_is_site", also=[need], slots=FRANCE)
    return str(said.text).partition("\n")[0]


async def test_a_worry_beside_a_question_is_met_once_and_not_again(ask: Any) -> None:
    comfort = await comfort_for(ask, "fear_too_old")
    first = await ask("cost_total", also=["fear_too_old"], slots=FRANCE)

    second = await ask("no_diploma", also=["fear_too_old"], slots=FRANCE | first.slots)

    assert first.text.startswith(comfort + "\n")
    assert comfort not in second.text
    assert second.reply["need"] == "no_diploma"


async def test_another_worry_is_met_though_one_was_met_before(ask: Any) -> None:
    comfort = await comfort_for(ask, "money_worry")

    said = await ask(
        "no_diploma", also=["money_worry"], slots={**FRANCE, "worries": ["no_time_job"]}
    )

    assert said.text.startswith(comfort + "\n")


async def test_a_worry_that_nobody_clearly_voiced_is_not_met(ask: Any) -> None:
    comfort = await comfort_for(ask, "fear_too_old")

    shares = {"cost_total": 0.7, "fear_too_old": 0.2}
    said = await ask("cost_total", also=["fear_too_old"], slots=FRANCE, shares=shares)

    assert comfort not in said.text
    assert said.slots["worries"] == []


async def test_a_worry_with_a_question_about_facts_answers_the_question(ask: Any) -> None:
    said = await ask("fear_too_old", also=["no_diploma"], slots=FRANCE)

    assert said.reply["need"] == "no_diploma"
    assert said.text.startswith(await comfort_for(ask, "fear_too_old"))
    assert said.slots["worries"] == ["fear_too_old"]


@pytest.mark.parametrize("beside", ["place", "level"])
async def test_a_worry_with_a_subject_and_a_place_or_a_level_brings_courses(
    ask: Any, add: Any, make: Any, beside: str
) -> None:
    await add(make.course(public_id="droit", field="law", level="bts"))
    other = make.place() if beside == "place" else make.code("level", "bts")

    said = await ask("fear_too_old", entities=[make.code("field", "law"), other], slots=FRANCE)

    assert [card["id"] for card in said.cards] == ["droit"]
    assert said.text.startswith(await comfort_for(ask, "fear_too_old"))
    assert said.needs[-1] == "talk_to_human"


@pytest.mark.parametrize(("share", "courses"), [(0.05, []), (0.1, ["droit"])])
async def test_a_worry_with_a_subject_alone_brings_courses_only_if_they_may_be_wished(
    ask: Any, add: Any, make: Any, share: float, courses: list[str]
) -> None:
    await add(make.course(public_id="droit", field="law"))
    shares = {"fear_too_old": 0.8, "find_course": share}

    said = await ask(
        "fear_too_old", entities=[make.code("field", "law")], shares=shares, slots=FRANCE
    )

    assert [card["id"] for card in said.cards] == courses


async def test_a_worry_alone_is_answered_as_one(ask: Any, make: Any) -> None:
    said = await ask("fear_too_old", entities=[make.place()], slots=FRANCE)

    assert said.reply["need"] == "fear_too_old"
    assert said.cards == []


@pytest.mark.parametrize(
    ("guesses", "courses"),
    [(["cost_total", "find_course"], ["droit"]), (["out_of_scope", "cost_total"], [])],
)
async def test_a_long_message_that_names_a_subject_brings_courses_if_it_may_wish_for_them(
    ask: Any, add: Any, make: Any, guesses: list[str], courses: list[str]
) -> None:
    await add(make.course(public_id="droit", field="law"))
    text = "my neighbour talks of nothing but law since her boy went away to the town"
    entities = [make.code("field", "law")]

    said = await ask("fallback", text, entities=entities, slots=FRANCE, ranking=guesses)

    assert [card["id"] for card in said.cards] == courses


@pytest.mark.parametrize("danger", ["self_harm_risk", "distress"])
@pytest.mark.parametrize("need", ["find_course", "fear_too_old", "fallback"])
async def test_danger_beside_anything_comes_first(ask: Any, need: str, danger: str) -> None:
    said = await ask(need, also=[danger], slots=FRANCE)

    assert said.text == (await ask(danger, slots=FRANCE)).text
