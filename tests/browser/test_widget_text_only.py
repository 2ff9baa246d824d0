"""Words are words: nothing that anybody writes becomes markup or a dangerous link."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.fake_server import FakeChat
from tests.browser.samples import ANSWER, COURSE, SCHEME, SITE
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser
EVIL = "<img src=x onerror=\"document.title='hacked'\"><b>bold</b><script>1</script>"
SCRIPT = "javascript:alert(document.domain)"


def is_text(widget: WidgetPage, times: int = 1) -> None:
    """The markup is shown *times* times as it was written, and has made nothing."""
    expect(widget.log.get_by_text(EVIL).first).to_be_visible()
    assert widget.log.get_by_text(EVIL).count() >= times
    assert widget.log.locator("img, b, script").count() == 0
    assert widget.page.title() != "hacked"


@pytest.mark.parametrize("author", ["assistant", "counsellor", "system", "learner"])
def test_markup_is_shown_as_text_of(widget: WidgetPage, fake: FakeChat, author: str) -> None:
    fake.say(author, EVIL)

    is_text(widget)


def test_markup_being_sent_is_shown_as_text(widget: WidgetPage, fake: FakeChat) -> None:
    fake.hold()
    widget.say(EVIL)

    is_text(widget)
    fake.release()


@pytest.mark.parametrize("card", [COURSE, SITE, SCHEME], ids=lambda card: card["type"])
def test_markup_in_every_field_of_a_card_is_text(
    widget: WidgetPage, fake: FakeChat, card: dict[str, object]
) -> None:
    codes = {"type", "id", "kind", "mode", "pace", "country", "next_step"}
    evil = {key: value if key in codes else replaced(value) for key, value in card.items()}
    fake.say("assistant", "Here:", cards=[evil])

    is_text(widget, times=3)


def replaced(value: object) -> object:
    """*value* with its words replaced by markup."""
    if isinstance(value, list):
        return [EVIL]
    return EVIL if isinstance(value, str) else value


def test_markup_in_a_chip_is_text(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "Choose", choices=[{"id": "a1", "label": EVIL}])

    is_text(widget)


def test_markup_in_the_name_of_a_counsellor_is_text(widget: WidgetPage, fake: FakeChat) -> None:
    fake.turn(state="counsellor", counsellor=EVIL)
    fake.say("counsellor", "Good morning")

    expect(widget.panel.locator(".who")).to_contain_text(EVIL)
    expect(widget.messages("counsellor").locator(".sender")).to_contain_text(EVIL)
    assert widget.panel.locator("img, b, script").count() == 0


def test_markup_in_facts_and_summary_is_text(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "So", facts=[{"id": "f", "as_of": None, "source": EVIL}])
    is_text(widget)
    widget.pick("Summary to keep")

    expect(widget.question).to_contain_text("BTS <b>SIO</b>")


@pytest.mark.parametrize("url", [SCRIPT, "data:text/html,<script>1</script>", "JaVaScRiPt:1"])
def test_dangerous_address_of_a_card_is_no_link(
    widget: WidgetPage, fake: FakeChat, url: str
) -> None:
    fake.say("assistant", "Here:", cards=[COURSE | {"url": url, "text": ""}])
    expect(widget.log.locator(".card")).to_be_visible()

    expect(widget.log.locator(".card a")).to_have_count(0)


def test_dangerous_address_in_a_text_is_no_link(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", f"Press {SCRIPT} now")
    expect(widget.bubbles(SCRIPT)).to_be_visible()

    expect(widget.log.get_by_role("link")).to_have_count(0)


def test_addresses_and_numbers_in_a_text_are_links(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "See https://www.csn.se/en. Call 05 55 51 25 00 or write to a@b.example.")
    links = widget.bubbles("See").get_by_role("link")
    expect(links).to_have_count(3)
    hrefs = [link.get_attribute("href") for link in links.all()]

    assert hrefs == ["https://www.csn.se/en", "tel:0555512500", "mailto:a@b.example"]


def test_links_do_not_give_the_page_away(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", **ANSWER)
    link = widget.log.locator(".way-out").first

    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(link).to_have_attribute("target", "_blank")
