"""Facts, help lines and edited answers in the database: loaded once, edited live, undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from catalog.db import Database
from catalog.knowledge import Answers
from catalog.models import AnswerRow, FactRow, HelpLineRow, Status
from catalog.services.changes import record_change, snapshot, undo_change
from catalog.services.live_answers import LOOK_AGAIN_SECONDS, LiveAnswers
from catalog.services.seed_loader import load_knowledge
from catalog.services.seed_report import SeedReport

ROOT = Path(__file__).parents[2]


@dataclass
class Clock:
    """A clock that a test moves."""

    now: float = 0.0

    def __call__(self) -> float:
        return self.now

    def pass_by(self) -> None:
        self.now += LOOK_AGAIN_SECONDS


@pytest.fixture
def files() -> Answers:
    return Answers.load(ROOT)


@pytest.fixture
async def knowing(database: Database, files: Answers) -> Database:
    """A database with the shipped facts and help lines."""
    async with database.write() as session:
        await load_knowledge(session, files, SeedReport())
    return database


async def edit(database: Database, row: AnswerRow) -> None:
    async with database.write() as session:
        session.add(row)
        await record_change(session, row, "editor", None)


async def test_what_is_loaded_says_what_the_files_say(knowing: Database, files: Answers) -> None:
    live = await LiveAnswers(files, knowing).current()

    assert live.facts == files.facts
    assert live.lines == files.lines


async def test_an_edited_answer_is_said_without_a_restart(
    knowing: Database, files: Answers
) -> None:
    clock = Clock()
    live = LiveAnswers(files, knowing, clock)
    before = (await live.current()).pick("thank", "en").text
    row = AnswerRow(need="thank", language="en", text="At your service.", status=Status.PUBLISHED)
    await edit(knowing, row)

    assert (await live.current()).pick("thank", "en").text == before
    clock.pass_by()
    assert (await live.current()).pick("thank", "en").text == "At your service."
    assert (await live.current()).pick("thank", "fr").text != "At your service."


async def test_an_edit_for_one_country_leaves_the_others(knowing: Database, files: Answers) -> None:
    row = AnswerRow(
        need="cost_total", language="en", country="SE", text="Nothing.", status=Status.PUBLISHED
    )
    await edit(knowing, row)
    live = await LiveAnswers(files, knowing).current()

    assert live.pick("cost_total", "en", "SE").text == "Nothing."
    assert live.pick("cost_total", "en", "FR").text != "Nothing."
    assert live.pick("cost_total", "en", "SE").chips == files.pick("cost_total", "en", "SE").chips


async def test_a_draft_is_not_said(knowing: Database, files: Answers) -> None:
    await edit(knowing, AnswerRow(need="thank", language="en", text="Draft."))

    live = await LiveAnswers(files, knowing).current()
    assert live.pick("thank", "en").text != "Draft."


async def test_an_edited_fact_is_kept_by_a_second_load_and_can_be_undone(
    knowing: Database, files: Answers
) -> None:
    async with knowing.write() as session:
        row = await session.scalar(select(FactRow).where(FactRow.public_id == "cvo_fee-be"))
        assert row is not None
        before = snapshot(row)
        row.review_by = date(2020, 1, 1)
        change = await record_change(session, row, "editor", before)
    async with knowing.write() as session:
        await load_knowledge(session, files, report := SeedReport())
    live = await LiveAnswers(files, knowing).current()

    assert report.kept_edited == ["fact/cvo_fee-be"]
    assert live.facts["cvo_fee", "BE"].is_due(date(2020, 1, 2))
    async with knowing.write() as session:
        await undo_change(session, change.id, "editor")
    assert (await LiveAnswers(files, knowing).current()).facts == files.facts


async def test_an_archived_fact_is_not_shown(knowing: Database, files: Answers) -> None:
    async with knowing.write() as session:
        row = await session.scalar(select(FactRow).where(FactRow.public_id == "cvo_fee-be"))
        assert row is not None
        before = snapshot(row)
        row.status = Status.ARCHIVED
        await record_change(session, row, "editor", before)

    live = await LiveAnswers(files, knowing).current()
    assert ("cvo_fee", "BE") not in live.facts


async def test_a_changed_help_line_is_shown_with_its_check(
    knowing: Database, files: Answers
) -> None:
    async with knowing.write() as session:
        row = await session.scalar(select(HelpLineRow).where(HelpLineRow.public_id == "be-0"))
        assert row is not None
        before = snapshot(row)
        row.verified_on = date(2026, 11, 1)
        await record_change(session, row, "editor", before)

    live = await LiveAnswers(files, knowing).current()
    assert live.help_lines("BE")[0].checked_on == date(2026, 11, 1)


async def test_while_the_database_cannot_be_asked_the_files_speak(
    files: Answers, tmp_path: Path
) -> None:
    gone = Database.open(f"sqlite+aiosqlite:///{tmp_path}/no/such/folder.db")
    live = await LiveAnswers(files, gone).current()
    await gone.close()

    assert live.pick("thank", "en") == files.pick("thank", "en")
