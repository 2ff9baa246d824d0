"""Cards of courses, places and schemes: every fact with its source, its date and its doubts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.fake_server import FakeChat
from tests.browser.samples import (
    ANSWER,
    COURSE,
    COURSE_LINE,
    SCHEME,
    SCHEME_LINE,
    SITE,
    SITE_LINE,
)
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser


def shown(
    widget: WidgetPage, fake: FakeChat, card: dict[str, object], **changes: object
) -> Locator:
    """The card as it stands in the log."""
    fake.say("assistant", "Here:", cards=[{**card, **changes}])
    found = widget.log.locator(".card")
    expect(found).to_be_visible()
    return found


def contains(place: Locator, *texts: str) -> None:
    for text in texts:
        expect(place).to_contain_text(text)


def test_course_is_shown_with_its_facts(widget: WidgetPage, fake: FakeChat) -> None:
    card = shown(widget, fake, COURSE)

    expect(card.get_by_role("heading")).to_have_text("BTS Services informatiques aux organisations")
    contains(card, "CNED", "France", "At a distance", "level 5 of 8", "24 months")
    contains(card, "at your own pace", "€1,200 in total")


def test_site_is_shown_with_its_facts(widget: WidgetPage, fake: FakeChat) -> None:
    card = shown(widget, fake, SITE)

    contains(card, "Campus connecté Guéret", "Place to study with support", "About 12 km")
    contains(card, "a tutor, a desk to work at", "1 avenue Marc Purat")
    expect(card.get_by_role("link", name="05 55 51 25 00")).to_have_attribute(
        "href", "tel:0555512500"
    )


def test_site_in_the_same_town_says_so_beside_the_figure(
    widget: WidgetPage, fake: FakeChat
) -> None:
    card = shown(widget, fake, SITE, distance_km=0)

    contains(card, "0 km, in the same town")


def test_site_of_an_unknown_network_is_shown_with_its_name(
    widget: WidgetPage, fake: FakeChat
) -> None:
    card = shown(widget, fake, SITE, network="quite_new", network_name="a new network")

    contains(card, "a new network")
    expect(card).not_to_contain_text("quite_new")


def test_scheme_is_shown_with_its_facts(widget: WidgetPage, fake: FakeChat) -> None:
    card = shown(widget, fake, SCHEME)

    contains(card, "Compte personnel de formation", "An account that pays for training.")
    contains(card, "The learner decides", "Apply before the course starts")
    expect(card.get_by_role("link")).to_have_attribute("href", SCHEME["official_url"])


@pytest.mark.parametrize("card", [COURSE, SCHEME], ids=["course", "scheme"])
def test_doubts_are_shown_on_the_card(
    widget: WidgetPage, fake: FakeChat, card: dict[str, object]
) -> None:
    notes = shown(widget, fake, card).locator(".caveats")

    contains(notes, "Please note")
    expect(notes.get_by_role("listitem")).to_have_text(card["caveats"])


def test_card_says_why_and_what_differs(widget: WidgetPage, fake: FakeChat) -> None:
    card = shown(widget, fake, COURSE)

    expect(card.locator(".why li")).to_have_text(COURSE["why"])
    expect(card.locator(".relaxed li")).to_have_text(COURSE["relaxed"])


@pytest.mark.parametrize(
    ("dates", "line"),
    [
        ({"source_date": "2025-06"}, "as of June 2025"),
        ({"source_date": "2024"}, "as of 2024"),
        ({"source_date": None}, "date unknown"),
        ({"source_date": "2024", "verified_on": "2026-03-04"}, "checked on March 4, 2026"),
    ],
)
def test_card_says_of_when_it_is(
    widget: WidgetPage, fake: FakeChat, dates: dict[str, object], line: str
) -> None:
    source = shown(widget, fake, COURSE, **dates).locator(".card-source")

    contains(source, "Source: cned.fr, onisep.fr", line)


def test_scheme_says_of_when_it_is(widget: WidgetPage, fake: FakeChat) -> None:
    contains(shown(widget, fake, SCHEME).locator(".card-source"), "service-public.fr", "as of 2026")


def test_card_that_leads_nowhere_says_so(widget: WidgetPage, fake: FakeChat) -> None:
    card = shown(widget, fake, COURSE, next_step=False)

    contains(card, "No direct contact is known.")
    expect(card.get_by_role("link")).to_have_count(0)


def test_unknown_facts_are_left_out(widget: WidgetPage, fake: FakeChat) -> None:
    bare = dict.fromkeys(("award", "eqf_level", "duration_months", "pace", "cost"))
    card = shown(widget, fake, COURSE, **bare)

    expect(card.locator("dt")).to_have_text(["How"])
    expect(card).not_to_contain_text(re.compile("null|undefined|NaN"))


def test_lines_of_cards_are_not_doubled(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", **ANSWER)
    expect(widget.log.locator(".card")).to_have_count(3)

    for line in (COURSE_LINE, SITE_LINE, SCHEME_LINE):
        expect(widget.log).not_to_contain_text(line)
    contains(widget.log, "I found this.", "Shall we look closer?")


def test_cards_stand_where_their_lines_stood(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", **ANSWER)
    parts = widget.messages("assistant").last.locator("> .bubble, > .cards, > .chips")

    expect(parts).to_have_count(4)
    expect(parts).to_contain_text(["I found this.", "Campus", "Shall we", "What does it cost?"])


def test_card_of_an_unknown_type_is_shown_as_its_line(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "Here:", cards=[{"type": "event", "id": "e1", "text": "An open day."}])

    expect(widget.log.get_by_text("An open day.")).to_be_visible()


def test_facts_of_a_text_name_their_source(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", **ANSWER)

    contains(widget.log, "Source: service-public.fr · as of September 12, 2025")
