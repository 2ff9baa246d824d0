"""French communes with coordinates borrowed from GeoNames; knows no other country."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gazetteer_place import Built, area

from catalog.distance import distance_km
from catalog.folding import fold_place

# A match farther than this from the middle of its département is a namesake.
WIDEST_DEPARTMENT_KM = 110
Point = tuple[float, float]


class French:
    """Communes, départements and regions of France, overseas included.

    Attributes:
        left_out: communes for which no position could be found, with their code.
    """

    def __init__(self, folder: Path, cities: list[dict[str, Any]], names: dict[str, Any]) -> None:
        rows = self._read(folder, "communes")
        self.communes = [row for row in rows if row["type"] == "commune-actuelle"]
        self.former = defaultdict(list)
        for row in rows:
            if row["type"] in ("commune-deleguee", "commune-associee"):
                self.former[row["chefLieu"]].append(row["nom"])
        self.departments = {row["code"]: row for row in self._read(folder, "departements")}
        self.regions = {row["code"]: row["nom"] for row in self._read(folder, "regions")}
        self.groups = self._read(folder, "epci")
        self.names = names
        self.cities = self._by_name(cities)
        self.left_out: list[str] = []

    def places(self) -> list[Built]:
        """Every commune with a position, then départements, regions and former regions."""
        exact = self._exact()
        towns = []
        for commune in self.communes:
            code = commune["code"]
            point = exact.get(code) or self._borrowed(commune, exact)
            if point is None:
                self.left_out.append(f"{code} {commune['nom']}")
            else:
                towns.append(self._town(commune, point, rough=code not in exact))
        return towns + self._areas(towns)

    def _exact(self) -> dict[str, Point]:
        """Positions of communes that GeoNames has under their name or a former one."""
        known = {row["code"]: self._candidates(row) for row in self.communes}
        middles = self._middles(known)
        exact = {}
        for commune in self.communes:
            middle = middles.get(commune.get("departement", ""))
            near = [city for city in known[commune["code"]] if _is_near(city, middle)]
            if near:
                best = min(near, key=lambda city: self._misfit(commune, city, middle))
                exact[commune["code"]] = (best["latitude"], best["longitude"])
        return exact

    def _candidates(self, commune: dict[str, Any]) -> list[dict[str, Any]]:
        code = commune["code"]
        land = self._land(commune)
        where = land[1] if land else f"FR {commune['region']}"
        name = self.names["french_villages"].get(code, commune["nom"])
        if found := self.cities.get((where, fold_place(name))):
            return found
        former = [self.cities.get((where, fold_place(old)), []) for old in self.former[code]]
        # A merged commune has its seat in the largest of the old ones.
        return max(former, key=_most_people, default=[])

    def _middles(self, known: dict[str, list[dict[str, Any]]]) -> dict[str, Point]:
        """The middle of each département, from communes with one candidate.

        It is the median, which resists the few namesakes among them.
        """
        points = defaultdict(list)
        for commune in self.communes:
            found = known[commune["code"]]
            if len(found) == 1 and not self._land(commune):
                points[commune["departement"]].append(found[0])
        return {code: _median(cities) for code, cities in points.items()}

    @staticmethod
    def _misfit(commune: dict[str, Any], city: dict[str, Any], middle: Point | None) -> float:
        """Distance from the middle in km, more if the populations differ widely."""
        people = max(commune.get("population", 0), 1)
        ratio = max(people, city["population"]) / max(min(people, city["population"]), 1)
        away = distance_km(*middle, city["latitude"], city["longitude"]) if middle else 0.0
        return away + 10 * min(ratio, 10)

    def _borrowed(self, commune: dict[str, Any], exact: dict[str, Point]) -> Point | None:
        """A position known by hand, else the middle of neighbours.

        Neighbours are those of the same postal code, else those of the same group of communes.
        """
        if commune["code"] in self.names["french_positions"]:
            lat, lon = self.names["french_positions"][commune["code"]]
            return lat, lon
        for neighbours in (self._same_code(commune), self._same_group(commune["code"])):
            points = [exact[code] for code in neighbours if code in exact]
            if points:
                return (
                    _mean(point[0] for point in points),
                    _mean(point[1] for point in points),
                )
        return None

    def _same_code(self, commune: dict[str, Any]) -> list[str]:
        if not hasattr(self, "_codes"):
            self._codes = defaultdict(list)
            for row in self.communes:
                for postal in row.get("codesPostaux", []):
                    self._codes[postal].append(row["code"])
        found = (self._codes[postal] for postal in commune.get("codesPostaux", []))
        return [code for codes in found for code in codes]

    def _same_group(self, code: str) -> list[str]:
        if not hasattr(self, "_members"):
            self._members = {}
            for group in self.groups:
                members = [member["code"] for member in group["membres"]]
                self._members.update(dict.fromkeys(members, members))
        return self._members.get(code, [])

    def _town(self, commune: dict[str, Any], point: Point, rough: bool) -> Built:
        code, land = commune["code"], self._land(commune)
        department = commune.get("departement", "")
        territory = land[0] if land else "FR-COR" if commune["region"] == "94" else "FR"
        named = self.departments.get(department, {}).get("nom", land[2] if land else "")
        former = [name for name in self.former[code] if name != commune["nom"]]
        return Built(
            id=f"fr-{code}", name=commune["nom"], names=tuple(former), kind="town",
            admin1=land[2] if land else self.regions[commune["region"]],
            admin2=f"{named} ({department})" if named else "",
            country="FR", territory=territory, lat=round(point[0], 4), lon=round(point[1], 4),
            rough=rough, population=commune.get("population", 0),
            postal_codes=tuple(commune.get("codesPostaux", [])),
        )  # fmt: skip

    def _areas(self, towns: list[Built]) -> list[Built]:
        by_department, by_land = defaultdict(list), defaultdict(list)
        for place in towns:
            by_land[place.admin1].append(place)
            by_department[place.admin2.rpartition("(")[2].rstrip(")")].append(place)
        called = self.names["land_names"]
        areas = [area(f"fr-reg-{n}", n, called.get(n, []), by_land[n]) for n in sorted(by_land)]
        for code, row in self.departments.items():
            if row["nom"] not in by_land and code in by_department:
                inside = by_department[code]
                areas.append(area(f"fr-dep-{code}", row["nom"], [], inside, inside[0].admin1))
        for name, codes in self.names["former_regions"].items():
            inside = [place for code in codes for place in by_department[code]]
            areas.append(area(f"fr-old-{name}", name, [], inside, inside[0].admin1))
        return areas

    def _land(self, commune: dict[str, Any]) -> tuple[str, str, str] | None:
        land = self.names["french_lands"].get(commune["code"][:3])
        return tuple(land) if land else None

    @staticmethod
    def _read(folder: Path, name: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = json.loads((folder / f"{name}.json").read_text("utf-8"))
        return rows

    @staticmethod
    def _by_name(
        cities: list[dict[str, Any]],
    ) -> dict[tuple[str, str], list[dict[str, Any]]]:
        """GeoNames places by land or region and folded name."""
        found = defaultdict(list)
        for city in cities:
            country = city["countrycode"]
            where = f"FR {city['admin1code']}" if country == "FR" else country
            for name in {fold_place(name) for name in (city["name"], *city["alternatenames"])}:
                found[where, name].append(city)
        return found


def _is_near(city: dict[str, Any], middle: Point | None) -> bool:
    if middle is None:
        return True
    return distance_km(*middle, city["latitude"], city["longitude"]) < WIDEST_DEPARTMENT_KM


def _most_people(cities: list[dict[str, Any]]) -> int:
    return max((city["population"] for city in cities), default=-1)


def _median(cities: list[dict[str, Any]]) -> Point:
    latitudes = sorted(city["latitude"] for city in cities)
    longitudes = sorted(city["longitude"] for city in cities)
    half = len(cities) // 2
    return latitudes[half], longitudes[half]


def _mean(values: Iterable[float]) -> float:
    numbers = list(values)
    return sum(numbers) / len(numbers)
