"""Fixtures of the browser tests: one browser for the folder, one fake server and clean pages per test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import chromium
from tests.browser.fake_server import FakeChat
from tests.browser.widget_page import WidgetPage
from tests.running import free_port

Visit = Callable[..., WidgetPage]
USUAL: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}, "locale": "en-GB"}


# Not for the session: while Playwright is open, no other test of the run can start an event loop.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The one Chromium of this folder."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium.path(), args=chromium.ARGUMENTS
        )
        yield opened
        opened.close()


# A page may be slow on a busy machine; what is tested is that it comes.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="package")
def port() -> int:
    """A free port; always the same, so that the browser need not fetch the widget anew."""
    return free_port()


@pytest.fixture
def fake(port: int) -> Iterator[FakeChat]:
    """A chat server without conversations."""
    with FakeChat(port).running() as running:
        yield running


@pytest.fixture(scope="package")
def usual_page(browser: Browser) -> Iterator[Page]:
    """A page that tests share, one after the other: opening a new one takes longest."""
    context = browser.new_context(**USUAL)
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(browser: Browser, usual_page: Page, fake: FakeChat) -> Iterator[Visit]:
    """Load the demonstration page as a new visitor; keywords as for `Browser.new_context`."""
    visits: list[WidgetPage] = []

    def load(script: str | None = None, language: str = "en", **options: Any) -> WidgetPage:
        page = usual_page
        if options or script or visits:
            context = browser.new_context(**{**USUAL, **options})
            context.add_init_script(script or "")
            page = context.new_page()
        visits.append(WidgetPage(page, fake.url))
        return visits[-1].load(language)

    yield load
    for one in visits:
        one.leave(close=one.page is not usual_page)
        one.was_well_behaved()


@pytest.fixture
def widget(visit: Visit) -> WidgetPage:
    """The widget opened by a new visitor, with the first message there."""
    return visit().open()
