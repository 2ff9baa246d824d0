"""What stays on the device, and how a learner takes it away or elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.conftest import Visit
from tests.browser.fake_server import FakeChat
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser
FORBIDDEN = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("no", "SecurityError"); },
});"""
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""


@pytest.mark.parametrize("script", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_widget_works_without_storage(visit: Visit, fake: FakeChat, script: str) -> None:
    widget = visit(script).open()
    widget.say("hello")
    expect(widget.log.locator("[data-client]")).to_have_count(0)

    assert fake.texts_of_learner() == ["hello"]


def test_two_tabs_show_the_same(widget: WidgetPage, fake: FakeChat) -> None:
    second = widget.second_tab().open()
    widget.say("from the first")
    expect(second.bubbles("from the first")).to_have_count(1)
    second.say("from the second")

    expect(widget.bubbles("from the second")).to_have_count(1)
    assert len(fake.talks) == 1


def test_two_tabs_opened_at_once_make_one_conversation(visit: Visit, fake: FakeChat) -> None:
    first = visit()
    second = first.second_tab()
    first.launcher.click()
    second.launcher.click()
    expect(first.log).to_contain_text("Hello.")
    expect(second.log).to_contain_text("Hello.")

    assert len(fake.talks) == 1


def test_unsent_message_is_stored_once_with_two_tabs(widget: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(503, "overloaded", 1)]
    widget.say("only once")
    second = widget.second_tab().open()
    expect(second.log.locator("[data-client]")).to_have_count(0)
    expect(widget.log.locator("[data-client]")).to_have_count(0)

    assert fake.texts_of_learner() == ["only once"]


def test_leaving_clears_the_device(widget: WidgetPage, fake: FakeChat) -> None:
    widget.say("private")
    expect(widget.bubbles("private")).to_be_visible()
    widget.panel.get_by_role("button", name="Leave and clear").click()
    widget.answer("Leave and clear")

    expect(widget.panel).to_contain_text("This device is cleared.")
    expect(widget.bubbles("private")).to_have_count(0)
    assert widget.kept()["local"] == 0


def test_leaving_forgets_the_token_and_keeps_the_conversation(
    widget: WidgetPage, fake: FakeChat
) -> None:
    widget.panel.get_by_role("button", name="Leave and clear").click()
    with widget.page.expect_response("**/leave"):
        widget.answer("Leave and clear")

    assert fake.talk.tokens == set()


def test_leaving_works_without_connection(widget: WidgetPage, fake: FakeChat) -> None:
    fake.down = True
    widget.say("not sent")
    expect(widget.log).to_contain_text("Not sent yet")
    widget.panel.get_by_role("button", name="Leave and clear").click()
    widget.answer("Leave and clear")

    expect(widget.panel).to_contain_text("This device is cleared.")
    assert widget.kept()["local"] == 0


def test_leaving_can_be_called_off(widget: WidgetPage) -> None:
    widget.panel.get_by_role("button", name="Leave and clear").click()
    widget.answer("Cancel")

    expect(widget.question).to_have_count(0)
    expect(widget.log).to_contain_text("Hello.")


def test_leaving_clears_the_other_tab_with_what_it_had_not_sent(
    widget: WidgetPage, fake: FakeChat
) -> None:
    second = widget.second_tab().open()
    fake.refusals = [(503, "overloaded", 1)] * 9
    second.say("private")
    expect(second.log).to_contain_text("Not sent yet")
    widget.panel.get_by_role("button", name="Leave and clear").click()
    widget.answer("Leave and clear")
    expect(second.panel).to_contain_text("This device is cleared.")
    second.hears_it_is_online()
    second.page.wait_for_timeout(500)

    expect(second.bubbles("private")).to_have_count(0)
    assert widget.kept()["local"] == 0


def test_leaving_before_the_conversation_is_open_leaves_nothing(visit: Visit) -> None:
    widget = visit()
    opening: list[Route] = []

    def hold(route: Route) -> None:
        opening.append(route)

    widget.page.route("**/api/conversations", hold)
    widget.launcher.click()
    widget.panel.get_by_role("button", name="Leave and clear").click()
    widget.answer("Leave and clear")
    with widget.page.expect_response("**/api/conversations"):
        opening[0].continue_()
    widget.page.wait_for_timeout(200)

    expect(widget.panel).to_contain_text("This device is cleared.")
    assert widget.kept()["local"] == 0


def test_erasing_asks_first(widget: WidgetPage, fake: FakeChat) -> None:
    widget.pick("Delete everything")
    expect(widget.question).to_contain_text("This cannot be undone.")
    widget.answer("Cancel")

    assert len(fake.talks) == 1
    expect(widget.log).to_contain_text("Hello.")


def test_erasing_shows_a_receipt_and_clears_the_device(widget: WidgetPage, fake: FakeChat) -> None:
    widget.say("private")
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    widget.pick("Delete everything")
    widget.answer("Delete everything")

    expect(widget.question).to_contain_text("2 messages")
    expect(widget.question).to_contain_text("Backup copies, until they expire.")
    widget.answer("Done")
    expect(widget.panel).to_contain_text("The conversation has been deleted.")
    assert fake.talks == {}
    assert widget.kept()["local"] == 0


def test_erasing_says_when_it_did_not_work(widget: WidgetPage, fake: FakeChat) -> None:
    widget.pick("Delete everything")
    fake.down = True
    widget.answer("Delete everything")

    expect(widget.question.get_by_role("alert")).to_contain_text("No connection.")
    assert len(fake.talks) == 1


def test_code_opens_the_conversation_on_another_device(
    visit: Visit, widget: WidgetPage, fake: FakeChat
) -> None:
    widget.say("to be continued")
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    widget.pick("Continue on another device")
    widget.answer("Show my code")
    expect(widget.question).to_contain_text("December 21, 2026")
    code = widget.question.locator(".code").inner_text()

    other = visit().open()
    other.pick("I have a code")
    other.question.get_by_label("Your code").fill(code)
    other.page.keyboard.press("Enter")
    expect(other.bubbles("to be continued")).to_be_visible()
    expect(other.question).to_have_count(0)


def test_wrong_code_leaves_the_conversation_as_it_is(widget: WidgetPage) -> None:
    widget.pick("I have a code")
    widget.question.get_by_label("Your code").fill("nonsense")
    widget.answer("Open the conversation")

    expect(widget.question.get_by_role("alert")).to_contain_text("This code does not work.")
    widget.answer("Cancel")
    expect(widget.log).to_contain_text("Hello.")


def test_summary_can_be_saved(widget: WidgetPage) -> None:
    widget.pick("Summary to keep")
    expect(widget.question).to_contain_text("Courses seen")
    with widget.page.expect_download() as download:
        widget.answer("Save as a file")

    assert download.value.suggested_filename == "summary.txt"
