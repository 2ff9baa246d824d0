"""The history of the catalog: a change is written down with author and values, and can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.errors import ChangeConflict, NotFound
from catalog.models import Change, Status
from catalog.models.columns import CatalogRow
from catalog.services.plain_values import LEFT_OUT, to_json, typed
from catalog.services.revisions import bump


def snapshot(row: CatalogRow) -> dict[str, Any]:
    """The values of *row* in JSON types, without its number and its time stamp."""
    columns = inspect(type(row)).columns
    return {
        column.key: to_json(getattr(row, column.key))
        for column in columns
        if column.key not in LEFT_OUT
    }


async def record_change(
    session: AsyncSession, row: CatalogRow, author: str, before: dict[str, Any] | None
) -> Change:
    """Write down that *author* made or changed *row*.

    Args:
        session: the open unit of work; nothing is committed here.
        row: the row with its new values.
        author: public id of an account, or the name of an import.
        before: ``snapshot`` of the row taken before it was changed; None if it was made now.

    Returns:
        The change, with its number.
    """
    await session.flush()
    change = _change(row, author, before)
    session.add(change)
    await session.flush()
    await bump(session, [change.entity])
    return change


async def record_changes(
    session: AsyncSession,
    changed: Sequence[tuple[CatalogRow, dict[str, Any] | None]],
    author: str,
    run_id: int | None = None,
    undoes: Sequence[int] | None = None,
) -> None:
    """Write down many changes at once.

    *run_id* is the import that made them, *undoes* the change that each of them takes back.
    """
    await session.flush()
    for place, (row, before) in enumerate(changed):
        change = _change(row, author, before)
        change.run_id = run_id
        change.undoes_id = undoes[place] if undoes else None
        session.add(change)
    await session.flush()
    await bump(session, {row.__tablename__ for row, _ in changed})


async def undo_change(session: AsyncSession, change_id: int, author: str) -> Change:
    """Give a row back the values it had before a change; a row made by it becomes archived.

    Only the columns which that change had touched are given back.

    Returns:
        The change that undoes it, itself undoable.

    Raises:
        NotFound: there is no such change, or its row is gone.
        ChangeConflict: it was undone already, or a later change touched the same columns.
    """
    change = await session.get(Change, change_id)
    if change is None:
        raise NotFound("change", str(change_id))
    undone = select(Change.id).where(Change.undoes_id == change_id)
    if await session.scalar(undone) is not None:
        raise ChangeConflict(change_id, "it was undone already")
    row = await _row(session, change)
    current = give_back(row, change)
    undo = await record_change(session, row, author, current)
    undo.undoes_id = change_id
    await session.flush()
    return undo


def give_back(row: CatalogRow, change: Change) -> dict[str, Any]:
    """Set on *row* the values it had before *change*; the values it had until now.

    Raises:
        ChangeConflict: a later change touched the same columns; nothing is set.
    """
    current = snapshot(row)
    wanted = _wanted(change)
    after = change.after or {}
    if any(current[key] != after.get(key) for key in wanted):
        raise ChangeConflict(change.id, "a later change touched the same values")
    for key, value in typed(type(row), wanted).items():
        setattr(row, key, value)
    return current


def _change(row: CatalogRow, author: str, before: dict[str, Any] | None) -> Change:
    return Change(
        entity=type(row).__tablename__,
        public_id=row.public_id,
        author=author,
        before=before,
        after=snapshot(row),
    )


def _wanted(change: Change) -> dict[str, Any]:
    """The values to give back: of the touched columns only."""
    if change.before is None:
        return {"status": Status.ARCHIVED.value}
    after = change.after or {}
    return {key: value for key, value in change.before.items() if after.get(key) != value}


def model_of(entity: str) -> type[CatalogRow]:
    """The kind of row that is kept in the table *entity*."""
    return next(model for model in CatalogRow.__subclasses__() if model.__tablename__ == entity)


async def _row(session: AsyncSession, change: Change) -> CatalogRow:
    model = model_of(change.entity)
    row = await session.scalar(select(model).where(model.public_id == change.public_id))
    if row is None:
        raise NotFound(change.entity, change.public_id)
    return row
