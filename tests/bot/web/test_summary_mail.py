"""The summary by e-mail: what arrives, who may ask, what happens when it does not work."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from icalendar import Calendar
from structlog.testing import capture_logs

from bot.settings import PROJECT_ROOT, Settings
from bot.smtp import SmtpServer, sender
from bot.web.language import LANGUAGES
from bot.web.limits import Limits
from catalog.texts import Texts
from tests.bot.conftest import Learner, Service
from tests.fake_engine import answer
from tests.mail_server import MailServer

pytestmark = pytest.mark.usefixtures("fresh_logs")
ADDRESS = "anna.lind@example.org"
CARD = {"type": "course", "id": "c", "title": "Ü", "text": "BTS é <b>", "next_step": True}


@pytest_asyncio.fixture
async def mail() -> AsyncIterator[MailServer]:
    """A mail server on this machine."""
    async with MailServer().running() as running:
        yield running


@pytest.fixture
def settings(settings: Settings, mail: MailServer) -> Settings:
    """Settings with that mail server."""
    return dataclasses.replace(
        settings,
        smtp=SmtpServer.parse(mail.url),
        mail_from=sender("Région d’ici <guidance@example.org>"),
    )


async def ask(
    learner: Learner, body: Any = None, **headers: str
) -> tuple[int, dict[str, Any], dict[str, str]]:
    """Ask for the summary by mail: status, body and headers of the answer."""
    body = {"email": ADDRESS} if body is None else body
    async with learner.client.post(
        f"{learner.path}/summary/mail", json=body, headers=learner.headers | headers
    ) as response:
        return response.status, await response.json(), dict(response.headers)


async def shown(service: Service, language: str) -> Learner:
    """A learner who has seen a course."""
    learner = await service.open(language=language)
    reply = {"text": "BTS é <b>", "lang": language, "cards": [CARD]}
    service.engine.script = lambda request: answer(request, replies=[reply])
    await learner.say("a", "BTS")
    return learner


def files(folder: Path) -> dict[str, bytes]:
    """Everything that the service has written."""
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_sheet_arrives_as_text_page_and_calendar_in_the_language_of_the_talk(
    service: Service, mail: MailServer, language: str
) -> None:
    status, body, _ = await ask(await shown(service, language))
    (letter,) = mail.letters
    words = Texts.load(PROJECT_ROOT).area("pages", language)
    text, page = (letter.get_body((kind,)) for kind in ("plain", "html"))
    (calendar,) = letter.iter_attachments()

    assert (status, body, mail.recipients) == (202, {"status": "sent"}, [[ADDRESS]])
    assert letter["Subject"] == words["mail_subject"]
    assert (letter["To"], letter["From"]) == (ADDRESS, "Région d’ici <guidance@example.org>")
    assert (letter["Auto-Submitted"], letter["Content-Language"]) == ("auto-generated", language)
    assert letter["Date"].datetime.tzinfo
    assert letter["Message-ID"].endswith("@example.org>")
    assert text is not None
    assert page is not None
    assert {"* BTS é <b>", words["mail_why"], words["mail_calendar"]} <= set(
        text.get_content().splitlines()
    )
    assert "BTS é &lt;b&gt;" in page.get_content()
    assert f'<html lang="{language}">' in page.get_content()
    assert "/static/" not in page.get_content()
    assert calendar.get_content_type() == "text/calendar"
    assert calendar.get_filename() == "passerelle.ics"
    assert Calendar.from_ical(calendar.get_content()).walk("VEVENT")


async def test_summary_says_whether_it_can_be_mailed(service: Service) -> None:
    learner = await service.open(language="en")
    path = f"{learner.path}/summary?format=json"
    async with service.client.get(path, headers=learner.headers) as response:
        assert (await response.json())["mail"] is True


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": ""},
        {"email": None},
        {"email": [ADDRESS]},
        {"email": "anna"},
        {"email": f"{ADDRESS}, ben@example.org"},
        {"email": f"{ADDRESS}\r\nBcc: ben@example.org"},
        {"email": f"Anna <{ADDRESS}>"},
    ],
)
async def test_bad_address_is_told_in_the_language_of_the_talk(
    service: Service, mail: MailServer, body: Any
) -> None:
    learner = await service.open(language="nl")
    status, refusal, _ = await ask(learner, body, **{"Accept-Language": "sv"})
    told = Texts.load(PROJECT_ROOT).get("errors", "error_bad_email", "nl")

    assert status == 400
    assert refusal["error"] == {"code": "bad_email", "message": told, "field": "email"}
    assert mail.letters == []


async def test_blanks_around_an_address_do_not_matter(service: Service, mail: MailServer) -> None:
    status, _, _ = await ask(await service.open(language="sv"), {"email": f" {ADDRESS} "})

    assert (status, mail.recipients) == (202, [[ADDRESS]])


async def test_address_that_nobody_has_is_told_as_a_bad_one(
    service: Service, mail: MailServer
) -> None:
    mail.to_recipient = "550 5.1.1 {address}: no such user"
    status, refusal, _ = await ask(await service.open(language="fr"))

    assert (status, refusal["error"]["code"]) == (400, "bad_email")


async def test_failing_mail_server_loses_nothing_and_the_same_mail_goes_out_later(
    service: Service, mail: MailServer
) -> None:
    learner = await shown(service, "fr")
    mail.to_letter = "451 4.3.0 try later"
    status, refusal, headers = await ask(learner)
    mail.to_letter = "250 OK"
    again, _, _ = await ask(learner)
    told = Texts.load(PROJECT_ROOT).get("errors", "error_mail_unavailable", "fr", retry_after=60)

    assert (status, headers["Retry-After"]) == (503, "60")
    assert refusal["error"] == {"code": "mail_unavailable", "message": told, "retry_after": 60}
    assert (again, len(mail.letters)) == (202, 1)


async def test_only_the_learner_of_the_conversation_may_ask(
    service: Service, mail: MailServer
) -> None:
    one, other = await service.open(language="en"), await service.open(language="en")
    status, refusal, _ = await ask(dataclasses.replace(one, token=other.token))

    assert (status, refusal["error"]["code"], mail.letters) == (401, "not_authorised", [])


async def test_a_few_an_hour_from_one_conversation(service: Service, mail: MailServer) -> None:
    learner = await service.open(language="en")
    most = int(Limits.RATES["mail"][0])
    statuses = [(await ask(learner))[0] for _ in range(most + 2)]
    other, _, _ = await ask(await service.open(language="en"))

    assert statuses == [202] * most + [429] * 2
    assert (other, len(mail.letters)) == (202, most + 1)


async def test_address_is_neither_stored_nor_logged(
    service: Service, mail: MailServer, tmp_path: Path
) -> None:
    learner = await shown(service, "en")
    with capture_logs() as logs:
        await ask(learner)
        mail.to_recipient = "554 5.7.1 {address}: no"
        await ask(learner)
    kept = files(tmp_path)
    async with service.client.get(f"{learner.path}/events?after=0", headers=learner.headers) as now:
        events = await now.text()

    assert len(logs) == 1
    assert "anna.lind" not in json.dumps([logs, events], default=str)
    assert kept
    assert [name for name, content in kept.items() if b"anna.lind" in content] == []


class TestWithoutMailServer:
    """An installation that has none."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return dataclasses.replace(settings, smtp=None, mail_from=None)

    async def test_there_is_no_such_address_and_the_summary_says_so(self, service: Service) -> None:
        learner = await service.open(language="sv")
        status, refusal, _ = await ask(learner)
        path = f"{learner.path}/summary?format=json"
        async with service.client.get(path, headers=learner.headers) as response:
            summary = await response.json()

        assert (status, refusal["error"]["code"]) == (404, "not_found")
        assert summary["mail"] is False
