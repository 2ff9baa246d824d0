"""`passerelle rehearse`: what failed is shown and ends with 1; nothing is started for a bad file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import rehearse as command
from bot.cli.app import app
from bot.rehearsal.heard import Heard
from bot.rehearsal.rehearse import Played, Rehearsal
from bot.rehearsal.script import Script

EVENT = {
    "text": "Hello you",
    "author": "assistant",
    "lang": "en",
    "cards": [{"type": "course", "text": "A course"}],
    "choices": [{"label": "Find a course"}, {"label": "Stop"}],
}
TEXT = """
- {id: en-good, goal: greets, turns: [{user: hello}]}
- {id: en-bad, goal: fails, turns: [{user: hi there}]}
"""


@pytest.fixture(autouse=True)
def held(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nothing is started: every script is answered alike, and fails if its id says so."""
    asked: list[str] = []

    def rehearse(scripts: list[Script]) -> list[Rehearsal]:
        asked.extend(one.id for one in scripts)
        return [_held(one) for one in scripts]

    monkeypatch.setattr(command, "_rehearse", rehearse)
    return asked


def _held(script: Script) -> Rehearsal:
    failures = ("need: wanted greet",) * script.id.endswith("bad")
    heard = Heard([EVENT], {}, "assistant")
    return Rehearsal(script, [Played(script.turns[0], heard, failures)])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """One conversation that passes and one that fails."""
    path = tmp_path / "happy.yml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["rehearse", *map(str, arguments)])


def test_a_failed_conversation_is_shown_and_ends_with_one(file: Path) -> None:
    result = run(file)

    assert result.exit_code == 1
    assert "en-bad" in result.stdout
    assert "> hi there" in result.stdout
    assert "Find a course | Stop" in result.stdout
    assert "x need: wanted greet" in result.stdout
    assert "en-good" not in result.stdout


def test_conversations_are_counted_by_language_and_kind(file: Path) -> None:
    result = run(file)

    assert "1 of 2" in result.stdout
    assert "2 in turn 1" in result.stdout


def test_only_the_conversations_that_are_asked_for_are_held(file: Path, held: list[str]) -> None:
    result = run(file, "--only", "good")

    assert result.exit_code == 0
    assert held == ["en-good"]


def test_the_transcripts_of_all_are_shown_on_request(file: Path) -> None:
    result = run(file, "--only", "good", "--transcripts")

    assert "passed en-good (en)" in result.stdout
    assert "greets" in result.stdout
    assert "Hello you" in result.stdout


def test_json_tells_the_same_to_programs(file: Path) -> None:
    result = run(file, "--json")
    rows = json.loads(result.stdout)

    assert result.exit_code == 1
    assert [(row["id"], row["language"], row["passed"]) for row in rows] == [
        ("en-good", "en", True),
        ("en-bad", "en", False),
    ]
    [turn] = rows[1]["turns"]
    assert (turn["user"], turn["failures"]) == ("hi there", ["need: wanted greet"])
    assert turn["answers"][0]["text"] == "Hello you"


@pytest.mark.parametrize("content", ["- hello", None])
def test_a_bad_or_missing_file_is_one_line_and_nothing_is_started(
    tmp_path: Path, held: list[str], content: str | None
) -> None:
    path = tmp_path / "bad.yml"
    if content is not None:
        path.write_text(content, encoding="utf-8")

    result = run(path)

    assert result.exit_code == 1
    assert "bad.yml" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert held == []
