"""Load the shipped rows; a second load changes nothing, and no hand-made edit is lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import utcnow
from catalog.knowledge import Answers
from catalog.models import FactRow, HelpLineRow, Organisation
from catalog.models.columns import CatalogRow
from catalog.services.changes import record_changes, snapshot
from catalog.services.knowledge_rows import fact_rows, help_line_rows
from catalog.services.plain_values import to_json, typed
from catalog.services.seed_organisations import read_organisations
from catalog.services.seed_places import load_places
from catalog.services.seed_report import BrokenRow, SeedReport
from catalog.services.seed_rows import Row, Values, read_table
from catalog.services.seed_tables import TABLES, SeedTable

SEED_FOLDER = Path(__file__).parents[1] / "seed"
AUTHOR = "seed"

Progress = Callable[[str, int, int], None]


async def load_seed(
    session: AsyncSession,
    folder: Path = SEED_FOLDER,
    *,
    demonstration: bool = True,
    progress: Progress | None = None,
    answers: Answers | None = None,
) -> SeedReport:
    """Load organisations, catalog, knowledge and places into an empty or a filled database.

    Args:
        session: the open unit of work; nothing is committed here.
        folder: where the files are.
        demonstration: whether to load rows that exist only to show the program.
        progress: called with the table, how many rows of it are done, and how many there are.
        answers: whose facts and help lines to load; None to leave those tables as they are.

    Returns:
        What was done, and the rows that were left out because they are broken.

    Raises:
        BadDataFile: a whole file is missing or cannot be read.
    """
    report = SeedReport()
    tell = progress or _silent
    organisations = read_organisations(folder / "organisations.yml", demonstration, report.broken)
    await _load_rows(session, Organisation, organisations, report, tell)
    for table in TABLES:
        await _load_table(session, folder, table, report, tell)
    if answers is not None:
        await load_knowledge(session, answers, report, tell)
    await load_places(session, folder / "places.tsv.gz", report, tell)
    return report


async def load_knowledge(
    session: AsyncSession, answers: Answers, report: SeedReport, progress: Progress | None = None
) -> None:
    """Load the facts and help lines of *answers*; edited ones are kept, and named in *report*."""
    tell = progress or _silent
    await _load_rows(session, FactRow, fact_rows(answers), report, tell)
    await _load_rows(session, HelpLineRow, help_line_rows(answers), report, tell)


async def _load_table(
    session: AsyncSession,
    folder: Path,
    table: SeedTable,
    report: SeedReport,
    tell: Progress,
) -> None:
    path = folder / table.file
    rows = list(read_table(path, table.model, table.parse, report.broken))
    if table.parent and table.parent_model:
        numbers = await _numbers(session, table.parent_model)
        rows = list(_resolved(rows, table.parent, numbers, report.broken))
    await _load_rows(session, table.model, rows, report, tell)


async def _numbers(session: AsyncSession, model: Any) -> dict[str, int]:
    """Row numbers of *model* by public id."""
    found = await session.execute(select(model.public_id, model.id))
    return dict(found.tuples().all())


def _resolved(
    rows: Iterable[Row], parent: str, numbers: dict[str, int], broken: list[BrokenRow]
) -> Iterable[Row]:
    """The rows with the parent's public id replaced by its number."""
    for row in rows:
        named = row.values[parent]
        if named not in numbers:
            broken.append(BrokenRow(row.file, row.line, f"{parent}: no row {named!r}"))
        else:
            row.values[parent] = numbers[named]
            yield row


async def _load_rows(
    session: AsyncSession,
    model: Any,
    rows: list[Row],
    report: SeedReport,
    tell: Progress,
) -> None:
    found = await session.scalars(select(model))
    present = {row.public_id: row for row in found.unique()}
    now, changed = utcnow(), []
    for done, row in enumerate(rows, start=1):
        if change := _load_row(model, row, present.get(row.public_id), now, report):
            changed.append(change)
        tell(model.__tablename__, done, len(rows))
    session.add_all(row for row, _ in changed)
    await record_changes(session, changed, AUTHOR)


def _load_row(
    model: Any, row: Row, present: CatalogRow | None, now: datetime, report: SeedReport
) -> tuple[CatalogRow, Values | None] | None:
    """The made or changed row with its values before; None if it stays as it is."""
    table, new_hash = model.__tablename__, content_hash(row.values)
    before = None
    if present is None:
        present = model(public_id=row.public_id)
        report.loaded[table] += 1
    elif content_hash(_values_now(present, row.values)) != present.content_hash:
        report.kept_edited.append(f"{table}/{row.public_id}")
        return None
    elif present.content_hash == new_hash:
        report.unchanged[table] += 1
        return None
    else:
        before = snapshot(present)
        report.updated[table] += 1
    for key, value in typed(model, row.values).items():
        setattr(present, key, value)
    present.imported_at, present.content_hash = now, new_hash
    return present, before


def content_hash(values: Values) -> str:
    """A hash of what a row says, the same for the same values on every machine."""
    plain = {key: to_json(value) for key, value in values.items()}
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _values_now(row: CatalogRow, values: Values) -> Values:
    """What the database says in the columns that the seed fills."""
    return {key: getattr(row, key) for key in values}


def _silent(_table: str, _done: int, _total: int) -> None:
    """Tell nobody."""
