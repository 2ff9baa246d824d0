"""A source's records become rows, follow the source, respect edits, and go back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import Database
from catalog.exchange.faults import Fault
from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord, SiteRecord
from catalog.imports.apply import Importer
from catalog.imports.plan import Decisions, Planner
from catalog.imports.report import Report
from catalog.imports.runs import source_by_id
from catalog.imports.sources import save_source
from catalog.imports.undo import undo_run
from catalog.models import CodeMapping, Course, ImportRun, Mode, PriceBasis, RunState, Site, Status
from catalog.services.edits import edit_row
from tests import factories

PROVIDER = ProviderRecord("Université de Test", country="FR")


def course(key: str, title: str = "", price: int = 10_000, **values: object) -> CourseRecord:
    run = OfferingRecord(
        "2027", starts_on=date(2027, 1, 11), price_cents=price, currency="EUR",
        price_basis=PriceBasis.WHOLE,
    )  # fmt: skip
    record = CourseRecord(
        key, f"row {key}", title or f"Course {key}", PROVIDER, mode=Mode.DISTANCE, offerings=(run,)
    )
    return replace(record, **values)  # type: ignore[arg-type]


class Reader:
    """Reads records into the catalog as the source `test`."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def declare(self, **values: object) -> None:
        async with self.database.write() as session:
            declared = {"format": "csv", "country": "FR", **values}
            await save_source(session, "test", declared, "tester")

    async def look(self, *items: CourseRecord | SiteRecord | Fault, **decided: str) -> Report:
        async with self.database.read() as session:
            run = await self._run(session)
            planner = Planner(session, run.source, Decisions(**decided))
            async for _ in planner.steps(items):
                pass
        return planner.report

    async def accept(self, *items: CourseRecord | SiteRecord | Fault, **decided: str) -> Report:
        async with self.database.write() as session:
            run = await self._run(session)
            session.add(run)
            await session.flush()
            planner = Planner(session, run.source, Decisions(**decided))
            report = await Importer(session, run).carry_out(planner, items)
            run.state = RunState.APPLIED
        return report

    async def undo(self) -> Sequence[str]:
        async with self.database.write() as session:
            newest = select(ImportRun).where(ImportRun.state == RunState.APPLIED)
            run = await session.scalar(newest.order_by(ImportRun.id.desc()).limit(1))
            assert run is not None
            return (await undo_run(session, run, "tester")).kept

    async def _run(self, session: AsyncSession) -> ImportRun:
        source = await source_by_id(session, "test")
        return ImportRun(
            source=source, author="tester", file_name="f", file_digest="d", plan_digest="p"
        )

    async def titles(self) -> dict[str, str]:
        async with self.database.read() as session:
            rows = await session.scalars(select(Course).where(Course.status == Status.PUBLISHED))
            return {row.public_id: row.title for row in rows.unique()}

    async def course(self, public_id: str) -> Course:
        async with self.database.read() as session:
            row = await session.scalar(select(Course).where(Course.public_id == public_id))
            assert row is not None
            return row


@pytest.fixture
async def reader(database: Database) -> Reader:
    made = Reader(database)
    await made.declare()
    return made


async def test_a_dry_run_counts_and_writes_nothing(reader: Reader) -> None:
    report = await reader.look(course("1"), course("2"))

    assert report.counts == {"new": 2}
    assert await reader.titles() == {}
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report


async def test_new_rows_come_with_provider_offering_and_history(reader: Reader) -> None:
    await reader.accept(course("1"), course("2"))

    row = await reader.course("test-1")
    assert row.provider.name == "Université de Test"
    assert [run.price_cents for run in row.offerings] == [10_000]
    assert row.offerings[0].starts_on == date(2027, 1, 11)
    assert row.language == "fr"


async def test_the_same_rows_again_change_nothing(reader: Reader) -> None:
    await reader.accept(course("1"), course("2"))

    report = await reader.accept(course("1"), course("2"))

    assert report.counts == {"unchanged": 2}
    assert report.is_empty


async def test_a_changed_price_is_reported_and_written(reader: Reader) -> None:
    await reader.accept(course("1"))

    report = await reader.accept(course("1", price=40_000))

    assert report.counts == {"changed": 1}
    assert [change.field for change in report.changed[0].fields] == ["offerings"]
    assert (await reader.course("test-1")).offerings[0].price_cents == 40_000


async def test_a_value_edited_by_hand_is_not_overwritten(reader: Reader) -> None:
    await reader.accept(course("1", "Old"))
    async with reader.database.write() as session:
        await edit_row(session, "course", "test-1", {"title": "By hand"}, "camille")

    same = await reader.accept(course("1", "Old"))
    other = await reader.accept(course("1", "New"))

    assert same.counts == {"unchanged": 1}
    assert other.counts["conflict"] == 1
    conflict = other.conflicts[0]
    assert (conflict.base, conflict.ours, conflict.theirs) == ("Old", "By hand", "New")
    assert (await reader.course("test-1")).title == "By hand"


async def test_an_open_conflict_is_shown_again(reader: Reader) -> None:
    await reader.accept(course("1", "Old"))
    async with reader.database.write() as session:
        await edit_row(session, "course", "test-1", {"title": "By hand"}, "camille")
    await reader.accept(course("1", "New"))

    assert (await reader.look(course("1", "New"))).counts["conflict"] == 1


@pytest.mark.parametrize(("take", "title"), [("source", "New"), ("ours", "By hand")])
async def test_a_conflict_is_settled_either_way_for_good(
    reader: Reader, take: str, title: str
) -> None:
    await reader.accept(course("1", "Old"))
    async with reader.database.write() as session:
        await edit_row(session, "course", "test-1", {"title": "By hand"}, "camille")

    await reader.accept(course("1", "New"), conflicts=take)

    assert (await reader.course("test-1")).title == title
    assert (await reader.look(course("1", "New"))).is_empty


async def test_missing_rows_end_only_in_a_complete_source(reader: Reader) -> None:
    await reader.accept(course("1"), course("2"))
    partial = await reader.look(course("1"))
    await reader.declare(complete=True)

    whole = await reader.accept(course("1"))

    assert partial.counts["ended"] == 0
    assert whole.counts["ended"] == 1
    assert await reader.titles() == {"test-1": "Course 1"}


async def test_a_row_listed_again_comes_back(reader: Reader) -> None:
    await reader.declare(complete=True)
    await reader.accept(course("1"), course("2"))
    await reader.accept(course("1"))

    report = await reader.accept(course("1"), course("2", "Course 2"))

    assert report.counts["back"] == 1
    assert set(await reader.titles()) == {"test-1", "test-2"}


async def test_a_row_put_away_by_hand_stays_away(reader: Reader) -> None:
    await reader.accept(course("1"))
    async with reader.database.write() as session:
        await edit_row(session, "course", "test-1", {"status": "archived"}, "camille")

    await reader.accept(course("1", "Another title"))

    assert await reader.titles() == {}


async def test_an_unreadable_row_has_not_ended(reader: Reader) -> None:
    await reader.declare(complete=True)
    await reader.accept(course("1"), course("2"))

    known = await reader.look(course("1"), Fault("row 3", "bad_day", {}, key="2"))
    unknown = await reader.look(course("1"), Fault("row 3", "no_key"))

    assert known.counts["ended"] == 0
    assert unknown.counts["ended"] == 0
    assert unknown.ended_held


async def test_a_key_that_stands_twice_is_said(reader: Reader) -> None:
    report = await reader.look(course("1"), course("1", "Again"))

    assert report.counts == {"new": 1, "misread": 1}
    assert report.misread[0].code == "twice"


async def test_the_same_course_of_another_source_waits_for_a_decision(reader: Reader) -> None:
    async with reader.database.write() as session:
        given_by = factories.provider(name="Universite de test", country="FR")
        session.add(
            factories.course(provider=given_by, public_id="there", title="Course 1", url=None)
        )

    left_out = await reader.look(course("1", url="https://example.org/1"))
    both = await reader.look(course("1"), twins="both")
    merged = await reader.accept(course("1", url="https://example.org/1"), twins="merge")

    assert left_out.counts == {"twin": 1}
    assert left_out.twins[0].row_id == "there"
    assert both.counts == {"new": 1}
    assert merged.counts == {"linked": 1}
    assert (await reader.course("there")).url == "https://example.org/1"


async def test_undo_gives_back_every_value_and_the_next_reading_shows_it_again(
    reader: Reader,
) -> None:
    await reader.accept(course("1", "Old"))
    await reader.accept(course("1", "New", price=99), course("2"))

    kept = await reader.undo()

    row = await reader.course("test-1")
    assert kept == []
    assert row.title == "Old"
    assert row.offerings[0].price_cents == 10_000
    assert set(await reader.titles()) == {"test-1"}
    again = await reader.look(course("1", "New", price=99), course("2"))
    assert again.counts == {"changed": 1, "new": 1}


async def test_undo_keeps_and_names_what_was_edited_since(reader: Reader) -> None:
    await reader.accept(course("1", "Old"))
    await reader.accept(course("1", "New"))
    async with reader.database.write() as session:
        await edit_row(session, "course", "test-1", {"title": "By hand"}, "camille")

    assert await reader.undo() == ["course/test-1"]
    assert (await reader.course("test-1")).title == "By hand"


async def test_codes_give_the_field_and_unknown_ones_are_counted(reader: Reader) -> None:
    async with reader.database.write() as session:
        session.add(
            CodeMapping(system="formacode", code="310", field="digital", status=Status.PUBLISHED)
        )

    known = course("1", codes=(Code("formacode", "31088"),))
    unknown = course("2", codes=(Code("formacode", "99999"),))
    report = await reader.accept(known, unknown)

    assert (await reader.course("test-1")).field == "digital"
    assert (await reader.course("test-2")).field == "other"
    assert report.unmapped == {"formacode:99999": 1}


async def test_sites_are_read_too(reader: Reader) -> None:
    there = SiteRecord("a", "row 2", "Tiers-lieu", "Guéret", lat=46.17, lon=1.87)
    nowhere = SiteRecord("b", "row 3", "Nowhere", "Guéret")

    report = await reader.accept(there, nowhere)

    assert report.counts == {"new": 1, "misread": 1}
    async with reader.database.read() as session:
        assert (await session.scalars(select(Site.name))).all() == ["Tiers-lieu"]


async def test_more_than_a_tenth_changed_is_large(reader: Reader) -> None:
    await reader.accept(*(course(str(n)) for n in range(10)))

    one = await reader.look(*(course(str(n), "X" if n < 1 else "") for n in range(10)))
    two = await reader.look(*(course(str(n), "X" if n < 2 else "") for n in range(10)))

    assert not one.is_large
    assert two.is_large


async def test_names_that_no_column_holds_are_said_beforehand(reader: Reader) -> None:
    long_name = ProviderRecord("p" * 201, country="FR")
    report = await reader.look(course("k" * 301), course("2", provider=long_name), course("3"))

    assert [(m.code, m.values["column"]) for m in report.misread] == [
        ("too_long", "key"),
        ("too_long", "provider"),
    ]
    assert report.counts["new"] == 1
