"""The counsellors' desk in a real browser: live, without a mouse, small, dark, printed, when refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocketRoute, expect

from bot.conversations import people
from bot.settings import Settings
from tests import chromium
from tests.browser.desk_server import PASSWORD, DeskServer
from tests.databases import SqliteTemplate

pytestmark = pytest.mark.browser
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft " * 3
REFUSAL = '{"error": {"code": "overloaded", "message": "Very many people are writing now."}}'
PHONE = {"width": 360, "height": 740}


@dataclass
class Desk:
    """A team with a server, and browsers of its counsellors."""

    server: DeskServer
    browser: Browser
    team: str
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, **options: Any) -> Page:
        """A browser of its own, on no page yet."""
        self.contexts.append(self.browser.new_context(**options))
        return self.contexts[-1].new_page()

    def sign_in(self, name: str, page: Page | None = None, *, one_time: bool = False) -> Page:
        """A new counsellor at the desk, in English."""
        email = self.server.counsellor(self.team, name, one_time=one_time)
        page = page or self.page()
        page.goto(f"{self.server.url}/desk/sign-in?lang=en")
        page.fill("#email", email)
        page.fill("#password", PASSWORD)
        page.click("button.primary")
        if not one_time:
            expect(page.locator("#line")).to_have_attribute("data-state", "online")
        return page


@pytest.fixture(scope="module")
def server(
    sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DeskServer]:
    chromium.path()
    folder = tmp_path_factory.mktemp("desk")
    environ = {
        "PASSERELLE_STATE_DIR": str(folder),
        "PASSERELLE_DATABASE_URL": sqlite_template.copy(folder),
        "PASSERELLE_ENGINE_URL": "unix:/nowhere",
    }
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(people, "HASHER", cheap)
        with DeskServer(Settings.from_env(environ)).running() as running:
            yield running


@pytest.fixture
def desk(server: DeskServer, browser: Browser) -> Iterator[Desk]:
    opened = Desk(server, browser, server.team())
    yield opened
    for context in opened.contexts:
        context.close()


def entries(page: Page) -> Locator:
    return page.locator("#queue button")


def open_first(page: Page) -> None:
    entries(page).first.click()
    expect(page.locator(".brief")).to_be_visible()


def claim(page: Page) -> None:
    open_first(page)
    page.get_by_role("button", name="Take this conversation").click()
    expect(page.locator(".composer textarea")).to_be_focused()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until *target* has the focus."""
    for _ in range(25):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("not reached with Tab")


def problems(page: Page) -> list[str]:
    """What axe-core finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    width: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return width


def test_queue_is_live_and_counted_in_the_title(desk: Desk) -> None:
    page = desk.sign_in("Ada")
    expect(page.locator("#queue-empty")).to_be_visible()
    expect(page).to_have_title("Desk – Passerelle")

    learner = desk.server.learner(desk.team, "is it too late at 47?")
    expect(entries(page)).to_contain_text("is it too late at 47?")
    expect(page).to_have_title("(1) Desk – Passerelle")
    expect(page.locator("#announce")).to_have_text("A new request is waiting")

    claim(page)
    expect(page).to_have_title("Desk – Passerelle")
    desk.server.say(learner, "hello Ada <b>")
    expect(page.locator(".log .learner").last).to_contain_text("hello Ada <b>")


def test_second_counsellor_reads_that_somebody_was_faster(desk: Desk) -> None:
    frozen = False
    late = desk.page()

    def stale(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda frame: None if frozen else socket.send(frame))

    late.route_web_socket("**/desk/socket", stale)
    desk.server.learner(desk.team, "hello")
    desk.sign_in("Late", late)
    open_first(late)
    frozen = True
    claim(desk.sign_in("First"))
    late.get_by_role("button", name="Take this conversation").click()

    expect(late.locator(".talk [role=alert]")).to_have_text(
        "Somebody was faster. Please look at the list again."
    )
    expect(late.locator(".actions")).to_have_text("with First")
    expect(late.locator(".composer")).to_be_hidden()


def test_alarm_stands_first(desk: Desk) -> None:
    page = desk.sign_in("Ada")
    for text in ("first in line", "second in line"):
        desk.server.learner(desk.team, text)
    expect(entries(page)).to_have_count(2)
    desk.server.learner(desk.team, "I want to die", waits=False)

    expect(entries(page)).to_have_count(3)
    expect(entries(page).first).to_contain_text("I want to die")
    expect(entries(page).first).to_contain_text("Needs attention first")


def test_reply_stays_until_the_server_has_it_and_arrives_once(desk: Desk) -> None:
    learner = desk.server.learner(desk.team, "hello")
    page = desk.sign_in("Ada")
    claim(page)
    field, alert = page.locator(".composer textarea"), page.locator(".talk [role=alert]")
    sent: list[str] = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "PUT" else None)
    field.fill("Good morning")

    page.route("**/messages/*", lambda route: route.abort())
    field.press("Enter")
    expect(alert).to_have_text("That did not work. Please try again.")
    page.unroute("**/messages/*")
    page.route("**/messages/*", lambda route: route.fulfill(status=503, body=REFUSAL))
    field.press("Enter")
    expect(alert).to_have_text("Very many people are writing now.")
    expect(field).to_have_value("Good morning")
    page.unroute("**/messages/*")
    field.press("Enter")
    page.keyboard.type("the next")

    expect(page.locator(".log .counsellor")).to_contain_text("Good morning")
    expect(field).to_have_value("the next")
    expect(alert).to_be_hidden()
    assert desk.server.log(learner).count("counsellor: Good morning") == 1
    assert len(sent) == 3
    assert len(set(sent)) == 1


def test_begun_reply_waits_while_another_conversation_is_read(desk: Desk) -> None:
    page = desk.sign_in("Ada")
    desk.server.learner(desk.team, "one")
    expect(entries(page)).to_have_count(1)
    claim(page)
    field = page.locator(".composer textarea")
    field.fill("half a sen")
    desk.server.learner(desk.team, "two")
    entries(page).filter(has_text="two").click()
    expect(page.locator(".log")).to_contain_text("two")
    entries(page).filter(has_text="one").click()

    expect(field).to_be_visible()
    expect(field).to_have_value("half a sen")


def test_everything_is_done_without_a_mouse(desk: Desk) -> None:
    learner = desk.server.learner(desk.team, "hello")
    page = desk.sign_in("Ada")
    press: Callable[[str], None] = page.keyboard.press
    tab_to(page, entries(page).first)
    press("Enter")
    expect(page.locator(".brief")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Take this conversation"))
    press("Enter")
    field = page.locator(".composer textarea")
    expect(field).to_be_focused()
    page.keyboard.type("two")
    press("Shift+Enter")
    page.keyboard.type("lines")
    press("Enter")
    expect(page.locator(".log .counsellor").last).to_contain_text("lines")

    back = page.get_by_role("button", name="Hand back to the program")
    page.locator("#queue button").first.focus()
    tab_to(page, back)
    desk.server.learner(desk.team, "another one")  # its live frame must not take the focus away
    expect(entries(page)).to_have_count(2)
    desk.server.say(learner, "and another message")
    expect(page.locator(".log .learner").last).to_contain_text("another message")
    expect(back).to_be_focused()
    press("Enter")
    expect(page.locator(".composer")).to_be_hidden()
    expect(page.locator("body")).not_to_be_focused()


def test_closing_asks_first_and_means_no_unless_told(desk: Desk) -> None:
    learner = desk.server.learner(desk.team, "hello")
    page = desk.sign_in("Ada")
    claim(page)
    close, dialog = (
        page.get_by_role("button", name="Close the conversation"),
        page.locator("dialog"),
    )
    close.first.click()
    expect(dialog.get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    close.first.click()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.locator(".composer")).to_be_visible()
    assert "closed" not in desk.server.log(learner)[-1]

    close.first.click()
    dialog.get_by_role("button", name="Close the conversation").click()
    expect(page.locator(".actions")).to_have_text("closed")
    assert "Ada has closed this conversation" in desk.server.log(learner)[-1]


def test_desk_whose_session_ended_leads_to_the_sign_in_page(desk: Desk) -> None:
    page = desk.sign_in("Ada")
    other = page.context.new_page()
    other.goto(f"{desk.server.url}/desk?lang=en")
    other.get_by_role("button", name="Sign out").click()

    expect(page).to_have_url(f"{desk.server.url}/desk/sign-in?lang=en")


def test_lost_line_is_said_and_found_again(desk: Desk) -> None:
    page = desk.page()
    lines: list[WebSocketRoute] = []

    def tapped(socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        lines.append(socket)

    page.route_web_socket("**/desk/socket", tapped)
    desk.sign_in("Ada", page)
    lines[0].close(code=1012)
    expect(page.locator("#line")).to_have_text("The connection is lost. Trying again.")
    desk.server.learner(desk.team, "meanwhile")

    expect(page.locator("#line")).to_have_text("Connected")
    expect(entries(page)).to_contain_text("meanwhile")


def test_phone_shows_everything_without_scrolling_sideways(desk: Desk) -> None:
    desk.server.learner(desk.team, LONG)
    page = desk.page(viewport=PHONE)
    page.goto(f"{desk.server.url}/desk/sign-in?lang=en")
    found = {"sign in": overflow(page)}
    desk.sign_in("Ada", page)
    found["queue"] = overflow(page)
    claim(page)
    page.locator(".composer textarea").fill(LONG)
    page.keyboard.press("Enter")
    expect(page.locator(".log .counsellor").last).to_be_visible()
    found["conversation"] = overflow(page)
    new = desk.sign_in("New", desk.page(viewport=PHONE), one_time=True)
    found["password"] = overflow(new)

    assert found == dict.fromkeys(found, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(desk: Desk, scheme: str) -> None:
    desk.server.learner(desk.team, "I want to die")
    desk.server.learner(desk.team, "hello")
    desk.server.learner(desk.team, "hello, too")
    page = desk.page(color_scheme=scheme)
    page.goto(f"{desk.server.url}/desk/sign-in?lang=en")
    page.fill("#email", "nobody@example.org")
    page.fill("#password", "wrong")
    page.click("button.primary")
    expect(page.locator("[role=alert]")).to_be_visible()
    found = {"sign in": problems(page)}
    desk.sign_in("Ada", page)
    open_first(page)
    found["desk"] = problems(page)
    claim(page)
    page.locator(".composer textarea").fill("Good morning")
    page.route("**/messages/*", lambda route: route.abort())
    page.keyboard.press("Enter")
    expect(page.locator(".talk [role=alert]")).to_be_visible()
    found["conversation"] = problems(page)
    page.get_by_role("button", name="Close the conversation").click()
    found["dialog"] = problems(page)
    new = desk.sign_in("New", desk.page(color_scheme=scheme), one_time=True)
    found["password"] = problems(new)

    assert found == {name: [] for name in found}


def test_printed_conversation_is_whole(desk: Desk) -> None:
    learner = desk.server.learner(desk.team, *(f"message {number}" for number in range(20)))
    page = desk.sign_in("Ada", desk.page(viewport={"width": 794, "height": 600}))
    claim(page)
    desk.server.say(learner, "the last one")
    expect(page.locator(".log")).to_contain_text("the last one")
    page.emulate_media(media="print")

    clipped = page.locator(".log").evaluate("log => log.scrollHeight - log.clientHeight")
    assert clipped == 0
    for away in (".bar", ".queue", ".actions", ".composer"):
        expect(page.locator(away)).to_be_hidden()
    for there in (".brief", ".log article >> nth=0"):
        expect(page.locator(there)).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('.desk')).overflow") == "visible"
