"""After a search a few words are enough: the second one, cheaper, shorter, others, back."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.models import Pace

SHOWN = {"country": "FR", "field": "digital", "shown_courses": ["a", "b", "c"]}


def word(make: Any, kind: str, code: str, value: str = "") -> Any:
    return make.code(kind, code, value or code)


async def three(add: Any, make: Any, **of_b: Any) -> None:
    await add(
        make.course(public_id="a", title="Alpha", duration_months=24),
        make.course(public_id="b", title="Beta", duration_months=12, **of_b),
        make.course(public_id="c", title="Gamma", duration_months=36),
        make.course(public_id="d", title="Delta", duration_months=6, pace=Pace.PART_TIME),
    )


@pytest.mark.parametrize("need", ["find_course", "fallback", "out_of_scope", "affirm"])
async def test_the_second_one_is_told_whatever_it_was_taken_for(
    ask: Any, add: Any, make: Any, need: str
) -> None:
    await three(add, make)

    said = await ask(need, "the second one", slots=SHOWN, entities=[word(make, "pick", "2")])

    assert [card["id"] for card in said.cards] == ["b"]
    assert "To get in:" in said.text
    assert said.slots["shown_courses"][0] == "b"


async def test_a_question_about_the_second_one_is_answered_for_it(
    ask: Any, add: Any, make: Any
) -> None:
    await three(add, make)

    said = await ask(
        "start_and_deadline",
        "when does the second one start",
        slots=SHOWN,
        entities=[word(make, "pick", "2")],
    )

    assert "Beta" in said.text


async def test_shorter_shows_only_shorter_ones_and_says_why(ask: Any, add: Any, make: Any) -> None:
    await three(add, make)

    said = await ask(
        "fallback", "something shorter?", slots=SHOWN, entities=[word(make, "refine", "shorter")]
    )

    assert [card["id"] for card in said.cards] == ["d"]


async def test_no_shorter_one_is_said(ask: Any, add: Any, make: Any) -> None:
    await add(*(make.course(public_id=key, duration_months=6) for key in "abc"))

    said = await ask("fallback", "shorter", slots=SHOWN, entities=[word(make, "refine", "shorter")])

    assert said.cards == []
    assert said.text.startswith("I know no shorter course of this kind.")


async def test_what_no_source_says_cannot_be_compared(ask: Any, add: Any, make: Any) -> None:
    await add(*(make.course(public_id=key, duration_months=None) for key in "abc"))

    shorter = await ask(
        "fallback", "shorter", slots=SHOWN, entities=[word(make, "refine", "shorter")]
    )
    cheaper = await ask(
        "cost_total", "too expensive", slots=SHOWN, entities=[word(make, "refine", "cheaper")]
    )

    assert "No source says how long" in shorter.text
    assert "No source gives a price" in cheaper.text


async def test_others_are_new_ones_until_there_are_none(ask: Any, add: Any, make: Any) -> None:
    await three(add, make)

    said = await ask("fallback", "others?", slots=SHOWN, entities=[word(make, "refine", "more")])
    assert [card["id"] for card in said.cards] == ["d"]
    assert said.slots["shown_before"] == ["a", "b", "c"]

    seen = {**SHOWN, "shown_courses": ["d"], "seen_courses": ["a", "b", "c", "d"]}
    none = await ask("fallback", "others?", slots=seen, entities=[word(make, "refine", "more")])
    assert none.text.startswith("That was all I have of this kind.")


async def test_back_shows_the_ones_before(ask: Any, add: Any, make: Any) -> None:
    await three(add, make)
    slots = {**SHOWN, "shown_courses": ["d"], "shown_before": ["a", "b"]}

    said = await ask("fallback", "go back", slots=slots, entities=[word(make, "refine", "back")])

    assert [card["id"] for card in said.cards] == ["a", "b"]


async def test_half_time_is_a_wish_that_is_kept(ask: Any, add: Any, make: Any) -> None:
    await three(add, make)

    said = await ask(
        "find_course",
        "part time then?",
        slots=SHOWN,
        entities=[word(make, "time_per_week", "part_time", "part time")],
    )

    assert said.cards[0]["id"] == "d"
    assert said.slots["pace"] == "part_time"


async def test_nothing_shown_means_nothing_to_refine(ask: Any) -> None:
    said = await ask("fallback", "cheaper", entities=[make_refine("cheaper")])

    assert said.slots["misses"] == 1


def make_refine(code: str) -> dict[str, Any]:
    return {"entity": "refine", "value": code, "data": {"code": code}}


async def test_a_course_that_is_kept_is_on_the_list(ask: Any, add: Any, make: Any) -> None:
    await three(add, make)
    words = [word(make, "refine", "keep"), word(make, "pick", "2")]

    kept = await ask("thank", "keep the second one", slots=SHOWN, entities=words)
    listed = await ask(
        "fallback", "my list", slots=kept.slots, entities=[word(make, "refine", "list")]
    )
    empty = await ask("fallback", "my list", entities=[word(make, "refine", "list")])

    assert kept.slots["shortlist"] == ["b"]
    assert [card["id"] for card in listed.cards] == ["b"]
    assert empty.text.startswith("Your list is still empty.")
