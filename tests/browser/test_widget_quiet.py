"""Nothing is asked or kept before the learner opens the chat, and never anything of third parties."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_server import FakeChat
from tests.browser.samples import ANSWER
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser
LAUNCHER_FILES = {"passerelle-chat", "element", "dom", "launcher-style", "texts"}
NOTHING = {"local": 0, "session": 0, "cookies": 0, "databases": 0, "caches": 0}


def test_unopened_widget_asks_the_server_for_nothing(visit: Visit, fake: FakeChat) -> None:
    widget = visit()
    widget.page.wait_for_load_state("networkidle")
    files = [re.search(r"/widget/([\w/-]+)\.\w+$", url) for url in widget.requests]

    assert fake.calls == []
    assert {found[1] for found in files if found} == LAUNCHER_FILES


def test_unopened_widget_keeps_nothing_on_the_device(visit: Visit) -> None:
    widget = visit()
    widget.page.wait_for_load_state("networkidle")

    assert widget.kept() == NOTHING
    assert widget.page.context.cookies() == []


def test_open_widget_sets_no_cookie(widget: WidgetPage) -> None:
    widget.say("hello")
    expect(widget.messages("learner")).to_have_count(1)

    assert widget.kept() | {"local": 0} == NOTHING
    assert widget.page.context.cookies() == []


def test_whole_conversation_asks_no_third_party_and_keeps_the_policy(
    widget: WidgetPage, fake: FakeChat
) -> None:
    fake.replies = [ANSWER]
    widget.say("hello")
    expect(widget.log.locator(".card")).to_have_count(3)
    widget.pick("Summary to keep")
    expect(widget.question).to_contain_text("Courses seen")

    widget.was_well_behaved()


def test_policy_of_the_page_allows_no_inline_code(visit: Visit) -> None:
    widget = visit()
    answer = widget.page.reload()

    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_page_shows_another_way_when_the_chat_does_not_load(visit: Visit) -> None:
    widget = visit()
    widget.page.route("**/widget/texts/*.json", lambda route: route.abort())
    widget.launcher.click()

    expect(widget.page.get_by_role("link", name="Write to a study counsellor")).to_be_visible()
