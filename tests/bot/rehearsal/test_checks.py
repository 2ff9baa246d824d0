"""Each expectation: what meets it, and what does not, said in one sentence."""

from __future__ import annotations

from typing import Any

import pytest

from bot.rehearsal.checks import CHECKS, Checks
from bot.rehearsal.heard import Heard
from bot.rehearsal.script import EXPECTATIONS

COURSE = {
    "type": "course",
    "title": "BTS Comptabilité",
    "provider": "CNED",
    "field": "business",
    "level": "bts",
    "award": "BTS",
    "eqf_level": 5,
    "mode": "distance",
    "country": "FR",
    "pace": None,
    "text": "BTS Comptabilité, CNED.",
}
SITE = {"type": "site", "municipality": "Guéret", "text": "Campus de Guéret"}
FAR = {"type": "site", "municipality": "Limoges", "text": "Campus de Limoges"}
SLOTS = {
    "pending": {"question": "place", "need": "nearest_site"},
    "field": "law",
    "age": 47,
    "children": False,
    "place": {"name": "Guéret"},
    "support_need": ["computers", "evening"],
}


def event(**changes: Any) -> dict[str, Any]:
    """A message of the assistant in French, about courses."""
    return {
        "text": "Voici des cours.",
        "author": "assistant",
        "lang": "fr",
        "need": "find_course",
        "also": ["cost_total"],
        "cards": [COURSE, SITE, FAR],
        "choices": [{"label": "Un lieu près de moi"}],
        **changes,
    }


def heard(*events: dict[str, Any], state: str = "assistant") -> Heard:
    """What came back for one message."""
    return Heard(events or (event(),), SLOTS, state)


@pytest.mark.parametrize(
    ("name", "met", "unmet"),
    [
        ("mentions_any", ["nothing", "VOICI"], ["nothing", "voil[aà]"]),
        ("mentions_any", "cned", "cn?d"),
        ("mentions_all", ["cours", "campus de gu"], ["cours", "nothing"]),
        ("must_not", ["nothing", "^cours"], ["nothing", "limoges"]),
        ("need", "find_course", "fallback"),
        ("need", ["fallback", "cost_total"], ["fallback", "greet"]),
        ("also", "cost_total", "find_course"),
        ("also", ["cost_total"], ["cost_total", "greet"]),
        ("cards", ["course", "site"], ["course", "scheme"]),
        ("chips", "PRÈS DE", "loin"),
        ("chips", ["un lieu"], ["un lieu", "loin"]),
        ("author", "assistant", "system"),
        ("author", ["system", "assistant"], ["counsellor"]),
        ("shows_courses", 1, 2),
        ("shows_sites", 2, 3),
        ("shows_courses", 1, 0),
        ("course_match", {"field": "business", "country": "fr"}, {"field": "digital"}),
        ("course_match", {"title": "comptabilite"}, {"title": "compta", "provider": "x"}),
        ("course_match", {"field": ["digital", "business"]}, {"field": ["digital", "law"]}),
        ("course_match", {"level": "bts"}, {"level": "master"}),
        ("course_match", {"level": 5}, {"level": 7}),
        ("course_match", {"level": ["master", "short_cycle"]}, {"level": "yh2"}),
        ("course_match", {"mode": "distance"}, {"pace": "part_time"}),
        ("nearest_site_municipality", "gueret", "Limoges"),
        ("nearest_site_municipality", ["Limoges", "Guéret"], ["Limoges"]),
        ("language", "fr", "sv"),
        ("asks_for", "place", "field"),
        ("asks_for", ["field", "country"], ["field", "work_status"]),
        ("keeps", {"field": "LAW", "age": 47}, {"field": "law", "age": 37}),
        ("keeps", {"place": "gueret"}, {"place": "Limoges"}),
        ("keeps", {"support_need": "evening"}, {"support_need": "internet"}),
        ("keeps", {"children": False}, {"children": True}),
        ("keeps", {"field": ["health", "law"]}, {"field": ["health"]}),
        ("keeps", {"level": None}, {"field": None}),
    ],
)
def test_an_expectation_is_met_or_the_sentence_names_it(
    checks: Checks, name: str, met: Any, unmet: Any
) -> None:
    assert checks.failures({name: met}, heard()) == []
    [failure] = checks.failures({name: unmet}, heard())
    assert failure.startswith(f"{name}: ")


def test_a_number_of_none_and_an_empty_list_forbid_cards(checks: Checks) -> None:
    silent = heard(event(cards=[]))
    forbidding: tuple[dict[str, Any], ...] = (
        {"shows_courses": 0},
        {"shows_sites": 0},
        {"cards": []},
    )

    for expect in forbidding:
        assert checks.failures(expect, silent) == []
        assert len(checks.failures(expect, heard())) == 1


@pytest.mark.parametrize(
    ("changes", "state", "offered", "started"),
    [
        ({}, "assistant", False, False),
        ({"choices": [{"label": "Talk with a person"}]}, "assistant", True, False),
        ({"need": "call_me_back"}, "assistant", True, False),
        ({"also": ["talk_to_human"]}, "assistant", True, False),
        ({}, "waiting", True, True),
        ({}, "counsellor", True, True),
        ({}, "callback", True, True),
    ],
)
def test_a_person_is_offered_by_a_chip_or_is_on_the_way(
    checks: Checks, changes: dict[str, Any], state: str, offered: bool, started: bool
) -> None:
    came = heard(event(**changes), state=state)

    assert (checks.failures({"handoff": "offered"}, came) == []) is offered
    assert (checks.failures({"handoff": "started"}, came) == []) is started


def test_all_that_fails_is_said(checks: Checks) -> None:
    expect = {"mentions_all": ["x", "y"], "language": "sv", "need": "find_course"}

    assert checks.failures(expect, heard()) == [
        "mentions_all: no 'x'",
        "mentions_all: no 'y'",
        "language: wanted sv, spoke ['fr']",
    ]


def test_two_messages_are_judged_together(checks: Checks) -> None:
    both = heard(event(cards=[]), event(text="Et voilà", author="system", need=None, also=None))
    expect = {"mentions_all": ["voici", "voilà"], "author": "system", "shows_courses": 1}

    assert checks.failures(expect, both) == []


def test_every_message_must_be_in_the_language(checks: Checks) -> None:
    both = heard(event(), event(lang="sv"))

    assert checks.failures({"language": "fr"}, both) == ["language: wanted fr, spoke ['fr', 'sv']"]


def test_without_cards_or_a_question_their_expectations_fail(checks: Checks) -> None:
    nothing = Heard([event(cards=[])], {}, "assistant")
    expect = {
        "course_match": {"field": "business"},
        "nearest_site_municipality": "Guéret",
        "asks_for": "place",
    }

    assert len(checks.failures(expect, nothing)) == 3


def test_every_expectation_of_a_script_can_be_judged() -> None:
    assert {*CHECKS, "handoff"} == set(EXPECTATIONS)
