"""The right organisation answers."""

from __future__ import annotations

from catalog.db import Database
from catalog.models import Status
from catalog.services import organisations
from tests import factories


async def test_a_site_key_names_its_organisation(database: Database) -> None:
    async with database.write() as session:
        session.add(factories.organisation(public_id="creuse", site_keys=["one", "two"]))
    async with database.read() as session:
        found = await organisations.by_site_key(session, "two")

        assert found is not None
        assert found.public_id == "creuse"
        assert await organisations.by_site_key(session, "three") is None


async def test_an_archived_organisation_owns_no_key(database: Database) -> None:
    async with database.write() as session:
        session.add(factories.organisation(site_keys=["one"], status=Status.ARCHIVED))
    async with database.read() as session:
        assert await organisations.by_site_key(session, "one") is None


async def test_a_real_organisation_goes_before_a_demonstration(database: Database) -> None:
    async with database.write() as session:
        session.add(factories.organisation(public_id="demo", demonstration=True))
        session.add(factories.organisation(public_id="real"))
    async with database.read() as session:
        found = await organisations.default(session)

        assert found is not None
        assert found.public_id == "real"
        assert await organisations.by_public_id(session, "demo") is not None


async def test_an_empty_installation_has_no_default(database: Database) -> None:
    async with database.read() as session:
        assert await organisations.default(session) is None


def test_a_contact_falls_back_to_a_language_that_has_one() -> None:
    region = factories.organisation(languages=["fr", "en"])

    assert region.contact_in("en") == region.fallback_contact["fr"]
