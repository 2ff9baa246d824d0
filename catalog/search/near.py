"""What lies near a point: towns of courses and study places, held in memory."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from catalog.distance import distance_km
from catalog.gazetteer import Gazetteer

KM_PER_DEGREE = 111.0

Point = tuple[float, float]
Placed = tuple[Point, str]


@dataclass(frozen=True)
class Nearness:
    """Where courses are given and where one can study.

    Attributes:
        towns: latitude and longitude by code of the town (``documents.place_key``); None for a town
            that the gazetteer does not know.
        sites: latitude and longitude of the published study places.
    """

    towns: Mapping[str, Point | None] = field(default_factory=dict)
    sites: Sequence[Point] = ()

    def towns_within(self, point: Point, km: float) -> list[str]:
        """Codes of the towns at most *km* from *point*, in degrees."""
        band = _band(self._from_south, point, km)
        return sorted(code for town, code in band if _is_within(point, town, km))

    def has_site_within(self, point: Point, km: float) -> bool:
        """Whether a study place lies at most *km* from *point*."""
        band = _band(self._sites_from_south, point, km)
        return any(_is_within(point, site, km) for site, _ in band)

    @cached_property
    def _from_south(self) -> list[Placed]:
        return sorted((town, code) for code, town in self.towns.items() if town)

    @cached_property
    def _sites_from_south(self) -> list[Placed]:
        return sorted((site, "") for site in self.sites)


def _band(placed: Sequence[Placed], point: Point, km: float) -> Sequence[Placed]:
    """Those of *placed*, from south to north, that lie at most *km* farther north or south."""
    high = km / KM_PER_DEGREE + 0.01
    first = bisect_left(placed, ((point[0] - high, -180.0), ""))
    return placed[first : bisect_right(placed, ((point[0] + high, 180.0), ""))]


def located(codes: Iterable[str], known: Mapping[str, Point | None]) -> dict[str, Point | None]:
    """*known* with the towns of *codes* added, looked up in the gazetteer."""
    missing = {code for code in codes if code not in known}
    if not missing:
        return dict(known)
    gazetteer = Gazetteer.load()
    return {**known, **{code: _locate(gazetteer, code) for code in sorted(missing)}}


def _locate(gazetteer: Gazetteer, code: str) -> Point | None:
    country, _, name = code.partition(":")
    found = next(iter(gazetteer.find(name, country)), None)
    return (found.lat, found.lon) if found else None


def _is_within(point: Point, other: Point, km: float) -> bool:
    return distance_km(*point, *other) <= km
