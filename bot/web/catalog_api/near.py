"""The point of `near=`: two numbers, a postal code or the name of a place."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.errors import BadRequest
from bot.web.catalog_api.filters import Query
from catalog.distance import distance_km
from catalog.gazetteer import Gazetteer, Place

DEGREES = r"(-?\d{1,3}(?:\.\d{1,15})?)"
POSITION = re.compile(rf"\s*{DEGREES}\s*,\s*{DEGREES}\s*", re.ASCII)
POSTAL_CODE = re.compile(r"\d{3} ?\d{1,2}", re.ASCII)
LONGEST_NAME = 120


@dataclass(frozen=True)
class Near:
    """A point in degrees, and the place it was taken from, if a name was given."""

    lat: float
    lon: float
    place: Place | None = None

    def distance_km(self, lat: float, lon: float) -> float:
        """How far a point is as the crow flies."""
        return distance_km(self.lat, self.lon, lat, lon)


async def read_near(query: Query, countries: Sequence[str]) -> Near | None:
    """The point under `near`; None if the query names none.

    A name or a postal code is looked for in the *countries*, everywhere if they are empty.

    Raises:
        BadRequest: no point on the globe, or nobody knows the place.
    """
    text = query.get("near", "").strip()
    if not text:
        return None
    position = POSITION.fullmatch(text)
    if position:
        return _point(float(position[1]), float(position[2]))
    if len(text) > LONGEST_NAME:
        raise BadRequest("near")
    # The file of places is read at the first call: a third of a second, not on the event loop.
    places = await asyncio.to_thread(_places, text)
    place = next((p for p in places if not countries or p.country in countries), None)
    if place is None:
        raise BadRequest("near")
    return Near(place.lat, place.lon, place)


def _point(lat: float, lon: float) -> Near:
    if abs(lat) > 90 or abs(lon) > 180:
        raise BadRequest("near")
    return Near(lat, lon)


@lru_cache(maxsize=1)
def _gazetteer() -> Gazetteer:
    return Gazetteer.load()


def _places(text: str) -> list[Place]:
    """Places called *text*, or *name, region*, or with this postal code; best first."""
    if POSTAL_CODE.fullmatch(text):
        return _gazetteer().by_postal_code(text)
    name, _, region = text.partition(",")
    return _gazetteer().find(name, region=region.strip() or None)
