"""The main job in two real browsers: a worry, a course, a place, a person who answers in the same window."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests import chromium
from tests.running import Running

pytestmark = pytest.mark.browser
ANSWER_MS = 20_000
PASSWORD = "une phrase assez longue"


@dataclass(frozen=True)
class Journey:
    """What a learner writes, and what must be found in the answers."""

    language: str
    worry: str
    met: str
    wish: str
    award: str
    municipality: str
    person: str


JOURNEYS = [
    Journey(
        language="fr",
        worry="bonjour, à 47 ans ce n'est pas trop tard ?",
        met=r"trop tard",
        wish="je voudrais un BTS informatique à distance, j'habite près de Guéret",
        award="BTS",
        municipality="Guéret",
        person="je voudrais parler à quelqu'un",
    ),
    Journey(
        language="sv",
        worry="hej, jag är 47, är det för sent att börja plugga?",
        met=r"för sent|åldersgräns|övre gräns",
        wish="jag vill läsa yh inom it på distans, bor nära Nyköping",
        award="Yrkeshögskole",
        municipality="Nyköping",
        person="kan jag få prata med en människa?",
    ),
    Journey(
        language="nl",
        worry="dag, ik ben 47, is dat niet te oud om nog te studeren?",
        met=r"te oud|te laat|leeftijd",
        wish="ik zoek een bachelor informatica op afstand, ik woon in Roeselare",
        award="achelor",
        municipality="Roeselare",
        person="ik wil iemand spreken aub",
    ),
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    chromium.path()
    installation = Running(tmp_path_factory.mktemp("installation"))
    installation.start()
    yield installation
    installation.stop()


@pytest.fixture(scope="module")
def desk(running: Running, browser: Browser) -> Page:
    """A counsellor's browser, signed in with the one-time password, own password chosen."""
    page = browser.new_context(locale="fr-FR").new_page()
    page.goto(f"{running.url}/desk")
    page.fill("#email", "desk@passerelle.example")
    page.fill("#password", running.password)
    page.click("button.primary")
    page.fill("#password", PASSWORD)
    page.click("button.primary")
    expect(page.locator("#line")).to_have_attribute("data-state", "online")
    return page


def open_chat(running: Running, browser: Browser, language: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{running.url}/demo?lang={language}")
    page.locator("passerelle-chat .launcher").click()
    expect(page.locator("passerelle-chat textarea")).to_be_focused()
    return page


def say(page: Page, text: str) -> None:
    page.locator("passerelle-chat textarea").fill(text)
    page.keyboard.press("Enter")


def log(page: Page) -> Locator:
    return page.locator("passerelle-chat [role=log]")


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.language)
def test_from_a_worry_to_a_person_and_back(
    running: Running, browser: Browser, desk: Page, journey: Journey
) -> None:
    page = open_chat(running, browser, journey.language)

    say(page, journey.worry)
    expect(log(page)).to_contain_text(re.compile(journey.met, re.IGNORECASE), timeout=ANSWER_MS)

    say(page, journey.wish)
    course = page.locator("passerelle-chat .card-course").first
    expect(course).to_contain_text(journey.award, timeout=ANSWER_MS)
    site = page.locator("passerelle-chat .card-site").first
    expect(site).to_contain_text(journey.municipality)
    expect(site).to_contain_text("km")

    say(page, journey.person)
    asked = time.monotonic()
    waiting = desk.locator("#queue button").filter(has_text=journey.person)
    expect(waiting).to_be_visible(timeout=ANSWER_MS)
    waiting.click()
    expect(desk.locator(".brief")).to_be_visible()
    shown = time.monotonic() - asked
    assert shown < 2, f"the brief was shown after {shown:.1f} s"
    expect(desk.locator(".brief")).to_contain_text(journey.municipality)

    desk.locator(".actions button.primary").click()
    desk.locator(".composer textarea").fill("Bonjour, ici Camille.")
    desk.keyboard.press("Enter")
    expect(log(page)).to_contain_text("Bonjour, ici Camille.", timeout=ANSWER_MS)
    say(page, "merci Camille !")
    expect(desk.locator(".log")).to_contain_text("merci Camille !", timeout=ANSWER_MS)

    desk.locator(".actions button.primary").click()
    expect(desk.locator(".composer")).to_be_hidden()
    answers = log(page).locator(".from-assistant")
    before = answers.count()
    say(page, journey.worry)
    expect(answers).to_have_count(before + 1, timeout=ANSWER_MS)


def test_conversation_survives_a_reload(running: Running, browser: Browser) -> None:
    page = open_chat(running, browser, "fr")
    say(page, "c'est quoi un campus connecté ?")
    expect(log(page)).to_contain_text("pas une école", timeout=ANSWER_MS)
    page.reload()
    page.locator("passerelle-chat .launcher").click()

    expect(log(page)).to_contain_text("c'est quoi un campus connecté ?")
    expect(log(page)).to_contain_text("pas une école")
