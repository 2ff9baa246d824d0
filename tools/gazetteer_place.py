"""A row of the gazetteer while it is being built, and areas made of towns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

COLUMNS = (
    "id", "name", "names", "kind", "admin1", "admin2", "country", "territory",
    "lat", "lon", "rough", "population", "postal_codes",
)  # fmt: skip


@dataclass(frozen=True)
class Built:
    """One place; the attributes are the columns of the file."""

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    admin1: str
    admin2: str
    country: str
    territory: str
    lat: float
    lon: float
    rough: bool
    population: int
    postal_codes: tuple[str, ...]

    def row(self) -> list[str]:
        """The values as text, lists joined by ``;``."""
        return [_text(getattr(self, column)) for column in COLUMNS]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else ""
    if isinstance(value, tuple):
        return ";".join(value)
    return str(value)


def area(
    public_id: str, name: str, names: Sequence[str], inside: Sequence[Built], admin1: str = ""
) -> Built:
    """An area with the towns *inside* it; its centre is where its people live on average.

    Overseas, where the average may lie in the sea, the centre is the largest town.
    """
    largest = max(inside, key=lambda place: place.population)
    lat, lon = _average(inside)
    if largest.territory not in ("FR", "SE", "BE"):
        lat, lon = largest.lat, largest.lon
    return Built(
        id=public_id, name=name, names=tuple(names), kind="region", admin1=admin1, admin2="",
        country=largest.country, territory=largest.territory, lat=round(lat, 4),
        lon=round(lon, 4), rough=True, population=sum(place.population for place in inside),
        postal_codes=(),
    )  # fmt: skip


def _average(inside: Sequence[Built]) -> tuple[float, float]:
    people = sum(max(place.population, 1) for place in inside)
    lat = sum(place.lat * max(place.population, 1) for place in inside) / people
    lon = sum(place.lon * max(place.population, 1) for place in inside) / people
    return lat, lon
