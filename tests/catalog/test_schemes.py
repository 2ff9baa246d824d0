"""Schemes come best founded first."""

from __future__ import annotations

from catalog.db import Database
from catalog.models import Confidence
from catalog.services.schemes import find_schemes, scheme_by_id
from tests import factories


async def test_the_whole_country_and_the_best_founded_come_first(database: Database) -> None:
    async with database.write() as session:
        session.add(factories.scheme(public_id="weak", confidence=Confidence.WEAK))
        session.add(factories.scheme(public_id="lille", region="Hauts-de-France"))
        session.add(factories.scheme(public_id="official"))
        session.add(factories.scheme(public_id="leave", kind="leave"))
        session.add(factories.scheme(public_id="swedish", country="SE"))
    async with database.read() as session:
        found = await find_schemes(session, "FR", ["grant"])

    assert [scheme.public_id for scheme in found] == ["official", "weak", "lille"]


async def test_an_archived_scheme_is_not_shown(seeded: Database) -> None:
    async with seeded.read() as session:
        assert await scheme_by_id(session, "be-digisprong") is None
        assert await scheme_by_id(session, "fr-cpf") is not None
