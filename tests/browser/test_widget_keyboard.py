"""Everything can be done with the keyboard alone, and the focus is never lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_server import FakeChat
from tests.browser.samples import ANSWER
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser


def test_opening_puts_the_focus_into_the_text_field(widget: WidgetPage) -> None:
    expect(widget.input).to_be_focused()


def test_escape_closes_and_returns_to_the_launcher(widget: WidgetPage) -> None:
    widget.page.keyboard.press("Escape")

    expect(widget.panel).to_be_hidden()
    expect(widget.launcher).to_be_focused()
    expect(widget.launcher).to_have_attribute("aria-expanded", "false")


def test_close_button_returns_to_the_launcher(widget: WidgetPage) -> None:
    widget.panel.get_by_role("button", name="Close the chat").click()

    expect(widget.launcher).to_be_focused()


def test_reopening_shows_the_same_conversation(widget: WidgetPage, fake: FakeChat) -> None:
    widget.page.keyboard.press("Escape")
    widget.page.keyboard.press("Enter")

    expect(widget.log).to_contain_text("Hello.")
    expect(widget.input).to_be_focused()
    assert len(fake.talks) == 1


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_chip_works_with(widget: WidgetPage, fake: FakeChat, key: str) -> None:
    widget.chip("Money").focus()
    widget.page.keyboard.press(key)

    expect(widget.messages("learner")).to_contain_text("Money")
    expect(widget.input).to_be_focused()
    assert list(fake.talk.bodies.values()) == [{"choice": "x1"}]


def test_chips_of_earlier_messages_are_disabled(widget: WidgetPage, fake: FakeChat) -> None:
    fake.replies = [ANSWER]
    widget.chip("Money").click()
    expect(widget.chip("What does it cost?")).to_be_enabled()

    expect(widget.chip("Money")).to_be_disabled()
    expect(widget.chip("Talk to a person")).to_be_disabled()


def test_chips_stay_disabled_after_a_reload(widget: WidgetPage, fake: FakeChat) -> None:
    widget.chip("Money").click()
    expect(widget.log.locator("[data-client]")).to_have_count(0)
    widget.reload()

    expect(widget.chip("Money")).to_be_disabled()


def test_escape_in_the_menu_closes_only_the_menu(widget: WidgetPage) -> None:
    toggle = widget.panel.get_by_role("button", name="More options")
    toggle.press("Enter")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    widget.page.keyboard.press("Tab")
    widget.page.keyboard.press("Escape")

    expect(toggle).to_be_focused()
    expect(toggle).to_have_attribute("aria-expanded", "false")
    expect(widget.panel).to_be_visible()


def test_escape_in_a_question_closes_only_the_question(widget: WidgetPage) -> None:
    widget.panel.get_by_role("button", name="Leave and clear").press("Enter")
    expect(widget.question).to_be_visible()
    widget.page.keyboard.press("Escape")

    expect(widget.question).to_have_count(0)
    expect(widget.panel).to_be_visible()
    expect(widget.panel.get_by_role("button", name="Leave and clear")).to_be_focused()


@pytest.mark.parametrize("entry", ["Delete everything", "Continue on another device"])
def test_focus_returns_to_the_menu_after_a_question(widget: WidgetPage, entry: str) -> None:
    widget.pick(entry)
    widget.answer("Cancel")

    expect(widget.panel.get_by_role("button", name="More options")).to_be_focused()


def test_focus_is_somewhere_useful_after_erasing(widget: WidgetPage) -> None:
    widget.pick("Delete everything")
    widget.answer("Delete everything")
    widget.answer("Done")

    assert "body" not in widget.focused()
    expect(widget.panel.locator(":focus")).to_have_count(1)


def test_focus_stays_inside_on_a_small_screen(visit: Visit) -> None:
    widget = visit(viewport={"width": 360, "height": 740}).open()
    for _ in range(25):
        widget.page.keyboard.press("Tab")

        expect(widget.panel.locator(":focus")).to_have_count(1)


def test_whole_path_by_keyboard(visit: Visit, fake: FakeChat) -> None:
    fake.replies = [ANSWER]
    widget = visit()
    keyboard = widget.page.keyboard
    widget.tab_to("Ask about studying")
    keyboard.press("Enter")
    expect(widget.input).to_be_focused()
    expect(widget.log).to_contain_text("Hello.")
    keyboard.type("I would like to study computing")
    keyboard.press("Enter")
    expect(widget.chip("What does it cost?")).to_be_visible()
    for _ in range(12):
        if widget.focused() == "button What does it cost?":
            break
        keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    expect(widget.messages("learner")).to_have_count(2)
    expect(widget.input).to_be_focused()
    keyboard.press("Escape")

    expect(widget.launcher).to_be_focused()
    assert fake.texts_of_learner() == ["I would like to study computing", "What does it cost?"]
