"""The nearest site is one a learner can reach by land."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.db import Database
from catalog.gazetteer import Gazetteer
from catalog.models import SiteKind, Status
from catalog.services.site_search import SiteHit, SiteQuery, nearest_sites
from tests import factories


async def near(
    database: Database, gazetteer: Gazetteer, town: str, country: str, **options: Any
) -> list[SiteHit]:
    """The sites nearest to a town."""
    place = gazetteer.find(town, country)[0]
    query = SiteQuery(place.lat, place.lon, place.territory, country, **options)
    async with database.read() as session:
        return await nearest_sites(session, query)


@pytest.mark.parametrize(
    ("town", "country", "municipality", "distance"),
    [
        ("Guéret", "FR", "Guéret", 0),
        ("la souterraine", "FR", "Guéret", 31),
        ("Nykoping", "SE", "Nyköping", 0),
        ("Roulers", "BE", "Roeselare", 0),
        ("Visby", "SE", "Visby", 0),
        ("Mamoudzou", "FR", "Dembéni", 8),
        ("Papeete", "FR", "Teva I Uta", 31),
    ],
)
async def test_the_nearest_study_place(
    seeded: Database,
    gazetteer: Gazetteer,
    town: str,
    country: str,
    municipality: str,
    distance: int,
) -> None:
    hits = await near(seeded, gazetteer, town, country, kinds=["study_place"])

    assert (hits[0].site.municipality, hits[0].distance_km) == (municipality, distance)


@pytest.mark.parametrize("town", ["Fort-de-France", "Saint-Denis", "Bastia", "Nouméa"])
async def test_no_site_over_the_sea(seeded: Database, gazetteer: Gazetteer, town: str) -> None:
    assert await near(seeded, gazetteer, town, "FR") == []


async def test_the_mainland_never_gets_gotland(seeded: Database, gazetteer: Gazetteer) -> None:
    hits = await near(seeded, gazetteer, "Västervik", "SE", limit=200)

    assert "Visby" not in {hit.site.municipality for hit in hits}


async def test_another_island_of_the_archipelago_is_out_of_reach(
    seeded: Database, gazetteer: Gazetteer
) -> None:
    hits = await near(seeded, gazetteer, "Uturoa", "FR")

    assert [hit.site.municipality for hit in hits] == ["Uturoa"]


async def test_the_border_is_not_crossed(seeded: Database, gazetteer: Gazetteer) -> None:
    hits = await near(seeded, gazetteer, "Roubaix", "FR", limit=20)

    assert {hit.site.country for hit in hits} == {"FR"}


async def test_only_the_wanted_kinds(seeded: Database, gazetteer: Gazetteer) -> None:
    hits = await near(seeded, gazetteer, "Kortrijk", "BE", kinds=[SiteKind.ADVICE_DESK])

    assert {hit.site.kind for hit in hits} == {SiteKind.ADVICE_DESK}
    assert hits[0].site.municipality == "Kortrijk"


@pytest.mark.parametrize(("degrees_north", "first"), [(0.1, "open"), (0.4, "announced")])
async def test_an_announced_site_gives_way_to_an_open_one_not_much_farther(
    database: Database, degrees_north: float, first: str
) -> None:
    async with database.write() as session:
        session.add(factories.site(public_id="announced", caveats=["announced_not_seen_open"]))
        session.add(factories.site(public_id="open", lat=46.1718 + degrees_north))
    async with database.read() as session:
        hits = await nearest_sites(session, SiteQuery(46.1718, 1.8717, "FR", "FR"))

    assert hits[0].site.public_id == first


async def test_a_draft_is_not_shown(database: Database) -> None:
    async with database.write() as session:
        session.add(factories.site(status=Status.DRAFT))
    async with database.read() as session:
        hits = await nearest_sites(session, SiteQuery(46.2, 1.9, None, "FR"))

    assert hits == []
