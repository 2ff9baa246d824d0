"""The index follows the database: changed rows, other processes, failures; never half an index."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catalog.db import Database
from catalog.models import Course, Offering, Status
from catalog.search import building, following
from catalog.search.index import CURRENT_FILE, Store
from catalog.services.changes import record_change, snapshot
from catalog.services.course_search import CourseQuery, search_courses
from tests import factories
from tests.catalog.search.asking import found


@pytest.fixture(autouse=True)
def indexes(tmp_path: Path) -> Iterator[Path]:
    """A folder of the test's own for all indexes."""
    kept = list(following._kept_in)
    following.keep_indexes_in(tmp_path / "indexes")
    yield tmp_path / "indexes"
    following._kept_in[:] = kept
    following._followers.clear()


async def add(database: Database, **values: Any) -> Course:
    course = factories.course(**values)
    async with database.write() as session:
        session.add(course)
        await record_change(session, course, "test", None)
    return course


async def change(database: Database, course: Course, **values: Any) -> None:
    async with database.write() as session:
        row = await session.get_one(Course, course.id)
        before = snapshot(row)
        for name, value in values.items():
            setattr(row, name, value)
        await record_change(session, row, "test", before)


def forget() -> None:
    """Do as another process that starts now."""
    following._followers.clear()


def facts_file(folder: Path) -> Path:
    (only,) = folder.glob("*/g*/facts.json")
    return only


def read(path: Path) -> str:
    return path.read_text("utf-8")


def write(path: Path, content: str) -> None:
    path.write_text(content, "utf-8")


def generation(folder: Path) -> str:
    return next(folder.glob(f"*/{CURRENT_FILE}")).read_text("utf-8")


async def test_a_changed_course_is_found_by_its_new_title_only(
    database: Database, indexes: Path
) -> None:
    course = await add(database, public_id="bees", title="Apiculture")
    await add(database, public_id="other", title="Menuiserie", field="law")
    assert await found(database, "apiculture") == ["bees"]
    before = generation(indexes)
    await change(database, course, title="Reliure")

    assert await found(database, "reliure") == ["bees"]
    assert await found(database, "apiculture") == []
    assert generation(indexes) == before


@pytest.mark.parametrize("status", [Status.ARCHIVED, Status.DRAFT])
async def test_a_course_that_is_no_longer_published_is_gone(
    database: Database, status: Status
) -> None:
    course = await add(database, title="Apiculture")
    assert await found(database, "apiculture")
    await change(database, course, status=status)

    assert await found(database, "apiculture") == []


async def test_a_new_run_and_a_new_name_of_the_provider_are_seen(database: Database) -> None:
    course = await add(database, public_id="bees")
    assert await found(database, pace="part_time", field="business") == ["bees"]
    async with database.write() as session:
        run = Offering(course_id=course.id, status=Status.PUBLISHED, price_cents=5, currency="EUR")
        session.add(run)
        await record_change(session, run, "test", None)
    async with database.read() as session:
        query = CourseQuery(field="business", max_cost_cents=5)
        results = await search_courses(session, query)

    assert "cost" in results.hits[0].why
    async with database.write() as session:
        row = await session.get_one(Course, course.id)
        before = snapshot(row.provider)
        row.provider.name = "Zythologie"
        await record_change(session, row.provider, "test", before)
    assert await found(database, "zythologie") == ["bees"]


async def test_another_process_takes_the_index_over_instead_of_building_it(
    database: Database, indexes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(database, public_id="bees", title="Apiculture")
    await found(database, "apiculture")
    forget()
    monkeypatch.setattr(building, "_build", None)

    assert await found(database, "apiculture") == ["bees"]


async def test_an_index_made_with_other_words_is_built_anew(
    database: Database, indexes: Path
) -> None:
    await add(database, public_id="bees", title="Apiculture")
    await found(database, "apiculture")
    before = generation(indexes)
    facts = facts_file(indexes)
    write(facts, json.dumps(json.loads(read(facts)) | {"made_by": "older"}))
    forget()

    assert await found(database, "apiculture") == ["bees"]
    assert generation(indexes) != before


@pytest.mark.parametrize("content", ["", "{", '{"stand": 1}', "[]"])
async def test_a_broken_index_is_built_anew(
    database: Database, indexes: Path, content: str
) -> None:
    await add(database, public_id="bees", title="Apiculture")
    await found(database, "apiculture")
    write(facts_file(indexes), content)
    forget()

    assert await found(database, "apiculture") == ["bees"]


async def test_a_failed_update_answers_from_the_old_index_and_logs_no_words(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await add(database, public_id="bees", title="Apiculture")
    await found(database, "apiculture")

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(Store, "change", full)
    await add(database, public_id="wasps", title="Apiculture")
    with caplog.at_level(logging.WARNING):
        assert await found(database, "apiculture") == ["bees"]
    assert "OSError" in caplog.text
    assert "apiculture" not in caplog.text
    monkeypatch.undo()
    assert await found(database, "apiculture") == ["bees", "wasps"]


async def test_a_slow_update_does_not_keep_a_learner_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add(database, public_id="bees", title="Apiculture")
    await found(database, "apiculture")
    may_go_on = asyncio.Event()
    real = building._update

    async def slow(*arguments: Any) -> None:
        await may_go_on.wait()
        await real(*arguments)

    monkeypatch.setattr(building, "_update", slow)
    monkeypatch.setattr(following, "PATIENCE_SECONDS", 0.05)
    await add(database, public_id="wasps", title="Apiculture")

    assert await found(database, "apiculture") == ["bees"]
    may_go_on.set()
    async with asyncio.timeout(10):
        while await found(database, "apiculture") != ["bees", "wasps"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_without_a_folder_to_write_in_the_index_is_kept_in_memory(
    database: Database, indexes: Path
) -> None:
    write(indexes, "a file where a folder should be")
    await add(database, public_id="bees", title="Apiculture")

    assert await found(database, "apiculture") == ["bees"]


async def test_many_searches_at_once_build_one_index(database: Database, indexes: Path) -> None:
    await add(database, public_id="bees", title="Apiculture")
    answers = await asyncio.gather(*(found(database, "apiculture") for _ in range(5)))

    assert answers == [["bees"]] * 5
    assert facts_file(indexes).parent.name == generation(indexes)
