"""Costs, schemes, ways in: nothing is promised, and every amount has a source and a date."""

from __future__ import annotations

from typing import Any

import pytest


async def test_work_status_is_asked_before_a_scheme_is_named(ask: Any) -> None:
    said = await ask("funding_options", slots={"country": "FR"})

    assert said.cards == []
    assert said.slots["pending"] == {"question": "work_status", "need": "funding_options"}
    assert len(said.reply["choices"]) == 4


async def test_the_country_is_asked_when_the_language_does_not_tell_it(ask: Any) -> None:
    said = await ask("funding_options")

    assert [choice["slots"].get("country") for choice in said.reply["choices"]] == [
        "FR",
        "SE",
        "BE",
        None,
    ]


async def test_at_most_two_schemes_and_those_to_ask_for_early_first(
    ask: Any, add: Any, make: Any
) -> None:
    await add(
        make.scheme("fr-cep", act_before_start="no"),
        make.scheme("fr-ptp"),
        make.scheme("fr-demission-reconversion"),
    )

    said = await ask("funding_options", slots={"country": "FR", "work_status": "employed"})

    assert [card["id"] for card in said.cards] == ["fr-ptp", "fr-cep"]
    assert "I cannot tell you whether you will get it" in said.text


async def test_a_weakly_founded_scheme_is_not_named(ask: Any, add: Any, make: Any) -> None:
    await add(make.scheme("fr-cpf", confidence="C"))

    said = await ask("funding_options", slots={"country": "FR", "work_status": "self_employed"})

    assert said.cards == []
    assert "call_me_back" in said.needs


async def test_a_scheme_line_says_who_decides_where_to_check_and_of_when_it_is(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.scheme("se-studiemedel-bidrag", country="SE"))

    said = await ask("funding_options", slots={"country": "SE", "work_status": "jobseeker"})

    line = said.cards[0]["text"]
    assert "Decided by: CSN." in line
    assert "https://www.office.example/" in line
    assert "source.example, 2026" in line


async def test_a_money_worry_with_the_question_is_answered_by_the_question(ask: Any) -> None:
    said = await ask("money_worry", also=["funding_options"], slots={"country": "FR"})

    assert said.text.startswith("How to live and pay while you study is a serious question.")
    assert said.slots["pending"]["need"] == "funding_options"


async def test_costs_show_the_fee_of_the_course_shown_last(ask: Any, add: Any, make: Any) -> None:
    await add(make.course(offerings=[make.offering(395_000)]))

    said = await ask("cost_total", slots={"country": "FR", "shown_courses": ["bts-sio"]})

    assert "€3,950.00" in said.text
    assert "source.example, 19 February 2026" in said.text


async def test_a_fact_with_an_amount_names_its_source_and_date(ask: Any) -> None:
    said = await ask("cost_total", slots={"country": "BE"})

    assert "€2.25" in said.text
    assert "edukempen.be, 2025" in said.text
    assert said.reply["facts"][0]["id"] == "cvo_fee"


async def test_a_fact_past_its_review_is_said_to_be_checked(ask: Any) -> None:
    said = await ask(
        "cost_total", slots={"country": "BE"}, context={"now": "2030-01-01T10:00:00+00:00"}
    )

    assert "to be checked: edukempen.be" in said.text


@pytest.mark.parametrize(("country", "way"), [("FR", "DAEU"), ("SE", "komvux"), ("BE", "graduaat")])
async def test_ways_without_a_diploma_are_named_per_country(
    ask: Any, country: str, way: str
) -> None:
    said = await ask("no_diploma", slots={"country": country})

    assert way in said.text
    assert said.slots["top_diploma"] == "none"


async def test_entry_rules_of_the_course_shown_last_are_told_as_the_source_has_them(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(entry_requirements={"fr": "Baccalauréat"}))

    said = await ask("entry_requirements", slots={"country": "FR", "shown_courses": ["bts-sio"]})

    assert "my source says: Baccalauréat." in said.text
    assert "The school decides" in said.text


async def test_an_unknown_entry_rule_is_admitted(ask: Any, add: Any, make: Any) -> None:
    await add(make.course())

    said = await ask("entry_requirements", slots={"country": "FR", "shown_courses": ["bts-sio"]})

    assert said.text.startswith("My source does not say what")
