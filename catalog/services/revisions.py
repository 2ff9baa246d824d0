"""Counts the changes of each table, so that whoever holds a copy of its rows sees when it is old."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.models import Revision


async def bump(session: AsyncSession, entities: Collection[str]) -> None:
    """Count one more change of each of *entities* (names of tables)."""
    for entity in sorted(set(entities)):  # in one order, so that two writers cannot lock crosswise
        raised = update(Revision).where(Revision.entity == entity)
        done = await session.execute(raised.values(number=Revision.number + 1))
        if done.rowcount == 0:  # type: ignore[attr-defined]
            session.add(Revision(entity=entity, number=1))
            await session.flush()


async def revision_of(session: AsyncSession, entities: Collection[str]) -> int:
    """How often the rows of *entities* have changed, together."""
    counted = select(func.coalesce(func.sum(Revision.number), 0))
    return int(await session.scalar(counted.where(Revision.entity.in_(entities))) or 0)
