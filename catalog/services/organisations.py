"""Which organisation answers: by the key of the embedding page, by name, or the only one."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.models import Organisation, Status


async def by_site_key(session: AsyncSession, key: str) -> Organisation | None:
    """The published organisation that owns the site key; None if nobody does."""
    # A handful of rows, and keys in a JSON list: filtered here, the same on every database.
    return next((row for row in await _published(session) if key in row.site_keys), None)


async def by_public_id(session: AsyncSession, public_id: str) -> Organisation | None:
    """The organisation with this public id, whatever its status; None if there is none."""
    found: Organisation | None = await session.scalar(
        select(Organisation).where(Organisation.public_id == public_id)
    )
    return found


async def default(session: AsyncSession) -> Organisation | None:
    """The first published organisation, a real one before a demonstration; None if there is none."""
    rows = await _published(session)
    return min(rows, key=lambda row: (row.demonstration, row.id), default=None)


async def _published(session: AsyncSession) -> list[Organisation]:
    query = select(Organisation).where(Organisation.status == Status.PUBLISHED)
    return list(await session.scalars(query.order_by(Organisation.id)))
