"""Files of conversations: a counsellor's ways of writing are read, mistakes are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.rehearsal.script import EXPECTATIONS, BadScript, listed, read_scripts
from tests.bot.rehearsal.conftest import Read

WHOLE = """
- id: sv-7
  persona: Åsa, 47
  goal: finds a course
  kind: worried
  core: true
  turns:
    - user: hej
    - choose: Lund
      expect: {need: find_course, shows_courses: 1}
"""


def test_a_conversation_is_read_as_it_is_written(read: Read) -> None:
    [script] = read(WHOLE)

    assert (script.id, script.kind, script.core) == ("sv-7", "worried", True)
    assert (script.persona, script.goal) == ("Åsa, 47", "finds a course")
    assert [turn.said for turn in script.turns] == ["hej", "[Lund]"]
    assert script.turns[1].expect == {"need": "find_course", "shows_courses": 1}


def test_what_is_not_said_is_taken_from_the_file_or_left_open(read: Read) -> None:
    [script] = read("- turns: [{user: bonjour}]")

    assert script.kind == "happy"
    assert script.id.endswith("happy.yml, conversation 1")
    assert (script.persona, script.goal, script.core) == ("", "", False)
    assert script.turns[0].expect == {}


def test_json_is_read_too(read: Read) -> None:
    [script] = read('[{"id": "fr-1", "turns": [{"user": "salut"}]}]')

    assert (script.id, script.turns[0].user) == ("fr-1", "salut")


def test_a_number_as_a_message_is_what_the_learner_types(read: Read) -> None:
    [script] = read("- turns: [{user: 8800}]")

    assert script.turns[0].user == "8800"


@pytest.mark.parametrize(
    ("row", "language"),
    [
        ("{language: nl, id: sv-1, turns: [{user: bonjour}]}", "nl"),
        ("{persona: {language: en}, id: sv-1, turns: [{user: bonjour}]}", "en"),
        ("{id: sv-1, turns: [{user: bonjour}]}", "sv"),
        ("{id: NL_worried_3, turns: [{user: bonjour}]}", "nl"),
        ("{id: karin, turns: [{user: jag vill läsa och det är för svårt}]}", "sv"),
        ("{id: marc, turns: [{user: je ne sais pas ce que je veux}]}", "fr"),
        ("{id: an, turns: [{user: ik weet niet wat ik wil}]}", "nl"),
        ("{id: pat, turns: [{user: what do i do with this}]}", "en"),
    ],
)
def test_the_language_is_the_one_said_else_of_the_id_else_of_the_words(
    read: Read, row: str, language: str
) -> None:
    [script] = read(f"- {row}")

    assert script.language == language


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "a list of conversations is expected"),
        ("conversations: []", "a list of conversations is expected"),
        ("- turns: [{user: a", "happy.yml"),
        ("- hello", "conversation 1: a mapping with a list of turns is expected"),
        ("- id: fr-1", "a mapping with a list of turns is expected"),
        ("- {id: fr-1, turns: []}", "a mapping with a list of turns is expected"),
        ("- {id: fr-1, turns: hello}", "a mapping with a list of turns is expected"),
    ],
)
def test_a_file_that_holds_no_conversations_is_named(read: Read, text: str, told: str) -> None:
    with pytest.raises(BadScript, match=told):
        read(text)


@pytest.mark.parametrize("turn", ["hello", "{}", "{user: a, choose: b}", "{expect: {need: x}}"])
def test_a_turn_is_either_a_message_or_a_chip(read: Read, turn: str) -> None:
    with pytest.raises(BadScript, match=r"\(fr-1\), turn 2: either user or choose is expected"):
        read(f"- {{id: fr-1, turns: [{{user: a}}, {turn}]}}")


@pytest.mark.parametrize(
    ("expect", "told"),
    [
        ("hello", "expect is no mapping"),
        ("[need]", "expect is no mapping"),
        ("{neeed: x}", "unknown expectation neeed; known are mentions_any"),
        ("{1: x}", "unknown expectation 1"),
        ("{shows_courses: many}", "shows_courses is a number of cards"),
        ("{shows_sites: [1]}", "shows_sites is a number of cards"),
        ("{course_match: digital}", "course_match is a mapping"),
        ("{keeps: field}", "keeps is a mapping"),
        ("{course_match: {colour: red, size: 1}}", "course_match knows no colour, size"),
        ("{language: german}", "language is one of fr, sv, nl, en"),
        ("{language: [fr]}", "language is one of fr, sv, nl, en"),
        ("{handoff: maybe}", "handoff is one of offered, started"),
        ("{mentions_any: ['(']}", "is no regular expression"),
        ("{mentions_all: '['}", "is no regular expression"),
        ("{must_not: [fine, '*']}", "is no regular expression"),
    ],
)
def test_an_expectation_that_could_never_be_judged_is_named_with_its_turn(
    read: Read, expect: str, told: str
) -> None:
    with pytest.raises(BadScript) as raised:
        read(f"- {{id: fr-1, turns: [{{user: a, expect: {expect}}}]}}")

    assert "conversation 1 (fr-1), turn 1: " in str(raised.value)
    assert told in str(raised.value)


def test_the_mistake_in_the_second_conversation_is_said_to_be_there(read: Read) -> None:
    with pytest.raises(BadScript, match="conversation 2"):
        read("- {id: a, turns: [{user: a}]}\n- {id: b, turns: []}")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.yml"
    path.write_bytes("- turns: [{user: été}]".encode("latin-1"))

    with pytest.raises(BadScript, match=r"latin\.yml"):
        read_scripts(path)


def test_a_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_scripts(tmp_path / "none.yml")


@pytest.mark.parametrize(
    ("value", "as_list"), [(None, []), ("a", ["a"]), (["a"], ["a"]), (("a",), ["a"]), (0, [0])]
)
def test_a_single_value_is_a_list_of_one(value: object, as_list: list[object]) -> None:
    assert listed(value) == as_list


def test_no_expectation_is_listed_twice() -> None:
    assert len(set(EXPECTATIONS)) == len(EXPECTATIONS)
