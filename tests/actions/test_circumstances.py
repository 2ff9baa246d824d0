"""What learners say of their situation is kept, whatever they ask; nothing is guessed."""

from __future__ import annotations

from typing import Any

import pytest

from actions.turn import Turn

from .conftest import Make, make_tracker

HALF_A_YEAR = Make.entity("duration", "six months", code="", months=6)
FIVE_HUNDRED = Make.entity("budget", "500 euros", amount=500, currency="EUR")
FREE = Make.entity("budget", "free", code="free")


def learned(need: str, text: str = "", *entities: dict[str, Any], **turn: Any) -> dict[str, Any]:
    """What a message teaches the assistant of the learner."""
    return Turn.of(make_tracker(need, text, entities=entities, **turn)).learned()


@pytest.mark.parametrize("need", ["no_time_job", "find_course", "children_family", "fallback"])
def test_hours_a_week_are_kept_whatever_the_message_is_about(need: str) -> None:
    hours = Make.entity("time_per_week", "6 hours", code="part_time", hours=6.0)

    assert learned(need, "6 hours at most", hours)["hours_week"] == 6.0


@pytest.mark.parametrize("need", ["find_course", "start_and_deadline", "cost_total", "no_time_job"])
def test_a_length_is_a_wish_where_the_talk_is_about_courses(need: str) -> None:
    assert learned(need, "six months", HALF_A_YEAR)["duration_months"] == 6


@pytest.mark.parametrize("need", ["employer_leave", "loan_debt", "prison_or_release", "fallback"])
def test_the_length_of_a_contract_or_a_debt_is_no_wish(need: str) -> None:
    assert "duration_months" not in learned(need, "six months", HALF_A_YEAR)


def test_a_length_beside_others_of_the_courses_shown_is_a_wish() -> None:
    shorter = Make.code("refine", "shorter")

    found = learned("fallback", "", HALF_A_YEAR, shorter, slots={"shown_courses": ["a"]})

    assert found["duration_months"] == 6


@pytest.mark.parametrize(("also", "kept"), [((), None), (("find_course",), 500)])
def test_a_sum_is_a_limit_only_in_a_wish_for_a_course(also: tuple[str, ...], kept: Any) -> None:
    assert learned("cost_total", "500 euros", FIVE_HUNDRED, also=also).get("budget") == kept


def test_free_of_charge_is_a_limit_of_nothing() -> None:
    assert learned("find_course", "a free course", FREE)["budget"] == 0


def test_asking_whether_it_is_free_sets_no_limit() -> None:
    assert "budget" not in learned("cost_total", "is it free?", FREE)


@pytest.mark.parametrize(
    ("need", "found", "kept"),
    [
        ("fallback", Make.entity("children", "kids", code="yes", count=2), 2),
        ("fallback", Make.entity("children", "my son", code="yes"), True),
        ("children_family", Make.entity("children", "kids", code="yes"), True),
        ("fallback", Make.entity("children", "no kids", code="no"), False),
    ],
)
def test_own_children_are_kept_with_their_number(
    need: str, found: dict[str, Any], kept: int
) -> None:
    assert learned(need, "", found)["children"] == kept


def test_a_wish_to_work_with_children_tells_of_no_own_ones() -> None:
    children = Make.entity("children", "children", code="yes")

    assert "children" not in learned("find_course", "work with children", children)


@pytest.mark.parametrize(
    ("diploma", "kept"),
    [
        ({"code": "bts"}, "bts"),
        ({"code": "access"}, "access"),
        ({"code": "access", "lacking": True}, "none"),
        ({"code": "bachelor", "lacking": True}, None),
        ({}, None),
    ],
)
def test_a_diploma_counts_if_held_and_only_a_lacking_school_diploma_tells_something(
    diploma: dict[str, Any], kept: str | None
) -> None:
    held = Make.entity("top_diploma", "diploma", **diploma)

    assert learned("entry_requirements", "", held).get("top_diploma") == kept


@pytest.mark.parametrize(
    ("language", "text", "country"),
    [
        ("fr", "mon diplôme vient du Maroc, il vaut quoi ?", "MA"),
        ("sv", "min examen är från Irak", "IQ"),
        ("nl", "ik heb een diploma uit Marokko.", "MA"),
        ("en", "my degree is from Syria", "SY"),
    ],
)
def test_the_country_of_a_foreign_diploma_is_kept(language: str, text: str, country: str) -> None:
    assert learned("foreign_diploma", text, language=language)["diploma_country"] == country


def test_a_country_named_for_something_else_is_no_country_of_a_diploma() -> None:
    assert "diploma_country" not in learned("migrant_language", "I come from Syria")


def test_what_a_place_must_have_is_kept_once_each_in_the_order_of_the_words() -> None:
    wanted = [Make.code("support_need", code) for code in ("computers", "internet", "computers")]

    assert learned("nearest_site", "", *wanted)["support_need"] == ["computers", "internet"]


@pytest.mark.parametrize(
    ("slot", "code"),
    [("transport", "none"), ("device", "phone"), ("internet", "slow"), ("start_term", "autumn")],
)
def test_car_computer_internet_and_start_are_kept_by_their_words(slot: str, code: str) -> None:
    assert learned("fallback", "", Make.code(slot, code))[slot] == code


def test_a_message_that_tells_nothing_teaches_nothing() -> None:
    assert learned("thank", "thank you") == {}


async def test_what_was_learned_is_told_on_request(ask: Any, make: Any) -> None:
    hours = make.entity("time_per_week", "6 hours", hours=6.0)
    kids = make.entity("children", "two kids", code="yes", count=2)
    first = await ask("no_time_job", "6 hours, two kids", entities=[hours, kids])

    said = await ask("profile", slots=first.slots)

    assert "- time to study: 6 hours a week\n- children: 2" in said.text
