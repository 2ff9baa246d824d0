"""Looks for places near a learner, within reach; it says nothing."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from actions.services import Services
from actions.turn import Turn
from catalog.models import SiteKind
from catalog.services.site_search import SiteHit, SiteQuery, nearest_sites

# Farther than this nobody travels to a desk; about two hours on small roads.
REACH_KM = 100
MAX_SITES = 3
# Among so many the ones with what is needed are looked for.
LOOKED_AT = 40
EVENING = "evening"


async def sites_near(
    services: Services,
    place: dict[str, Any],
    kinds: tuple[SiteKind, ...] | None = None,
    limit: int = MAX_SITES,
) -> list[SiteHit]:
    """At most *limit* sites within reach of *place*, nearest first; empty if there is none."""
    query = SiteQuery(
        lat=place["lat"],
        lon=place["lon"],
        territory=_territory(services, place),
        country=place["country"],
        kinds=kinds,
        limit=limit,
    )
    async with services.database.read() as session:
        hits = await nearest_sites(session, query)
    return [hit for hit in hits if hit.distance_km <= REACH_KM]


async def sites_with(
    services: Services, place: dict[str, Any], needs: Collection[str]
) -> list[SiteHit]:
    """The nearest study places whose source lists all of *needs* (codes of services); maybe none.

    No source lists evenings, so they are no condition here: who asks for them is told to ask there.
    """
    wanted = set(needs) - {EVENING}
    if not wanted:
        return []
    near = await sites_near(services, place, (SiteKind.STUDY_PLACE,), LOOKED_AT)
    return [hit for hit in near if wanted <= set(hit.site.services)][:MAX_SITES]


async def nearest_study_place(services: Services, turn: Turn) -> SiteHit | None:
    """The nearest place to study (never an advice desk or a school); None if none is in reach."""
    return None if turn.place is None else await nearest_to(services, turn.place)


async def nearest_to(services: Services, place: dict[str, Any]) -> SiteHit | None:
    """The study place nearest to *place*; None if none is in reach."""
    hits = await sites_near(services, place, (SiteKind.STUDY_PLACE,))
    return hits[0] if hits else None


def _territory(services: Services, place: dict[str, Any]) -> str:
    """The land that one can travel in from *place* without crossing a sea."""
    if place.get("territory"):
        return str(place["territory"])
    namesakes = services.gazetteer.find(place["name"], country=place["country"])
    same = (row.territory for row in namesakes if row.id == place["id"])
    return next(same, str(place["country"]))
