"""The command line: help, exit codes, and errors that say what to do in one line."""

from __future__ import annotations

import csv
import gzip
import shutil
from pathlib import Path

import click
import pytest
import typer
from typer.testing import CliRunner, Result

from bot.cli.app import app
from catalog.services.seed_loader import SEED_FOLDER
from catalog.services.seed_tables import TABLES
from tests.databases import SqliteTemplate

EMAIL = "camille@example.org"
ADD = ("user", "add", EMAIL, "--name", "Camille")


def commands(command: click.Command, *path: str) -> list[tuple[str, ...]]:
    """The path of every command and group below *command*."""
    found = [path]
    for name, child in getattr(command, "commands", {}).items():
        found += commands(child, *path, name)
    return found


@pytest.fixture(autouse=True)
def environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sqlite_template: SqliteTemplate
) -> None:
    """A state folder and a database of the test's own."""
    monkeypatch.setenv("PASSERELLE_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("PASSERELLE_MODEL_DIR", str(tmp_path / "models"))
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", sqlite_template.copy(tmp_path))


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """The shipped organisations, two rows of each table and one place."""
    folder = tmp_path / "seed"
    folder.mkdir()
    shutil.copy(SEED_FOLDER / "organisations.yml", folder)
    kept: set[str] = set()
    for table in TABLES:
        with (SEED_FOLDER / table.file).open(encoding="utf-8", newline="") as source:
            header, *rows = list(csv.reader(source))
        parent = header.index(table.parent) if table.parent else None
        fitting = [row for row in rows if parent is None or row[parent] in kept][:2]
        kept |= {row[0] for row in fitting}
        write(folder / table.file, [header, *fitting])
    with gzip.open(SEED_FOLDER / "places.tsv.gz", "rt", encoding="utf-8") as places:
        first = [next(places) for _ in range(2)]
    with gzip.open(folder / "places.tsv.gz", "wt", encoding="utf-8") as out:
        out.writelines(first)
    return folder


def write(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)


def run(*words: str, give: str = "") -> Result:
    return CliRunner().invoke(app, list(words), input=give)


def line(result: Result) -> str:
    """What a failing command said: one line, no traceback."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stderr.count("\n") == 1, result.stderr
    return result.stderr


@pytest.mark.parametrize("path", commands(typer.main.get_command(app)), ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")

    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert len(result.output.splitlines()) > 4


def test_unknown_command_and_missing_argument_are_usage_errors() -> None:
    assert run("dance").exit_code == 2
    assert run("user", "add").exit_code == 2
    assert run("bench", "--learners", "many").exit_code == 2


def test_unusable_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PASSERELLE_PORT", "http")
    result = run("catalog", "load")

    assert result.exit_code == 2
    assert line(result).startswith("passerelle: PASSERELLE_PORT='http': ")


def test_catalog_is_loaded_once(seed: Path) -> None:
    first, second = (run("catalog", "load", "--folder", str(seed)) for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "course: 2 new, 0 changed, 0 unchanged" in first.stdout
    assert "course: 0 new, 0 changed, 2 unchanged" in second.stdout


def test_broken_row_is_reported_and_the_rest_loaded(seed: Path) -> None:
    path = seed / "sites.csv"
    with path.open(encoding="utf-8", newline="") as source:
        header, first, second = list(csv.reader(source))
    first[header.index("lat")] = "north of [/here]"
    write(path, [header, first, second])
    result = run("catalog", "load", "--folder", str(seed))

    assert result.exit_code == 1
    assert "site: 1 new" in result.stdout
    assert "scheme: 2 new" in result.stdout
    [reported] = [said for said in result.stderr.splitlines() if said.startswith("left out")]
    assert reported.startswith("left out sites.csv:2: ")
    assert "lat" in reported
    assert "north of [/here]" in reported


def test_missing_folder_is_one_line() -> None:
    result = run("catalog", "load", "--folder", "/nowhere/at/all")

    assert result.exit_code == 1
    assert "/nowhere/at/all" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.output


def test_user_gets_a_password_that_works_once(seed: Path) -> None:
    run("catalog", "load", "--folder", str(seed))
    added, again = run(*ADD), run(*ADD)
    fresh = run("user", "password", EMAIL.upper())

    assert f"user: {EMAIL}\none-time password: " in added.stdout
    assert (again.exit_code, line(again)) == (
        1,
        f"passerelle: there is a user {EMAIL} already\n",
    )
    assert fresh.exit_code == 0
    assert fresh.stdout != added.stdout


def test_user_needs_an_organisation_an_address_and_a_known_role(seed: Path) -> None:
    assert "load the catalog first" in line(run(*ADD))
    run("catalog", "load", "--folder", str(seed))
    assert "email" in line(run("user", "add", "camille", "--name", "Camille"))
    assert "no such organisation" in line(run(*ADD, "--organisation", "none"))
    assert run(*ADD, "--role", "queen").exit_code == 2
    assert "no user nobody@example.org" in line(run("user", "password", "nobody@example.org"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"text": "a", "need": "greet"}\n\nnonsense\n', "line 3: not JSON"),
        (b'{"id": 1}\n', "line 1: no text"),
        (b"\xff\xfe\n", "UnicodeDecodeError"),
    ],
)
def test_unreadable_rows_are_refused_before_the_model_is_loaded(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_bytes(content)

    for command in ("understand", "evaluate"):
        result = run(command, str(path))
        assert result.exit_code == 1
        assert said in line(result)


def test_rows_without_a_label_cannot_be_measured(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text('{"text": "a", "need": "greet"}\n\n{"text": "b"}\n', encoding="utf-8")

    assert "line 3: no need" in line(run("evaluate", str(path)))


def test_missing_file_is_one_line() -> None:
    assert "rows.jsonl" in line(run("understand", "/nowhere/rows.jsonl"))


def test_talk_says_how_to_start_a_service() -> None:
    said = line(run("talk", "--url", "http://127.0.0.1:1"))

    assert "start it with passerelle up" in said
