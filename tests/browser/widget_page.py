"""The page with the widget as a visitor uses it: where things are, and what must never happen on it."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import ConsoleMessage, Locator, Page, expect

FIRST_MESSAGE = "Hello. I am a program."
KEPT = """async () => ({
  local: localStorage.length, session: sessionStorage.length, cookies: document.cookie.length,
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length,
})"""
FOCUSED = """() => {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent}`.trim();
}"""


class WidgetPage:
    """One tab with the demonstration page.

    Attributes:
        requests: addresses of everything the page has asked for, sockets included.
        complaints: console messages about the content security policy, and uncaught errors.
    """

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.listeners: dict[Any, Any] = {
            "request": lambda request: self.requests.append(request.url),
            "websocket": lambda socket: self.requests.append(socket.url),
            "console": self._heard,
            "pageerror": lambda error: self.complaints.append(str(error)),
        }
        for name, listener in self.listeners.items():
            page.on(name, listener)
        root = page.locator("passerelle-chat")
        self.launcher = root.locator(".launcher")
        self.panel = root.get_by_role("dialog", name="Study guidance")
        self.log = root.get_by_role("log")
        self.input = root.locator("textarea")
        self.send_button = root.get_by_role("button", name="Send", exact=True)
        self.announced = root.locator("[aria-live=polite].only-heard > p")
        self.question = root.locator("dialog[open]")

    def _heard(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.complaints.append(message.text)

    def load(self, language: str = "en") -> WidgetPage:
        """Load the page; the launcher is there, nothing is open."""
        self.page.goto(f"{self.url}/demo?lang={language}", wait_until="commit")
        expect(self.launcher).to_be_visible()
        return self

    def open(self) -> WidgetPage:
        """Press the launcher and wait for the first message."""
        self.launcher.click()
        expect(self.log).to_contain_text(FIRST_MESSAGE)
        return self

    def second_tab(self) -> WidgetPage:
        """The same visitor's next tab, loaded, not open."""
        return WidgetPage(self.page.context.new_page(), self.url).load()

    def reload(self) -> WidgetPage:
        """Load the page again and open the widget, whatever it shows."""
        self.load()
        self.launcher.click()
        expect(self.input).to_be_focused()
        return self

    def say(self, text: str) -> None:
        """Write *text* and press Enter."""
        self.input.fill(text)
        self.input.press("Enter")

    def messages(self, author: str) -> Locator:
        """Messages of *author*, those on their way included."""
        return self.log.locator(f".message.from-{author}")

    def bubbles(self, text: str) -> Locator:
        """Bubbles with *text*."""
        return self.log.locator(".bubble").filter(has_text=re.compile(re.escape(text)))

    def chip(self, label: str) -> Locator:
        """The chip with *label*."""
        return self.log.get_by_role("button", name=label, exact=True)

    def pick(self, entry: str) -> None:
        """Choose *entry* in the menu."""
        self.panel.get_by_role("button", name="More options").click()
        self.panel.get_by_role("button", name=entry, exact=True).click()
        expect(self.question).to_be_visible()

    def answer(self, label: str) -> None:
        """Press a button of the open dialog."""
        self.question.get_by_role("button", name=label, exact=True).click()

    def kept(self) -> dict[str, int]:
        """How much is stored on the device, by kind of storage."""
        found: dict[str, int] = self.page.evaluate(KEPT)
        return found

    def focused(self) -> str:
        """Tag and name of the element with the focus, in any shadow tree."""
        found: str = self.page.evaluate(FOCUSED)
        return found

    def tab_to(self, name: str, most: int = 30) -> None:
        """Press Tab until the element called *name* has the focus."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.focused().endswith(name):
                return
        raise AssertionError(f"the keyboard does not reach {name}")

    def style(self, place: Locator, name: str) -> Any:
        """The computed value of a style property."""
        return place.evaluate("(element, name) => getComputedStyle(element)[name]", name)

    def leave(self, close: bool) -> None:
        """End the visit with all its tabs; a page that is not closed is left blank for the next."""
        for name, listener in self.listeners.items():
            self.page.remove_listener(name, listener)
        context = self.page.context
        if close:
            context.close()
            return
        for tab in context.pages:
            if tab is not self.page:
                tab.close()
        self.page.unroute_all()
        # The next visitor comes to the same address.
        self.page.evaluate("localStorage.clear()")
        self.page.goto("about:blank")

    def hears_it_is_online(self) -> None:
        """The browser says that the network is back: waiting is cut short."""
        self.page.evaluate("window.dispatchEvent(new Event('online'))")

    def was_well_behaved(self) -> None:
        """Nothing was asked of anybody else, no policy was broken, nothing crashed."""
        own = (self.url, self.url.replace("http", "ws"), "data:", "blob:")
        assert [url for url in self.requests if not url.startswith(own)] == []
        assert not self.complaints, self.complaints
