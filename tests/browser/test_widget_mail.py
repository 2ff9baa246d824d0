"""The summary by e-mail, where people look for it: in the dialog with the summary."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from tests.browser.conftest import Visit
from tests.browser.fake_server import FakeChat
from tests.browser.widget_page import WidgetPage

pytestmark = pytest.mark.browser
ADDRESS = "anna.lind@example.org"
LABEL = "Your e-mail address"
SEND = "Send it to me"


@pytest.fixture
def mailing(widget: WidgetPage, fake: FakeChat) -> WidgetPage:
    """The dialog with the summary, on an installation with a mail server."""
    fake.letters = []
    widget.pick("Summary to keep")
    expect(widget.question.get_by_label(LABEL)).to_be_visible()
    return widget


def result(widget: WidgetPage) -> Locator:
    """The region in which the outcome is said."""
    return widget.question.get_by_role("status")


def test_there_is_no_form_without_a_mail_server(widget: WidgetPage) -> None:
    widget.pick("Summary to keep")
    expect(widget.question).to_contain_text("Courses seen")

    expect(widget.question.get_by_label(LABEL)).to_have_count(0)


def test_address_is_sent_once_and_left_nowhere(mailing: WidgetPage, fake: FakeChat) -> None:
    field = mailing.question.get_by_label(LABEL)
    field.fill(ADDRESS)
    mailing.answer(SEND)
    expect(result(mailing)).to_contain_text("Your e-mail is on its way.")
    stored = mailing.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")

    expect(field).to_have_value("")
    assert (fake.letters, ADDRESS in stored) == ([ADDRESS], False)


def test_form_is_for_the_keyboard_and_says_what_happens_to_the_address(
    mailing: WidgetPage, fake: FakeChat
) -> None:
    mailing.question.get_by_label(LABEL).fill(ADDRESS)
    mailing.page.keyboard.press("Enter")
    expect(result(mailing)).to_contain_text("on its way")

    assert fake.letters == [ADDRESS]
    expect(result(mailing)).to_have_attribute("aria-live", "polite")
    expect(mailing.question.get_by_label(LABEL)).to_have_accessible_description(
        "The address is used for this one e-mail and then forgotten. We do not keep it."
        " Your e-mail is on its way. It may take a few minutes. Look among junk mail too."
    )


def test_wrong_address_is_said_and_the_field_is_shown(mailing: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(400, "bad_email", 0)]
    field = mailing.question.get_by_label(LABEL)
    field.fill("anna")
    mailing.answer(SEND)

    expect(result(mailing)).to_contain_text("This address does not work.")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_value("anna")
    field.fill(ADDRESS)
    mailing.answer(SEND)
    expect(result(mailing)).to_contain_text("on its way")
    assert field.get_attribute("aria-invalid") is None


@pytest.mark.parametrize(
    ("status", "code", "told"),
    [
        (503, "mail_unavailable", "The e-mail could not be sent. Your summary stays here."),
        (429, "too_many_requests", "Several e-mails have been sent already."),
    ],
)
def test_failure_is_said_and_the_address_stays_to_try_again(
    mailing: WidgetPage, fake: FakeChat, status: int, code: str, told: str
) -> None:
    fake.refusals = [(status, code, 60)]
    mailing.question.get_by_label(LABEL).fill(ADDRESS)
    mailing.answer(SEND)

    expect(result(mailing)).to_contain_text(told)
    expect(mailing.question.get_by_label(LABEL)).to_have_value(ADDRESS)


def test_lost_connection_is_said(mailing: WidgetPage, fake: FakeChat) -> None:
    fake.down = True
    mailing.question.get_by_label(LABEL).fill(ADDRESS)
    mailing.answer(SEND)

    expect(result(mailing)).to_contain_text("No connection.")


def test_axe_finds_nothing_serious_in_the_form(mailing: WidgetPage, fake: FakeChat) -> None:
    fake.refusals = [(400, "bad_email", 0)]
    mailing.answer(SEND)
    expect(result(mailing)).to_contain_text("This address does not work.")
    mailing.was_well_behaved()
    found = Axe().run(mailing.page).response["violations"]
    mailing.complaints.clear()  # axe styles elements to measure them, against the policy

    assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


def test_form_fits_on_a_narrow_screen(visit: Visit, fake: FakeChat) -> None:
    fake.letters = []
    widget = visit(viewport={"width": 320, "height": 568}).open()
    widget.pick("Summary to keep")
    expect(widget.question.get_by_label(LABEL)).to_be_visible()

    assert widget.question.evaluate("one => one.scrollWidth <= one.clientWidth")
