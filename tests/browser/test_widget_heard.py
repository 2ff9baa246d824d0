"""What people hear who do not see the chat: roles, names, languages, each message once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.fake_server import FakeChat
from tests.browser.samples import ANSWER
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser


def test_messages_are_a_named_log(widget: WidgetPage) -> None:
    expect(widget.log).to_have_attribute("aria-label", "Messages")
    expect(widget.log.get_by_role("listitem").first).to_be_visible()


def test_log_is_silent_where_the_announcer_speaks(widget: WidgetPage) -> None:
    expect(widget.log).to_have_attribute("aria-live", "off")
    expect(widget.page.locator("passerelle-chat [aria-live=polite].only-heard")).to_have_count(1)


def test_new_message_is_announced_once_with_its_sender(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "An answer")
    fake.say("counsellor", "A word", counsellor_name="Camille")

    expect(widget.announced.filter(has_text="A word")).to_have_text("Camille, counsellor: A word")
    expect(widget.announced.filter(has_text="An answer")).to_have_text("Program: An answer")


def test_message_is_announced_once_after_the_socket_was_cut(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.say("assistant", "An answer")
    fake.cut_sockets()
    fake.say("assistant", "Another")
    expect(widget.announced.filter(has_text="Another")).to_have_count(1)

    expect(widget.announced.filter(has_text="An answer")).to_have_count(1)


def test_own_messages_are_not_announced(widget: WidgetPage, fake: FakeChat) -> None:
    widget.say("hello")
    fake.say("assistant", "An answer")
    expect(widget.announced.filter(has_text="An answer")).to_have_count(1)

    expect(widget.announced.filter(has_text="hello")).to_have_count(0)


def test_history_is_not_announced(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "An old answer")
    expect(widget.bubbles("An old answer")).to_be_visible()
    widget.reload()
    expect(widget.bubbles("An old answer")).to_be_visible()

    expect(widget.announced.filter(has_text="An old answer")).to_have_count(0)


def test_announcement_has_the_language_of_the_message(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "Bonjour", lang="fr")

    expect(widget.announced.filter(has_text="Bonjour")).to_have_attribute("lang", "fr")


def test_announcement_says_protected_details_in_words(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", "We call you on ⟦phone:1⟧.")

    spoken = widget.announced.filter(has_text="We call you")
    expect(spoken).to_contain_text("[your phone number, kept safe]")


def test_announcement_survives_a_change_of_language(widget: WidgetPage, fake: FakeChat) -> None:
    fake.talk.language = "sv"
    fake.say("assistant", "Nu talar vi svenska.")
    expect(widget.page.get_by_role("dialog", name="Studievägledning")).to_be_visible()

    expect(widget.announced.filter(has_text="Nu talar vi svenska.")).to_have_count(1)


def test_change_of_person_is_announced(widget: WidgetPage, fake: FakeChat) -> None:
    fake.turn(state="counsellor", counsellor="Camille")

    status = widget.announced.filter(has_text="You are talking to Camille")
    expect(status).to_have_count(1)


@pytest.mark.parametrize("place", [".bubble", ".cards", ".chips"])
def test_parts_of_a_message_have_its_language(
    widget: WidgetPage, fake: FakeChat, place: str
) -> None:
    fake.say("assistant", **ANSWER | {"lang": "nl"})

    expect(widget.messages("assistant").last.locator(place).first).to_have_attribute("lang", "nl")


def test_words_of_the_widget_keep_their_own_language_in_foreign_cards(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.say("assistant", **ANSWER | {"lang": "nl"})
    label = widget.log.locator(".card dt").first

    expect(label).to_be_visible()
    assert label.evaluate("element => element.closest('[lang]').lang") == "en"


def test_links_say_where_they_lead(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("assistant", **ANSWER)
    link = widget.log.get_by_role("link", name=re.compile("See the course"))

    expect(link).to_have_accessible_name(re.compile(r"BTS.*cned\.fr.*opens in a new tab"))
