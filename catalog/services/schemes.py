"""Schemes of a country: funding, leave, rights, recognition."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.folding import fold
from catalog.models import Scheme, Status


async def find_schemes(
    session: AsyncSession, country: str, kinds: Collection[str] | None = None
) -> list[Scheme]:
    """Published schemes of *country*, of any of the *kinds* (see ``Scheme``) or of all.

    Returns:
        Those of the whole country before those of a region, the best founded first, those with an
        official page before those without; empty if there is none.
    """
    query = select(Scheme).where(Scheme.country == country, Scheme.status == Status.PUBLISHED)
    if kinds is not None:
        query = query.where(Scheme.kind.in_(kinds))
    return sorted(await session.scalars(query), key=_order)


async def scheme_by_id(session: AsyncSession, public_id: str) -> Scheme | None:
    """The published scheme with this public id; None if there is none."""
    query = select(Scheme).where(Scheme.public_id == public_id, Scheme.status == Status.PUBLISHED)
    found: Scheme | None = await session.scalar(query)
    return found


def _order(scheme: Scheme) -> tuple[bool, str, bool, str]:
    region = bool(scheme.region)
    return region, scheme.confidence.value, not scheme.official_url, scheme.public_id


async def scheme_by_name(session: AsyncSession, name: str, country: str | None) -> Scheme | None:
    """The published scheme that people call *name*, in whole or in short; None if there is none.

    Args:
        session: the open unit of work.
        name: a name, an old name or the letters in brackets (``CPF``); case and accents do not matter.
        country: looked in first; None for no preference.
    """
    wanted = fold(name)
    found = await session.scalars(select(Scheme).where(Scheme.status == Status.PUBLISHED))
    called = [scheme for scheme in found if wanted in _names(scheme)]
    return min(
        called, key=lambda scheme: (scheme.country != country, *_order(scheme)), default=None
    )


def _names(scheme: Scheme) -> set[str]:
    """All names of *scheme*, folded: the whole, without what stands in brackets, and the brackets."""
    short = re.findall(r"\(([^)]*)\)", scheme.name)
    bare = re.sub(r"\([^)]*\)", "", scheme.name)
    return {fold(name.strip()) for name in (scheme.name, bare, *short, *scheme.old_names)}
