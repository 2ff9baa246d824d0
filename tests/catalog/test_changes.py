"""A change of the catalog is written down and can be undone, unless another came after it."""

from __future__ import annotations

from datetime import date

import pytest

from catalog.db import Database
from catalog.errors import ChangeConflict, NotFound
from catalog.models import Site, SiteKind, Status
from catalog.services.changes import record_change, snapshot, undo_change
from tests import factories


async def make(database: Database) -> int:
    """A new site, written down; the number of the change."""
    async with database.write() as session:
        site = factories.site(public_id="gueret")
        session.add(site)
        return (await record_change(session, site, "anna", None)).id


async def edit(database: Database, **values: object) -> int:
    """An edit of that site, written down; the number of the change."""
    async with database.write() as session:
        site = await session.get_one(Site, 1)
        before = snapshot(site)
        for key, value in values.items():
            setattr(site, key, value)
        return (await record_change(session, site, "anna", before)).id


async def undo(database: Database, change_id: int) -> None:
    """Undo in a unit of work of its own."""
    async with database.write() as session:
        await undo_change(session, change_id, "bo")


async def stored(database: Database) -> Site:
    """The site as the database has it."""
    async with database.read() as session:
        return await session.get_one(Site, 1)


async def test_an_edit_is_undone_with_every_type_of_value(database: Database) -> None:
    await make(database)
    change = await edit(
        database,
        kind=SiteKind.OTHER,
        verified_on=date(2026, 11, 21),
        services=["tutoring"],
        status=Status.DRAFT,
    )
    await undo(database, change)

    site = await stored(database)
    values = (site.kind, site.verified_on, site.services, site.status)
    assert values == (SiteKind.STUDY_PLACE, None, [], Status.PUBLISHED)


async def test_an_undone_change_gives_dates_back(database: Database) -> None:
    await make(database)
    await edit(database, verified_on=date(2026, 11, 21))
    await undo(database, await edit(database, verified_on=None))

    assert (await stored(database)).verified_on == date(2026, 11, 21)


async def test_undoing_the_making_of_a_row_archives_it(database: Database) -> None:
    await undo(database, await make(database))

    assert (await stored(database)).status == Status.ARCHIVED


async def test_a_later_change_elsewhere_does_not_hinder(database: Database) -> None:
    await make(database)
    change = await edit(database, phone="1")
    await edit(database, email="a@example.org")
    await undo(database, change)

    site = await stored(database)
    assert (site.phone, site.email) == (None, "a@example.org")


async def test_a_later_change_of_the_same_value_hinders(database: Database) -> None:
    await make(database)
    change = await edit(database, phone="1")
    await edit(database, phone="2")

    with pytest.raises(ChangeConflict):
        await undo(database, change)


async def test_nothing_is_undone_twice(database: Database) -> None:
    await make(database)
    change = await edit(database, phone="1")
    await undo(database, change)

    with pytest.raises(ChangeConflict):
        await undo(database, change)


async def test_an_unknown_change_is_named(database: Database) -> None:
    with pytest.raises(NotFound, match="change '99'"):
        await undo(database, 99)
