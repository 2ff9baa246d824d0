"""Takes an import back: every row gets the values it had before, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import lazyload

from catalog.db import utcnow
from catalog.errors import CatalogError, ChangeConflict
from catalog.models import Change, ImportRun, RunState, SourceRow
from catalog.models.columns import CatalogRow
from catalog.services.changes import give_back, model_of, record_changes

PORTION = 1000


class NotApplied(CatalogError):
    """Only an import that was accepted, and not undone yet, can be undone."""

    code = "import_not_applied"

    def __init__(self, state: RunState) -> None:
        super().__init__(f"the import is {state.value}")
        self.state = state


@dataclass
class Undone:
    """What an undo did.

    Attributes:
        rows: number of changes taken back.
        kept: rows as ``table/id`` that somebody has changed since in the same values; they stay.
    """

    rows: int = 0
    kept: list[str] = field(default_factory=list)


async def undo_run(session: AsyncSession, run: ImportRun, author: str) -> Undone:
    """Take back what *run* changed, last change first.

    Rows that it made are archived; a value changed again since then stays and is named.

    Raises:
        NotApplied: the run was not applied, or is undone already.
    """
    if run.state is not RunState.APPLIED:
        raise NotApplied(run.state)
    done = Undone()
    wanted = select(Change.id).where(Change.run_id == run.id).order_by(Change.id.desc())
    ids = list(await session.scalars(wanted))
    for start in range(0, len(ids), PORTION):
        await _undo(session, ids[start : start + PORTION], author, done)
        await session.flush()
        session.expunge_all()  # else every row of a large import stays in memory
    run = await session.merge(run)
    await _forget(session, run)
    run.state, run.ended_at = RunState.UNDONE, utcnow()
    return done


async def _undo(session: AsyncSession, ids: Sequence[int], author: str, done: Undone) -> None:
    """Take back the changes *ids*, last first."""
    found = await session.scalars(select(Change).where(Change.id.in_(ids)))
    changes = sorted(found, key=lambda change: -change.id)
    gone = set(await session.scalars(select(Change.undoes_id).where(Change.undoes_id.in_(ids))))
    rows = await _rows(session, changes)
    written: list[tuple[CatalogRow, dict[str, Any]]] = []
    undoes: list[int] = []
    for change in changes:
        row = rows.get((change.entity, change.public_id))
        if row is None or change.id in gone:
            continue
        try:
            written.append((row, give_back(row, change)))
            undoes.append(change.id)
        except ChangeConflict:
            done.kept.append(f"{change.entity}/{change.public_id}")
    await record_changes(session, written, author, undoes=undoes)
    done.rows += len(written)


async def _rows(
    session: AsyncSession, changes: Sequence[Change]
) -> dict[tuple[str, str], CatalogRow]:
    found: dict[tuple[str, str], CatalogRow] = {}
    for entity in {change.entity for change in changes}:
        model: Any = model_of(entity)
        ids = [change.public_id for change in changes if change.entity == entity]
        wanted = select(model).where(model.public_id.in_(ids)).options(lazyload("*"))
        for row in (await session.scalars(wanted)).unique():
            found[entity, row.public_id] = row
    return found


async def _forget(session: AsyncSession, run: ImportRun) -> None:
    """What the source said in this run was not accepted after all: the word before it holds."""
    own = (SourceRow.source_id == run.source_id, SourceRow.run_id == run.id)
    await session.execute(delete(SourceRow).where(*own, SourceRow.previous.is_(None)))
    earlier = {"values": SourceRow.previous, "previous": None, "run_id": None}
    await session.execute(update(SourceRow).where(*own).values(**earlier))
