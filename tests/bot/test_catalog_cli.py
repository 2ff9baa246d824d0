"""The catalog from the terminal: a file read, accepted, edited, read again, undone, written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli.app import app
from tests.databases import PostgresqlServer, SqliteTemplate

HEADER = "id;intitulé;organisme;modalité;date de début;prix\n"
GOOD = "1;BTS SIO;Lycée Test;à distance;2027-09-01;0\n2;Excel;Greta;présentiel;2027-01-11;100\n"
FAULTY = ";Sans clé;Greta;;;\n4;;Greta;;;\n5;Word;Greta;présentiel;2027-13-45;50\n"


@pytest.fixture(params=["sqlite", "postgresql"], autouse=True)
def environment(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A state folder and an empty database of the test's own."""
    monkeypatch.setenv("PASSERELLE_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("LC_ALL", "C")
    if request.param == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("sqlite_template")
        url = template.copy(tmp_path)
    else:
        server: PostgresqlServer = request.getfixturevalue("postgresql_server")
        url = server.create()
    monkeypatch.setenv("PASSERELLE_DATABASE_URL", url)


def run(*words: str, answer: str = "", code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["catalog", *words], input=answer)
    assert result.exit_code == code, result.output
    return result


def save(tmp_path: Path, text: str) -> str:
    path = tmp_path / "courses.csv"
    path.write_text(text, encoding="utf-8")
    return str(path)


def declare(*more: str) -> None:
    options = ("--format", "csv", "--country", "FR", "--language", "fr", *more)
    run("sources", "set", "greta", *options)


def title_of(tmp_path: Path, key: str) -> str | None:
    path = tmp_path / "out.csv"
    run("export", str(path), "--format", "csv")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return next((line.split(",")[2] for line in lines if line.startswith(f"greta-{key},")), None)


def test_from_a_file_with_faults_to_the_undo(tmp_path: Path) -> None:
    declare()
    file = save(tmp_path, HEADER + GOOD + FAULTY)

    first = run("import", file, "--source", "greta", answer="y\n").output
    assert "3 new" in first
    assert "2 rows not understood" in first
    assert "1 value left out" in first
    assert "row 4: Nothing in it says by which key it can be found again." in first
    assert 'row 6: start: "2027-13-45" is no date.' in first
    assert "accepted" in first

    run("edit", "course", "greta-2", "title=Excel, by hand")
    changed = save(tmp_path, HEADER + GOOD.replace("Excel", "Excel 2").replace(";100", ";400"))
    second = run("import", changed, "--source", "greta", "--yes", "--sure").output
    assert "price up 300 %: €100.00 → €400.00" in second
    assert "the source said Excel, here it says Excel, by hand, the source now says Excel 2" in (
        " ".join(second.split())
    )
    assert title_of(tmp_path, "2") == '"Excel'

    names = [row["import"] for row in json.loads(run("runs", "--json").output)]
    run("undo", names[0])
    run("undo", names[1])
    assert title_of(tmp_path, "1") is None


def test_nothing_is_written_without_a_yes(tmp_path: Path) -> None:
    declare()
    file = save(tmp_path, HEADER + GOOD)

    output = run("import", file, "--source", "greta", answer="n\n").output
    assert title_of(tmp_path, "1") is None

    name = output.rsplit("apply ", 1)[1].strip()
    run("apply", name)
    assert title_of(tmp_path, "1") == "BTS SIO"


def test_a_large_change_asks_again(tmp_path: Path) -> None:
    declare("--complete")
    run("import", save(tmp_path, HEADER + GOOD), "--source", "greta", "--yes")
    shorter = save(tmp_path, HEADER + GOOD.splitlines(keepends=True)[0])

    refused = run("import", shorter, "--source", "greta", "--yes", code=1)
    assert "--sure" in refused.output
    assert title_of(tmp_path, "2") == "Excel"

    accepted = run("import", shorter, "--source", "greta", "--yes", "--sure").output
    assert "1 ended" in accepted
    assert title_of(tmp_path, "2") is None


def test_the_same_file_again_asks_nothing(tmp_path: Path) -> None:
    declare()
    file = save(tmp_path, HEADER + GOOD)
    run("import", file, "--source", "greta", "--yes")

    assert "2 unchanged" in run("import", file, "--source", "greta").output


def test_an_export_comes_back_unchanged(tmp_path: Path) -> None:
    declare()
    run("import", save(tmp_path, HEADER + GOOD), "--source", "greta", "--yes")
    path = str(tmp_path / "out.csv")
    run("export", path, "--format", "csv")
    run("sources", "set", "ours", "--format", "csv")

    report = json.loads(run("diff", path, "--source", "ours", "--json").output)
    assert report["counts"] == {"unchanged": 2}


def test_a_broken_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    declare()
    file = save(tmp_path, "nothing;of;ours\n1;2;3\n")

    result = run("import", file, "--source", "greta", code=1)
    assert "The first rows hold no names of columns." in result.output


def test_columns_are_shown_and_corrected(tmp_path: Path) -> None:
    file = save(tmp_path, "nr;Bezeichnung;organisme;intitulé\n7;Informatik;HS;other\n")
    assert "left out" in run("columns", file).output

    columns = ("--column", "nr=id", "--column", "Bezeichnung=title", "--column", "intitulé=")
    declare(*columns)
    report = json.loads(run("diff", file, "--source", "greta", "--json").output)
    assert [row["title"] for row in report["new"]] == ["Informatik"]


@pytest.mark.parametrize(
    "words",
    [
        ("sources", "set", "Bad Name", "--format", "csv"),
        ("sources", "set", "x", "--format", "pdf"),
        ("sources", "set", "x"),
        ("sources", "set", "x", "--format", "csv", "--fetch-at", "25:00"),
        ("diff", "none.csv", "--source", "none"),
        ("undo", "none"),
        ("edit", "course", "none", "title=x"),
    ],
)
def test_wrong_words_are_told_in_one_line(words: tuple[str, ...]) -> None:
    result = run(*words, code=1)
    assert len(result.output.strip().splitlines()) == 1


def test_sources_are_listed_shown_and_put_away() -> None:
    declare("--complete", "--review-days", "365")
    assert json.loads(run("sources", "list", "--json").output)[0]["complete"] is True
    assert json.loads(run("sources", "show", "greta").output)["review_days"] == 365

    run("sources", "remove", "greta")
    assert json.loads(run("sources", "list", "--json").output) == []
