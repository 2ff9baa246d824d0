"""What the shipped rows promise: weak ones say so, and every code is known."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from catalog.db import Database
from catalog.models import Course, Organisation, Scheme, Site, SiteKind, Status
from catalog.services.next_step import leads_somewhere


async def one_site(database: Database, public_id: str) -> Site:
    """A shipped site."""
    async with database.read() as session:
        return (await session.scalars(select(Site).where(Site.public_id == public_id))).one()


@pytest.mark.parametrize(
    ("public_id", "caveat"),
    [
        ("fr-campus-connect-tubuai", "announced_not_seen_open"),
        ("be-leerwinkel-leuven", "announced_not_seen_open"),
        ("be-open-leercentr-roeselare", "pilot_2021"),
        ("se-akademi-norr-sorsele", "label_made_here"),
        ("se-vuxenutbildnin-arboga", "applied_not_confirmed"),
        ("se-vuxenutbildnin-malmo", "study_places_not_confirmed"),
        ("be-cvo-kortrijk", "old_source"),
        ("fr-campus-connect-redon", "undated_source"),
        ("fr-campus-connect-autun", "may_have_closed"),
        ("fr-campus-connect-romans-sur-isere", "website_not_own"),
    ],
)
async def test_a_weak_site_says_so(seeded: Database, public_id: str, caveat: str) -> None:
    assert caveat in (await one_site(seeded, public_id)).caveats


async def test_ten_sites_are_only_announced(seeded: Database) -> None:
    async with seeded.read() as session:
        sites = list(await session.scalars(select(Site)))

    announced = [site for site in sites if "announced_not_seen_open" in site.caveats]
    assert len(announced) == 10


async def test_a_larcentrum_inside_an_adult_school_is_a_study_place(seeded: Database) -> None:
    assert (await one_site(seeded, "se-vuxenutbildnin-karlskoga")).kind == SiteKind.STUDY_PLACE
    assert (await one_site(seeded, "se-vuxenutbildnin-malmo")).kind == SiteKind.SCHOOL


async def test_every_swedish_state_decision_warns_that_it_may_not_be_open(
    seeded: Database,
) -> None:
    async with seeded.read() as session:
        courses = list((await session.scalars(select(Course))).unique())

    decisions = [course for course in courses if course.public_id.startswith("se-yh-")]
    assert len(decisions) == 228
    assert all("granted_not_confirmed_open" in course.caveats for course in decisions)
    assert {course.level for course in decisions} == {"yh"}


async def test_a_price_says_what_it_pays_for(seeded: Database) -> None:
    query = select(Course).where(Course.title == "Bachelor Informatiekunde")
    async with seeded.read() as session:
        course = (await session.scalars(query)).unique().one()

    run = course.priced_offering
    assert run is not None
    assert (run.price_cents, run.currency, run.price_basis) == (7689, "EUR", "credit")


async def test_schemes_that_are_not_for_learners_are_archived(seeded: Database) -> None:
    query = select(Scheme.public_id).where(Scheme.status == Status.ARCHIVED)
    async with seeded.read() as session:
        archived = set(await session.scalars(query))

    assert archived == {"be-digisprong", "se-statsbidrag-larcentra"}


async def test_a_site_without_any_contact_leads_nowhere(seeded: Database) -> None:
    assert not leads_somewhere(await one_site(seeded, "fr-campus-connect-gueret"))
    assert leads_somewhere(await one_site(seeded, "se-nitus-visby"))


async def test_the_privacy_notice_states_the_retention_that_is_set(seeded: Database) -> None:
    async with seeded.read() as session:
        organisation = (await session.scalars(select(Organisation))).one()

    days = organisation.retention_days
    for language in ("fr", "sv", "nl", "en"):
        text = organisation.privacy_notice[language]["retention"]
        assert str(days["conversation"]) in text
        assert str(days["contact"]) in text
