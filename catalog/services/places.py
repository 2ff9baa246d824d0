"""Places of the table, for pages and joins; what a learner types goes to the gazetteer instead."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.models import PlaceRow


async def place_by_id(session: AsyncSession, public_id: str) -> PlaceRow | None:
    """The place with this identifier (that of the gazetteer); None if there is none."""
    found: PlaceRow | None = await session.scalar(
        select(PlaceRow).where(PlaceRow.public_id == public_id)
    )
    return found
