"""The nearest sites a learner can reach by land, with their distance as the crow flies."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
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
    wanted = select(Site).where(
        Site.status == Status.PUBLISHED,
        Site.country == query.country,
        Site.territory == territory,
    )
    if query.kinds is not None:
        wanted = wanted.where(Site.kind.in_([SiteKind(kind) for kind in query.kinds]))
    reach = vocabulary().reach_km.get(territory, float("inf"))
    near = [
        (distance, site)
        for site in await session.scalars(wanted)
        if (distance := distance_km(query.lat, query.lon, site.lat, site.lon)) <= reach
    ]
    near.sort(key=lambda pair: (pair[0] + _doubt_km(pair[1]), pair[1].public_id))
    return [SiteHit(site, round(distance)) for distance, site in near[: query.limit]]


def _doubt_km(site: Site) -> float:
    return max((DOUBT_KM.get(caveat, 0.0) for caveat in site.caveats), default=0.0)


async def site_by_id(session: AsyncSession, public_id: str) -> Site | None:
    """The published site with this public id; None if there is none."""
    query = select(Site).where(Site.public_id == public_id, Site.status == Status.PUBLISHED)
    found: Site | None = await session.scalar(query)
    return found
