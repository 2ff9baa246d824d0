"""A message is never lost and never doubled, whatever the network does."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.fake_server import FakeChat
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser


def test_message_is_shown_as_sent_only_after_it_is_acknowledged(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.hold()
    widget.say("hello")
    delivery = widget.messages("learner").locator(".delivery")
    expect(delivery).to_have_text("Sending…")
    fake.release()

    expect(delivery).to_have_text("Sent")


def test_acknowledged_message_is_shown_once(widget: WidgetPage, fake: FakeChat) -> None:
    fake.hold()
    widget.say("hello")
    fake.say("assistant", "An answer")
    expect(widget.bubbles("An answer")).to_be_visible()
    fake.release()
    expect(widget.log.locator("[data-client]")).to_have_count(0)

    expect(widget.bubbles("hello")).to_have_count(1)


def test_text_stays_and_is_sent_when_the_server_is_back(widget: WidgetPage, fake: FakeChat) -> None:
    fake.await_socket()
    fake.down = True
    fake.cut_sockets()
    widget.say("written offline")
    expect(widget.bubbles("written offline")).to_be_visible()
    expect(widget.log).to_contain_text("Not sent yet. We keep trying.")
    expect(widget.panel).to_contain_text("No connection.")
    fake.down = False

    expect(widget.log.locator("[data-client]")).to_have_count(0, timeout=15_000)
    expect(widget.panel).not_to_contain_text("No connection.")
    assert fake.texts_of_learner() == ["written offline"]


def test_learner_can_try_at_once(widget: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(503, "overloaded", 60)]
    widget.say("hello")
    widget.log.get_by_role("button", name="Try now").click()

    expect(widget.log.locator("[data-client]")).to_have_count(0)
    assert fake.texts_of_learner() == ["hello"]


def test_lost_acknowledgement_does_not_double_the_message(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.loses_answers = True
    widget.say("hello")
    expect(widget.bubbles("hello")).to_have_count(1)
    fake.loses_answers = False
    widget.hears_it_is_online()
    expect(widget.log.locator("[data-client]")).to_have_count(0, timeout=15_000)

    expect(widget.bubbles("hello")).to_have_count(1)
    assert fake.texts_of_learner() == ["hello"]


def test_unsent_message_survives_a_reload(widget: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(503, "overloaded", 60)]
    widget.say("do not lose me")
    expect(widget.log).to_contain_text("Not sent yet")
    widget.reload()

    expect(widget.log.locator("[data-client]")).to_have_count(0)
    expect(widget.bubbles("do not lose me")).to_have_count(1)
    assert fake.texts_of_learner() == ["do not lose me"]


def test_unsent_message_is_shown_after_a_reload_without_connection(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.down = True
    widget.say("do not lose me")
    expect(widget.log).to_contain_text("Not sent yet")
    widget.reload()

    expect(widget.bubbles("do not lose me")).to_be_visible()
    fake.down = False
    widget.hears_it_is_online()
    expect(widget.log.locator("[data-client]")).to_have_count(0, timeout=15_000)
    assert fake.texts_of_learner() == ["do not lose me"]


def test_unsent_message_goes_into_a_new_conversation(widget: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(503, "overloaded", 60), (503, "overloaded", 60)]
    widget.say("do not lose me")
    expect(widget.log).to_contain_text("Not sent yet")
    fake.talks["c1"].tokens.clear()
    fake.refusals.clear()
    widget.reload()

    expect(widget.panel).to_contain_text("Your earlier conversation is no longer kept.")
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    assert fake.texts_of_learner() == ["do not lose me"]


def test_chip_of_an_expired_conversation_is_not_sent_into_the_next(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.refusals = [(503, "overloaded", 60)]
    widget.chip("Money").click()
    expect(widget.log).to_contain_text("Not sent yet")
    fake.talks["c1"].tokens.clear()
    widget.reload()
    expect(widget.panel).to_contain_text("Your earlier conversation is no longer kept.")

    expect(widget.messages("learner")).to_have_count(0)
    expect(widget.input).to_be_visible()


def test_chip_that_is_no_longer_known_does_not_end_the_conversation(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.refusals = [(404, "not_found", 0)]
    widget.chip("Money").click()

    expect(widget.log).to_contain_text("Not sent.")
    expect(widget.input).to_be_visible()


def test_overloaded_server_is_asked_again_after_the_time_it_named(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.refusals = [(503, "overloaded", 2)]
    widget.say("hello")
    expect(widget.log).to_contain_text("Not sent yet")
    tries = [call for call in fake.calls if call.startswith("PUT")]
    widget.page.wait_for_timeout(1200)

    assert [call for call in fake.calls if call.startswith("PUT")] == tries
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    assert fake.texts_of_learner() == ["hello"]


def test_text_over_the_limit_is_not_sent_and_says_by_how_much(
    widget: WidgetPage, fake: FakeChat
) -> None:
    widget.input.fill("a" * 2001)
    widget.input.press("Enter")

    expect(widget.panel).to_contain_text("1 character too many. Please shorten your message.")
    expect(widget.input).to_have_attribute("aria-invalid", "true")
    expect(widget.input).to_have_value(re.compile("^a{2001}$"))
    assert fake.texts_of_learner() == []


def test_text_the_server_finds_too_long_can_be_changed(widget: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(413, "message_too_long", 0)]
    widget.say("much too long")
    expect(widget.log).to_contain_text("A message can have 2000 characters at most.")
    widget.log.get_by_role("button", name="Edit").click()

    expect(widget.input).to_have_value("much too long")
    expect(widget.input).to_be_focused()
    expect(widget.messages("learner")).to_have_count(0)


def test_refused_message_does_not_block_the_next(widget: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(400, "bad_request", 0)]
    widget.say("refused")
    expect(widget.log).to_contain_text("Not sent.")
    widget.say("accepted")
    expect(widget.log.locator("[data-client]")).to_have_count(1)

    assert fake.texts_of_learner() == ["accepted"]


def test_message_into_a_closed_conversation_is_not_called_sent(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.await_socket()
    fake.talk.state = "closed"
    widget.say("too late")

    expect(widget.log).to_contain_text("Not sent. The conversation had already ended.")
    expect(widget.panel).to_contain_text("This conversation has ended.")
