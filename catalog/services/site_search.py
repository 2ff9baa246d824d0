"""The nearest sites a learner can reach by land, with their distance as the crow flies."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import NamedTuple

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.distance import distance_km
from catalog.levels import vocabulary
from catalog.models import Site, SiteKind, Status

# A site that nobody saw open, or that may have closed, comes after one that is known to be open up
# to this much farther away: a longer trip is better than a closed door, but only somewhat.
DOUBT_KM = {
    "announced_not_seen_open": 25.0,
    "applied_not_confirmed": 10.0,
    "study_places_not_confirmed": 10.0,
    "pilot_2021": 10.0,
}
# Looked at first, so that ten thousand sites need not all be read.
RADII_KM = (30.0, 120.0)
KM_PER_DEGREE = 111.0


@dataclass(frozen=True)
class SiteQuery:
    """Where a learner is, and what they look for.

    Attributes:
        lat, lon: of the learner's place, in degrees.
        territory: code of the land they can travel in (``FR-RE``), from the gazetteer; None
            takes the mainland, whose code is that of the country.
        country: code of their country.
        kinds: kinds of site wanted; None for any.
        limit: how many sites at most.
    """

    lat: float
    lon: float
    territory: str | None
    country: str
    kinds: Collection[SiteKind | str] | None = None
    limit: int = 3


class _Near(NamedTuple):
    """A site as it is ranked: the smallest comes first."""

    ranked_km: float
    public_id: str
    distance_km: float
    id: int


@dataclass(frozen=True)
class SiteHit:
    """A site and its distance in whole kilometres as the crow flies."""

    site: Site
    distance_km: int


async def nearest_sites(session: AsyncSession, query: SiteQuery) -> list[SiteHit]:
    """Published sites of the learner's own land, nearest first.

    A site in doubt is ranked as if it were some kilometres farther away (``DOUBT_KM``); the
    distance given is the true one. In an archipelago a site beyond the reach of its territory
    counts as over the sea.

    Returns:
        At most ``query.limit`` hits; empty if the land has no such site.
    """
    territory = query.territory or query.country
    wanted = select(Site.id, Site.public_id, Site.lat, Site.lon, Site.caveats).where(
        Site.status == Status.PUBLISHED,
        Site.country == query.country,
        Site.territory == territory,
    )
    if query.kinds is not None:
        wanted = wanted.where(Site.kind.in_([SiteKind(kind) for kind in query.kinds]))
    reach = vocabulary().reach_km.get(territory, float("inf"))
    near: list[_Near] = []
    for radius in (*RADII_KM, None):
        rows = await session.execute(wanted.where(*_around(query, radius)))
        near = sorted(one for row in rows if (one := _near(query, row)).distance_km <= reach)
        near = near[: query.limit]
        # Whatever lies outside the box is farther than its radius; nobody there comes before these.
        if radius and len(near) == query.limit and near[-1].ranked_km <= radius:
            break
    return await _hits(session, near)


async def _hits(session: AsyncSession, near: Sequence[_Near]) -> list[SiteHit]:
    chosen = select(Site).where(Site.id.in_([one.id for one in near]))
    sites = {site.id: site for site in await session.scalars(chosen)} if near else {}
    return [SiteHit(sites[one.id], round(one.distance_km)) for one in near]


def _near(query: SiteQuery, row: Row[tuple[int, str, float, float, list[str]]]) -> _Near:
    distance = distance_km(query.lat, query.lon, row.lat, row.lon)
    doubt = max((DOUBT_KM.get(caveat, 0.0) for caveat in row.caveats), default=0.0)
    return _Near(distance + doubt, row.public_id, distance, row.id)


def _around(query: SiteQuery, radius: float | None) -> list[ColumnElement[bool]]:
    """Conditions for a box that holds the circle of *radius* km; none for the whole land."""
    if radius is None:
        return []
    high = radius / KM_PER_DEGREE
    wide = high / max(cos(radians(abs(query.lat) + high)), 0.05)
    box: list[ColumnElement[bool]] = [Site.lat.between(query.lat - high, query.lat + high)]
    if abs(query.lon) + wide < 180:  # beyond, the box would go round the other side
        box.append(Site.lon.between(query.lon - wide, query.lon + wide))
    return box


async def site_by_id(session: AsyncSession, public_id: str) -> Site | None:
    """The published site with this public id; None if there is none."""
    query = select(Site).where(Site.public_id == public_id, Site.status == Status.PUBLISHED)
    found: Site | None = await session.scalar(query)
    return found
