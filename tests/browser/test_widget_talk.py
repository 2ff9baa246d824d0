"""Writing and being answered: what is sent, what is shown, who says it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_server import FakeChat
from tests.browser.widget_page import FIRST_MESSAGE, WidgetPage

pytestmark = pytest.mark.browser


def test_opening_shows_the_first_message(widget: WidgetPage) -> None:
    expect(widget.messages("assistant")).to_have_count(1)
    expect(widget.messages("assistant")).to_contain_text(FIRST_MESSAGE)
    expect(widget.panel).to_contain_text("You are talking to a program, not to a person.")


@pytest.mark.parametrize("language", ["fr", "sv", "nl", "en"])
def test_widget_speaks_the_language_of_the_page(
    visit: Visit, fake: FakeChat, language: str
) -> None:
    widget = visit(language=language).open()

    expect(widget.page.locator("passerelle-chat [role=dialog]")).to_have_attribute("lang", language)
    assert fake.talk.language == language


def test_enter_sends(widget: WidgetPage, fake: FakeChat) -> None:
    widget.say("I am 47. Is it too late?")

    expect(widget.messages("learner")).to_contain_text("I am 47. Is it too late?")
    expect(widget.input).to_have_value("")
    assert fake.texts_of_learner() == ["I am 47. Is it too late?"]


def test_shift_and_enter_start_a_new_line(widget: WidgetPage, fake: FakeChat) -> None:
    widget.input.fill("one")
    widget.input.press("Shift+Enter")
    widget.input.press_sequentially("two")

    expect(widget.input).to_have_value("one\ntwo")
    assert fake.texts_of_learner() == []


def test_send_button_sends(widget: WidgetPage) -> None:
    widget.input.fill("by mouse")
    widget.send_button.click()

    expect(widget.messages("learner")).to_contain_text("by mouse")


def test_blanks_are_not_sent(widget: WidgetPage, fake: FakeChat) -> None:
    widget.say("   ")
    widget.say("something")
    expect(widget.messages("learner")).to_have_count(1)

    assert fake.texts_of_learner() == ["something"]


def test_messages_go_in_the_order_they_were_written(widget: WidgetPage, fake: FakeChat) -> None:
    said = [f"message {number}" for number in range(5)]
    for text in said:
        widget.say(text)
    expect(widget.log.locator("[data-client]")).to_have_count(0)

    assert fake.texts_of_learner() == said
    expect(widget.messages("learner").locator(".bubble")).to_have_text(said)


def test_protected_details_are_shown_in_words(widget: WidgetPage, fake: FakeChat) -> None:
    fake.say("learner", "Call ⟦phone:1⟧ or write to ⟦email:2⟧, not ⟦id:3⟧")

    said = widget.messages("learner")
    expect(said).to_contain_text("[your phone number, kept safe]")
    expect(said).to_contain_text("[your e-mail address, kept safe]")
    expect(said).to_contain_text("[a number that was not kept]")
    expect(said).not_to_contain_text("⟦")


def test_counsellor_is_named(widget: WidgetPage, fake: FakeChat) -> None:
    fake.turn(state="counsellor", counsellor="Camille")
    fake.say("counsellor", "Good morning.")

    expect(widget.panel).to_contain_text("You are talking to Camille, study counsellor.")
    expect(widget.messages("counsellor").locator(".sender")).to_contain_text("Camille, counsellor")


def test_person_can_be_called_at_any_time(widget: WidgetPage, fake: FakeChat) -> None:
    call = widget.panel.locator(".person")
    call.click()

    expect(widget.messages("system")).to_contain_text("A counsellor has been called.")
    expect(widget.panel).to_contain_text("We are calling a counsellor.")
    expect(call).to_be_hidden()


def test_waiting_for_an_answer_is_shown(widget: WidgetPage, fake: FakeChat) -> None:
    sign = widget.log.locator(".typing")
    fake.turn(thinking=True)
    expect(sign).to_be_visible()
    fake.turn(thinking=False)

    expect(sign).to_be_hidden()


def test_closed_conversation_offers_a_new_one(widget: WidgetPage, fake: FakeChat) -> None:
    fake.turn(state="closed")
    expect(widget.input).to_be_hidden()
    widget.panel.get_by_role("button", name="Start a new conversation").click()

    expect(widget.input).to_be_focused()
    expect(widget.messages("assistant")).to_have_count(1)
    assert len(fake.talks) == 2


def test_widget_follows_the_language_of_the_conversation(
    widget: WidgetPage, fake: FakeChat
) -> None:
    widget.input.fill("not sent yet")
    fake.turn(language="sv")

    panel = widget.page.get_by_role("dialog", name="Studievägledning")
    expect(panel).to_be_visible()
    expect(widget.input).to_have_value("not sent yet")
    expect(widget.log).to_contain_text(FIRST_MESSAGE)


def test_erased_messages_leave_the_log(widget: WidgetPage, fake: FakeChat) -> None:
    widget.say("my secret")
    expect(widget.bubbles("my secret")).to_be_visible()
    fake.forget()
    fake.say("assistant", "All of it is gone.")

    expect(widget.log).to_contain_text("All of it is gone.")
    expect(widget.log.locator(".bubble")).to_have_count(1)


def test_message_on_its_way_stays_when_the_log_is_emptied(
    widget: WidgetPage, fake: FakeChat
) -> None:
    widget.say("before")
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    fake.refusals = [(503, "overloaded", 60)]
    widget.say("after")
    expect(widget.log).to_contain_text("Not sent yet")
    fake.forget()

    expect(widget.bubbles("before")).to_have_count(0)
    expect(widget.bubbles("after")).to_be_visible()


def test_closed_widget_counts_new_messages(widget: WidgetPage, fake: FakeChat) -> None:
    widget.page.keyboard.press("Escape")
    fake.say("counsellor", "Are you there?")
    expect(widget.launcher).to_contain_text("1 new message")
    widget.launcher.click()
    widget.page.keyboard.press("Escape")

    expect(widget.launcher).not_to_contain_text(re.compile("new message"))


def test_privacy_notice_is_linked(widget: WidgetPage) -> None:
    link = widget.panel.get_by_role("link", name="Privacy notice")

    expect(link).to_have_attribute("href", re.compile(r"/privacy\?site_key=demo&lang=en$"))
    expect(link).to_have_attribute("target", "_blank")
