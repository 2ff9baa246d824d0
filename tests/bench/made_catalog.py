"""A catalogue of any size, the same for the same seed, made of the words of the shipped one."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import Database
from catalog.gazetteer import Gazetteer, Place
from catalog.models import (
    Course,
    Mode,
    Offering,
    Pace,
    PriceBasis,
    Provider,
    Site,
    SiteKind,
    Status,
)
from catalog.services.revisions import bump
from catalog.services.seed_loader import SEED_FOLDER

PORTION = 2_000
COUNTRIES = {"fr": "FR", "sv": "SE", "nl": "BE", "en": "SE"}
SHARES = {"fr": 45, "sv": 27, "nl": 20, "en": 8}
JOINS = {
    "fr": (" - parcours ", " : ", ", option ", " et "),
    "sv": (" med inriktning ", " inom ", " - ", " och "),
    "nl": (" met ", ": ", " - ", " en "),
    "en": (" with ", ": ", " and ", " - "),
}
ENGLISH = [
    "Accounting",
    "Nursing",
    "Programming",
    "Archaeology",
    "Data",
    "Engineering",
    "Business",
    "Administration",
    "Law",
    "Psychology",
    "Sustainability",
    "Hospitality",
    "Automation",
    "Design",
    "Marketing",
    "Teaching",
    "Music",
    "Robotics",
    "Bioinformatics",
    "Security",
    "Networks",
    "Photography",
    "Social",
    "Work",
]
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
DEFAULTS = {"status": Status.PUBLISHED, "caveats": [], "updated_at": STAMP}


@dataclass
class Maker:
    """Makes rows at random from *seed*."""

    seed: int = 4
    dice: random.Random = field(init=False)
    titles: dict[str, list[dict[str, str]]] = field(init=False)
    towns: dict[str, list[Place]] = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(self.seed)
        with (SEED_FOLDER / "courses.csv").open(encoding="utf-8") as stream:
            rows = list(csv.DictReader(stream))
        self.titles = {lang: [row for row in rows if row["language"] == lang] for lang in SHARES}
        english = [{"title": title, "award": "Bachelor", "field": "other"} for title in ENGLISH]
        self.titles["en"] += english
        towns = [place for place in Gazetteer.load() if place.kind == "town"]
        self.towns = {
            country: sorted(
                (place for place in towns if place.country == country),
                key=lambda place: (-place.population, place.id),
            )[:600]
            for country in ("FR", "SE", "BE")
        }

    def providers(self, count: int) -> list[dict[str, Any]]:
        """*count* providers, named after towns."""
        made = []
        for number in range(1, count + 1):
            country = self.dice.choice(("FR", "SE", "BE"))
            town = self.dice.choice(self.towns[country]).name
            kind = self.dice.choice(("Institut", "Centrum", "CVO", "Université de", "Akademin"))
            made.append(
                DEFAULTS
                | {
                    "id": number,
                    "public_id": f"provider-{number}",
                    "name": f"{kind} {town} {number}",
                    "country": country,
                    "municipality": town,
                }
            )
        return made

    def course(self, number: int, providers: int) -> dict[str, Any]:
        """One course."""
        dice = self.dice
        language = dice.choices(list(SHARES), list(SHARES.values()))[0]
        first, second = dice.choices(self.titles[language], k=2)
        title = first["title"]
        if dice.random() < 0.7:
            words = second["title"].split()
            start = dice.randrange(len(words))
            title += dice.choice(JOINS[language]) + " ".join(words[start : start + 3])
        mode = dice.choices(list(Mode), [6, 2, 2])[0]
        country = COUNTRIES[language]
        town = dice.choice(self.towns[country]).name if mode is not Mode.DISTANCE else None
        return DEFAULTS | {
            "id": number,
            "public_id": f"course-{number}",
            "provider_id": dice.randint(1, providers),
            "title": title[:300],
            "titles": {},
            "language": language,
            "country": country,
            "municipality": town,
            "award": first["award"] or None,
            "level": dice.choice(
                ("access", "bts", "yh", "graduaat", "bachelor", "master", "course")
            ),
            "eqf_level": dice.choice((None, 4, 5, 5, 6, 6, 7)),
            "field": first["field"],
            "mode": mode,
            "pace": dice.choice(list(Pace)),
            "duration_months": dice.choice((None, 1, 3, 6, 12, 24, 36)),
            "hours_per_week": dice.choice((None, 5.0, 10.0, 20.0, 35.0)),
            "funding": [],
            "entry_requirements": {},
            "summaries": self._summary(language),
            "codes": [],
            "url": f"https://example.org/{number}" if dice.random() < 0.8 else None,
            "source_date": str(dice.randint(2019, 2026)),
            "review_by": date(2026, 1, 1) if dice.random() < 0.02 else None,
        }

    def _summary(self, language: str) -> dict[str, str]:
        if self.dice.random() < 0.5:
            return {}
        titles = self.dice.choices(self.titles[language], k=6)
        return {language: ". ".join(row["title"] for row in titles)}

    def run(self, number: int) -> dict[str, Any]:
        """The run of the course *number*."""
        dice = self.dice
        starts = date(2026, 1, 1) + timedelta(days=dice.randrange(700))
        price = dice.choice((None, 0, 5_000, 30_000, 120_000, 480_000))
        return DEFAULTS | {
            "public_id": f"run-{number}",
            "course_id": number,
            "starts_on": starts if dice.random() < 0.6 else None,
            "starts": {},
            "price_cents": price,
            "currency": None if price is None else dice.choice(("EUR", "EUR", "SEK")),
            "price_basis": None if price is None else PriceBasis.WHOLE,
        }

    def site(self, number: int) -> dict[str, Any]:
        """One study place within some kilometres of a town."""
        country = self.dice.choice(("FR", "SE", "BE"))
        town = self.dice.choice(self.towns[country])
        return DEFAULTS | {
            "public_id": f"site-{number}",
            "name": f"{town.name} {number}",
            "kind": self.dice.choice(list(SiteKind)),
            "network": "campus_connecte",
            "municipality": town.name,
            "country": country,
            "territory": country,
            "lat": town.lat + self.dice.uniform(-0.3, 0.3),
            "lon": town.lon + self.dice.uniform(-0.3, 0.3),
            "services": [],
            "opening_hours": {},
        }


async def fill(database: Database, courses: int, sites: int) -> None:
    """Put a catalogue of this size into an empty database."""
    maker = Maker()
    providers = max(20, courses // 50)
    async with database.write() as session:
        await session.execute(insert(Provider), maker.providers(providers))
        await _insert(session, Course, (maker.course(n, providers) for n in range(1, courses + 1)))
        await _insert(session, Offering, (maker.run(n) for n in range(1, courses + 1)))
        await _insert(session, Site, (maker.site(n) for n in range(1, sites + 1)))
        await bump(session, ["course", "offering", "provider", "site"])


async def _insert(session: AsyncSession, kind: Any, rows: Iterator[dict[str, Any]]) -> None:
    portion: list[dict[str, Any]] = []
    for row in rows:
        portion.append(row)
        if len(portion) == PORTION:
            await session.execute(insert(kind), portion)
            portion.clear()
    if portion:
        await session.execute(insert(kind), portion)
