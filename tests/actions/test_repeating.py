"""The same answer never comes twice: then plainer, then with a person; only digests are kept."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from actions.repeating import MAY_REPEAT, MOST_REMEMBERED, digest, remembered

AGAIN = "I have told you what I know about this, and it may not be enough."


async def test_courses_come_in_plainer_words_the_second_time_and_then_a_person(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(field="law"))
    slots: dict[str, Any] = {"country": "FR", "field": "law"}
    said = []
    for _ in range(3):
        said.append(await ask("find_course", slots=slots))
        slots |= said[-1].slots

    first, second, third = said
    assert first.text.startswith("You asked for law. This is what I found:")
    assert second.text.startswith("This is what I found for law:")
    assert third.text.startswith(AGAIN)
    assert third.needs[0] == "talk_to_human"


@pytest.mark.parametrize("need", ["cost_total", "no_diploma", "fear_too_old", "what_is_site"])
async def test_no_answer_is_the_one_before_however_often_it_is_asked(ask: Any, need: str) -> None:
    slots: dict[str, Any] = {"country": "FR"}
    texts = []
    for _ in range(3):
        said = await ask(need, slots=slots)
        slots |= said.slots
        texts.append(said.text)

    assert all(one != other for one, other in pairwise(texts))
    assert "talk_to_human" in said.needs


async def test_an_answer_comes_plainer_though_another_one_came_between(ask: Any) -> None:
    slots: dict[str, Any] = {"country": "FR"}
    first = await ask("cost_total", slots=slots)
    between = await ask("what_is_site", slots=slots | first.slots)

    again = await ask("cost_total", slots=slots | first.slots | between.slots)

    assert again.text != first.text
    assert not again.text.startswith(AGAIN)


async def test_the_same_need_with_another_answer_is_no_repetition(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(field="law"), make.course(public_id="b", field="digital"))
    first = await ask("find_course", slots={"country": "FR", "field": "law"})

    said = await ask("find_course", slots={"country": "FR", **first.slots, "field": "digital"})

    assert said.text.startswith("You asked for computers and digital work. This is what I found:")


@pytest.mark.parametrize("need", ["thank", "greet", "goodbye"])
async def test_manners_are_the_same_every_time(ask: Any, need: str) -> None:
    first = await ask(need)

    assert (await ask(need, slots=first.slots)).text == first.text
    assert need in MAY_REPEAT


@pytest.mark.parametrize("need", ["self_harm_risk", "distress"])
async def test_the_help_lines_are_the_same_every_time(ask: Any, need: str) -> None:
    slots: dict[str, Any] = {"country": "FR"}
    first = await ask(need, slots=slots)

    assert (await ask(need, slots=slots | first.slots)).text == first.text


async def test_only_digests_of_what_was_said_are_kept(ask: Any) -> None:
    said = await ask("cost_total", slots={"country": "FR"})

    assert said.slots["told"] == [digest(said.text)]
    assert len(digest(said.text)) == 8
    assert set(digest(said.text)) <= set("0123456789abcdef")


def test_different_words_have_different_digests() -> None:
    assert digest("law") != digest("Law")
    assert digest("law") == digest("law")


def test_the_oldest_is_forgotten_first() -> None:
    told: list[str] = []
    for number in range(MOST_REMEMBERED + 2):
        told = remembered(told, str(number))

    assert len(told) == MOST_REMEMBERED
    assert told[0] == digest("2")
    assert told[-1] == digest(str(MOST_REMEMBERED + 1))
