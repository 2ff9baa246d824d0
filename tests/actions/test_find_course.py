"""Finding courses: what is searched, what is said about it, and the place that comes with it."""

from __future__ import annotations

from typing import Any

MODE_DISTANCE = {"entity": "mode", "value": "à distance", "data": {"code": "distance"}}


async def test_a_bts_at_a_distance_near_gueret_yields_courses_and_the_study_place(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(), make.site())

    said = await ask(
        "find_course",
        "je voudrais un BTS informatique à distance, j'habite près de Guéret",
        slots={"country": "FR"},
        entities=[
            make.code("level", "bts"),
            make.code("field", "digital", "informatique"),
            MODE_DISTANCE,
            make.place(),
        ],
    )

    assert [card["type"] for card in said.cards] == ["course", "site"]
    assert said.slots["shown_courses"] == ["bts-sio"]
    assert said.slots["shown_sites"] == ["fr-gueret"]


async def test_the_place_first_and_the_course_second_yields_both_as_well(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(), make.site())

    said = await ask("nearest_site", entities=[make.code("level", "bts"), make.place()])

    assert [card["type"] for card in said.cards] == ["course", "site"]


async def test_every_card_line_stands_in_the_text(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(), make.site())

    said = await ask("find_course", entities=[make.code("field", "digital"), make.place()])

    assert {card["text"] for card in said.cards} <= set(said.text.splitlines())


async def test_at_most_three_courses_are_shown(ask: Any, add: Any, make: Any) -> None:
    await add(*(make.course(public_id=f"course-{number}") for number in range(5)))

    said = await ask(
        "find_course", entities=[make.code("field", "digital")], slots={"country": "FR"}
    )

    assert len(said.cards) == 3


async def test_without_any_wish_the_field_is_asked(ask: Any) -> None:
    said = await ask("find_course", "I would like to know")

    assert said.slots["pending"] == {"question": "field", "need": "find_course"}
    assert said.reply["choices"][0]["slots"] == {"field": "digital"}


async def test_words_that_match_no_course_are_admitted_with_fields_to_choose_from(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course())

    said = await ask("find_course", "something with dragons", slots={"country": "FR"})

    assert said.text.startswith("I have no course in my list")
    assert said.slots["pending"] == {"question": "field", "need": "find_course"}


async def test_a_second_question_becomes_the_first_chip(ask: Any, add: Any, make: Any) -> None:
    await add(make.course())

    said = await ask(
        "find_course", entities=[make_field()], also=["cost_total"], slots={"country": "FR"}
    )

    assert said.needs[0] == "cost_total"
    assert said.needs[-1] == "talk_to_human"


async def test_a_town_that_may_be_the_seat_of_the_school_is_not_told_as_a_meeting_place(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(municipality="Poitiers"))

    said = await ask("find_course", entities=[make_field()], slots={"country": "FR"})

    assert "Poitiers" not in said.text


async def test_a_wish_that_nothing_meets_is_said_to_be_let_go(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course())

    said = await ask(
        "find_course",
        entities=[make.code("field", "digital"), make.code("mode", "presential")],
        slots={"country": "FR"},
    )

    assert "the way of studying" in said.text
    assert said.cards[0]["relaxed"] == ["the way of studying"]


async def test_an_empty_catalog_invents_nothing(ask: Any) -> None:
    said = await ask("find_course", entities=[make_field()], slots={"country": "FR"})

    assert said.cards == []
    assert "talk_to_human" in said.needs


async def test_a_course_without_link_is_no_next_step_and_gives_the_fallback_contact(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(url=None), make.organisation())

    said = await ask("find_course", entities=[make_field()], slots={"country": "FR"})

    assert said.cards[0]["next_step"] is False
    assert "01 00 00 00 00" in said.text


async def test_a_course_above_the_stated_diploma_comes_with_the_step_before(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course())

    said = await ask(
        "find_course",
        entities=[make_field()],
        slots={"country": "FR", "top_diploma": "none"},
    )

    assert "DAEU" in said.text
    assert "it usually asks for an earlier diploma" in said.cards[0]["caveats"]


async def test_a_place_beyond_reach_is_told_with_the_way_from_home(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(), make.site(lat=43.0, lon=7.0))

    said = await ask("find_course", entities=[make_field(), make.place()])

    assert [card["type"] for card in said.cards] == ["course"]
    assert "from home" in said.text


async def test_an_advice_desk_is_never_the_study_place(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(), make.site(kind="advice_desk"))

    said = await ask("find_course", entities=[make_field(), make.place()])

    assert [card["type"] for card in said.cards] == ["course"]


async def test_a_fear_that_comes_along_is_answered_first(ask: Any, add: Any, make: Any) -> None:
    await add(make.course())

    said = await ask(
        "find_course", entities=[make_field()], also=["fear_too_old"], slots={"country": "FR"}
    )

    assert said.text.startswith("You are not the only adult")
    assert said.needs[-1] == "talk_to_human"
    assert said.slots["worries"] == ["fear_too_old"]


async def test_a_word_of_the_field_that_no_course_has_is_said(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(title="Développeur web"))

    said = await ask(
        "find_course",
        "quelque chose avec des zorglubs",
        entities=[make.code("field", "digital", "zorglubs")],
        slots={"country": "FR"},
    )

    assert said.cards[0]["relaxed"] == ["some of your words"]


def make_field() -> dict[str, Any]:
    """The entity of the digital field."""
    return {"entity": "field", "value": "digital", "data": {"code": "digital"}}


async def test_the_learners_word_counts_more_than_the_field_our_lists_put_it_in(
    ask: Any, add: Any, make: Any
) -> None:
    await add(
        make.course(public_id="poetry", title="Poetry", field="languages_humanities"),
        make.course(public_id="mind", title="Psychology", field="health_social"),
    )
    psychology = make.code("field", "languages_humanities", "psychology")

    said = await ask("find_course", "psychology", entities=[psychology], slots={"country": "FR"})

    assert [card["id"] for card in said.cards] == ["mind"]
    assert said.slots["field"] == "health_social"


async def test_a_word_without_a_field_takes_that_of_the_courses_that_have_it(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(public_id="bees", title="Apiculture", field="trades"))

    said = await ask("find_course", "apiculture", slots={"country": "FR", "field": "digital"})

    assert said.slots["field"] == "trades"
