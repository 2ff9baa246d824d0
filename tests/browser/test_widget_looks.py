"""Readable on every screen: narrow, dark, without motion, in forced colours; checked by axe."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.fake_server import FakeChat
from tests.browser.samples import ANSWER, COURSE
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
OVERFLOWING = """panel => [document.documentElement, panel, ...panel.querySelectorAll("*")]
  .filter(one => one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).display !== "inline" && !one.classList.contains("only-heard"))
  .map(one => `${one.tagName}.${one.className}: ${one.scrollWidth} > ${one.clientWidth}`)"""


def serious(widget: WidgetPage) -> list[str]:
    """Violations that keep people out, with the elements they were found on."""
    widget.was_well_behaved()
    found = Axe().run(widget.page).response["violations"]
    widget.complaints.clear()  # axe styles elements to measure them, against the policy
    return [
        f"{one['id']}: {[node['target'] for node in one['nodes']]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


def answered(widget: WidgetPage, fake: FakeChat) -> WidgetPage:
    """The widget with cards, chips and a word of everybody."""
    fake.replies = [ANSWER]
    widget.say("I would like to study computing")
    expect(widget.log.locator(".card")).to_have_count(3)
    fake.say("system", "In an emergency call 112.")
    fake.say("counsellor", "Good morning", counsellor_name="Camille")
    expect(widget.bubbles("Good morning")).to_be_visible()
    return widget


def test_nothing_scrolls_sideways_on_a_narrow_screen(visit: Visit, fake: FakeChat) -> None:
    widget = answered(visit(viewport=PHONE).open(), fake)
    course = COURSE | {"title": LONG_WORD, "provider": LONG_WORD, "caveats": [LONG_WORD]}
    fake.say("assistant", LONG_WORD, cards=[course], choices=[{"id": "l", "label": LONG_WORD}])
    expect(widget.chip(LONG_WORD)).to_be_visible()

    assert widget.panel.evaluate(OVERFLOWING) == []
    assert widget.page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("size", [(320, 568), (740, 360)], ids=["small", "lying"])
def test_text_field_and_messages_are_seen_on(visit: Visit, size: tuple[int, int]) -> None:
    width, height = size
    widget = visit(viewport={"width": width, "height": height}).open()

    expect(widget.input).to_be_in_viewport(ratio=1)
    expect(widget.send_button).to_be_in_viewport(ratio=1)
    box = widget.log.bounding_box()
    assert box is not None
    assert box["height"] >= 60


def test_question_fits_a_narrow_screen(visit: Visit) -> None:
    widget = visit(viewport=PHONE).open()
    widget.pick("Delete everything")

    expect(widget.question).to_be_in_viewport(ratio=1)


def test_targets_are_large_enough_for_a_finger(visit: Visit, fake: FakeChat) -> None:
    widget = answered(visit(viewport=PHONE).open(), fake)
    boxes = [
        (button.text_content(), button.bounding_box())
        for button in widget.panel.locator("button:visible").all()
    ]

    assert boxes
    assert [name for name, box in boxes if box and min(box["width"], box["height"]) < 43.5] == []


def test_dark_mode_is_followed(visit: Visit) -> None:
    widget = visit(color_scheme="dark").open()
    background = widget.style(widget.panel, "backgroundColor")
    levels = [int(level) for level in re.findall(r"\d+", background)[:3]]

    assert max(levels) < 80


def test_nothing_moves_where_motion_is_unwelcome(visit: Visit, fake: FakeChat) -> None:
    widget = visit(reduced_motion="reduce").open()
    fake.turn(thinking=True)
    expect(widget.log.locator(".typing")).to_be_visible()

    moving = "() => document.getAnimations({subtree: true}).length"
    assert widget.page.evaluate(moving) == 0
    assert widget.style(widget.log.locator(".dots i").first, "animationName") == "none"


def test_send_button_is_seen_in_forced_colours(visit: Visit) -> None:
    widget = visit(forced_colors="active").open()
    sign = widget.style(widget.send_button.locator("svg"), "stroke")

    assert sign != widget.style(widget.send_button, "backgroundColor")
    assert widget.style(widget.send_button, "borderTopStyle") == "solid"


def test_launcher_is_seen_in_forced_colours(visit: Visit) -> None:
    widget = visit(forced_colors="active")

    assert widget.style(widget.launcher, "borderTopStyle") == "solid"
    assert widget.style(widget.launcher, "color") != widget.style(
        widget.launcher, "backgroundColor"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_closed_widget_has_no_serious_barrier(visit: Visit, scheme: str) -> None:
    assert serious(visit(color_scheme=scheme)) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_widget_has_no_serious_barrier(visit: Visit, fake: FakeChat, scheme: str) -> None:
    widget = answered(visit(color_scheme=scheme).open(), fake)
    fake.refusals = [(413, "message_too_long", 0)]
    widget.say("refused")
    expect(widget.log).to_contain_text("2000 characters at most")
    fake.turn(state="counsellor", counsellor="Camille")
    expect(widget.panel).to_contain_text("You are talking to Camille")

    assert serious(widget) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_menu_and_question_have_no_serious_barrier(visit: Visit, scheme: str) -> None:
    widget = visit(color_scheme=scheme).open()
    widget.panel.get_by_role("button", name="More options").click()
    expect(widget.panel.locator(".menu")).to_be_visible()
    assert serious(widget) == []
    widget.panel.get_by_role("button", name="Delete everything").click()
    expect(widget.question).to_be_visible()

    assert serious(widget) == []


def test_narrow_widget_has_no_serious_barrier(visit: Visit, fake: FakeChat) -> None:
    assert serious(answered(visit(viewport=PHONE).open(), fake)) == []
