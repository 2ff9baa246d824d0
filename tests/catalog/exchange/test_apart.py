"""A large file is read in a process of its own, with the same result."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from catalog.exchange import apart
from catalog.exchange.apart import ReaderEnded, opened
from catalog.exchange.faults import UnreadableFile
from catalog.exchange.formats import guess_format, open_file
from catalog.exchange.reading import ReadOptions

SAMPLES = Path(__file__).parent / "samples"
OPTIONS = ReadOptions(country="FR", language="fr", provider="Usual")
MANY = 20_000  # rows: more than the pipe holds


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Every file is large; the processes that were started."""
    found: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def noted(*command: Any, **options: Any) -> subprocess.Popen[bytes]:
        found.append(start(*command, **options))
        return found[-1]

    monkeypatch.setattr(apart, "LARGE", 0)
    monkeypatch.setattr(apart.subprocess, "Popen", noted)
    return found


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    path = tmp_path / "long.csv"
    rows = (f"{number},Course {number},fr" for number in range(MANY))
    path.write_text("\n".join(["id,title,language", *rows]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["courses-en.csv", "lheo-2.2.xml", "programme-fr.jsonld"])
def test_the_same_records(started: list[subprocess.Popen[bytes]], name: str) -> None:
    kind = guess_format(SAMPLES / name)
    with opened(SAMPLES / name, kind, OPTIONS) as items:
        assert list(items) == list(open_file(SAMPLES / name, kind, OPTIONS))
    assert [process.returncode is None for process in started] == [False]


def test_small_files_start_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart.subprocess, "Popen", None)
    with opened(SAMPLES / "courses-en.csv", "csv", OPTIONS) as items:
        assert list(items)


def test_a_broken_file_says_why(started: list[subprocess.Popen[bytes]], tmp_path: Path) -> None:
    whole = (SAMPLES / "lheo-2.2.xml").read_bytes()
    (tmp_path / "half.xml").write_bytes(whole[: len(whole) // 2])
    with (
        opened(tmp_path / "half.xml", "lheo", OPTIONS) as items,
        pytest.raises(UnreadableFile) as caught,
    ):
        list(items)
    assert caught.value.reason == "broken_xml"
    assert caught.value.values["line"]
    assert started


def test_nobody_reads_on_for_an_import_that_ended(
    started: list[subprocess.Popen[bytes]], long_file: Path
) -> None:
    with opened(long_file, "csv", OPTIONS) as items:
        next(iter(items))
    assert started[0].returncode is not None


def test_a_reader_that_dies_is_no_end_of_the_file(
    started: list[subprocess.Popen[bytes]], long_file: Path
) -> None:
    with opened(long_file, "csv", OPTIONS) as items:
        rest = iter(items)
        next(rest)
        started[0].kill()
        with pytest.raises(ReaderEnded, match="code -9"):
            list(rest)
