"""Looks for places near a learner, within reach; it says nothing."""

from __future__ import annotations

from typing import Any

from actions.services import Services
from actions.turn import Turn
from catalog.models import SiteKind
from catalog.services.site_search import SiteHit, SiteQuery, nearest_sites

# Farther than this nobody travels to a desk; about two hours on small roads.
REACH_KM = 100
MAX_SITES = 3


async def sites_near(
    services: Services, place: dict[str, Any], kinds: tuple[SiteKind, ...] | None = None
) -> list[SiteHit]:
    """At most three sites within reach of *place*, nearest first; empty if there is none."""
    query = SiteQuery(
        lat=place["lat"],
        lon=place["lon"],
        territory=_territory(services, place),
        country=place["country"],
        kinds=kinds,
        limit=MAX_SITES,
    )
    async with services.database.read() as session:
        hits = await nearest_sites(session, query)
    return [hit for hit in hits if hit.distance_km <= REACH_KM]


async def nearest_study_place(services: Services, turn: Turn) -> SiteHit | None:
    """The nearest place to study (never an advice desk or a school); None if none is in reach."""
    if turn.place is None:
        return None
    hits = await sites_near(services, turn.place, (SiteKind.STUDY_PLACE,))
    return hits[0] if hits else None


def _territory(services: Services, place: dict[str, Any]) -> str:
    """The land that one can travel in from *place* without crossing a sea."""
    if place.get("territory"):
        return str(place["territory"])
    namesakes = services.gazetteer.find(place["name"], country=place["country"])
    same = (row.territory for row in namesakes if row.id == place["id"])
    return next(same, str(place["country"]))
