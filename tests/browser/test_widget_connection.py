"""Whatever carries the events, each is shown once and in order."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_server import FakeChat
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser


def test_answers_come_by_long_poll_where_sockets_do_not_work(visit: Visit, fake: FakeChat) -> None:
    fake.refuses_sockets = True
    widget = visit().open()
    widget.say("hello")
    expect(widget.bubbles("hello")).to_have_count(1)
    fake.say("assistant", "An answer")

    expect(widget.bubbles("An answer")).to_have_count(1)


def test_nothing_is_lost_when_the_socket_is_cut(widget: WidgetPage, fake: FakeChat) -> None:
    fake.await_socket()
    fake.say("assistant", "before")
    fake.cut_sockets()
    fake.say("assistant", "after")

    expect(widget.bubbles("after")).to_be_visible()
    expect(widget.log.locator(".bubble")).to_have_text(
        ["Hello. I am a program.", "before", "after"]
    )


def test_socket_is_opened_again(widget: WidgetPage, fake: FakeChat) -> None:
    fake.await_socket()
    fake.cut_sockets()
    fake.await_socket()
    fake.say("assistant", "still here")

    expect(widget.bubbles("still here")).to_have_count(1)


def test_answers_given_while_the_server_was_away_are_fetched(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.await_socket()
    fake.down = True
    fake.cut_sockets()
    fake.say("assistant", "said meanwhile")
    expect(widget.panel).to_contain_text("No connection.")
    fake.down = False
    widget.hears_it_is_online()

    expect(widget.bubbles("said meanwhile")).to_have_count(1, timeout=15_000)


def test_conversation_survives_a_reload(widget: WidgetPage, fake: FakeChat) -> None:
    widget.say("remember me")
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    widget.reload()

    expect(widget.bubbles("remember me")).to_have_count(1)
    assert len(fake.talks) == 1


def test_widget_opened_while_the_server_is_away_opens_when_it_is_back(
    visit: Visit, fake: FakeChat
) -> None:
    fake.down = True
    widget = visit()
    widget.launcher.click()
    widget.say("written before there was a conversation")
    expect(widget.panel).to_contain_text("No connection.")
    fake.down = False
    widget.hears_it_is_online()
    expect(widget.log).to_contain_text("Hello. I am a program.", timeout=15_000)
    expect(widget.log.locator("[data-client]")).to_have_count(0, timeout=15_000)

    assert fake.texts_of_learner() == ["written before there was a conversation"]


def test_conversation_that_is_gone_can_be_started_anew(widget: WidgetPage, fake: FakeChat) -> None:
    fake.await_socket()
    fake.talk.tokens.clear()
    widget.say("anybody there?")
    expect(widget.panel).to_contain_text("This conversation is no longer kept.")
    widget.panel.get_by_role("button", name="Start a new conversation").click()

    expect(widget.input).to_be_focused()
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    assert fake.texts_of_learner() == ["anybody there?"]
