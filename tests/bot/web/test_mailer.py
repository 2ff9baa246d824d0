"""Handing over a mail: how the line is protected, what is made of refusals, what is logged."""

from __future__ import annotations

import asyncio
import ssl
from email.message import EmailMessage
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.errors import BadEmail, MailUnavailable
from bot.smtp import SmtpServer
from bot.web import mailer
from tests.mail_server import MailServer, certificate

pytestmark = pytest.mark.usefixtures("fresh_logs")


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The context of a server whose certificate is trusted here."""
    context, public = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(public))
    return context


def letter() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "a@example.org", "anna@example.org", "Résumé"
    made.set_content("Été")
    return made


def strict(mail: MailServer, user: str | None = None) -> SmtpServer:
    """*mail*, as a server elsewhere would be spoken to."""
    return SmtpServer("127.0.0.1", mail.port, "starttls", user, user and "secret")


async def refused(server: SmtpServer) -> list[dict[str, object]]:
    """What is logged when *server* does not take a letter."""
    with capture_logs() as logs, pytest.raises(MailUnavailable):
        await mailer.deliver(server, letter())
    return [dict(line) for line in logs]


async def test_letter_goes_over_starttls_with_user_and_password(trusted: ssl.SSLContext) -> None:
    async with MailServer().running(trusted, starttls=True, login=True) as mail:
        await mailer.deliver(strict(mail, "guidance"), letter())

    assert (mail.logins, mail.encrypted) == ([(b"guidance", b"secret")], [True])
    assert mail.letters[0].get_content().strip() == "Été"


async def test_letter_goes_over_tls_from_the_first_byte(trusted: ssl.SSLContext) -> None:
    async with MailServer().running(trusted) as mail:
        await mailer.deliver(SmtpServer.parse(f"smtps://127.0.0.1:{mail.port}"), letter())

    assert mail.encrypted == [True]


async def test_nothing_goes_out_bare_to_a_server_elsewhere() -> None:
    async with MailServer().running() as mail:
        logs = await refused(strict(mail, "guidance"))

    assert (mail.letters, mail.logins, len(logs)) == ([], [], 1)


async def test_nothing_goes_out_to_a_server_that_nobody_vouches_for(tmp_path: Path) -> None:
    context, _ = certificate(tmp_path)
    async with MailServer().running(context, starttls=True) as mail:
        await refused(strict(mail))
    async with MailServer().running(context) as mail:
        await refused(SmtpServer.parse(f"smtps://127.0.0.1:{mail.port}"))

    assert mail.letters == []


async def test_wrong_password_is_logged_by_its_code_only(trusted: ssl.SSLContext) -> None:
    async with MailServer().running(trusted, starttls=True, login=True) as mail:
        server = SmtpServer("127.0.0.1", mail.port, "starttls", "guidance", "wrong-one")
        (line,) = await refused(server)

    assert (line["error"], line["code"]) == ("SMTPAuthenticationError", 535)
    assert "wrong-one" not in str(line)


@pytest.mark.parametrize(
    "answer",
    [
        "450 4.2.0 {address}: Greylisted",
        "550 5.1.8 Sender of mail to {address} rejected",
        "554 5.7.1 {address}: Relay access denied",
        "421 closing",
    ],
)
async def test_refusal_that_may_be_ours_is_told_apart_and_logged_without_the_address(
    answer: str,
) -> None:
    async with MailServer().running() as mail:
        mail.to_recipient = answer
        (line,) = await refused(SmtpServer.parse(mail.url))

    assert (line["event"], line["code"]) == ("mail.failed", int(answer[:3]))
    assert "anna" not in str(line)


@pytest.mark.parametrize("code", ["5.1.1", "5.1.2", "5.1.3", "5.1.10"])
async def test_address_that_the_server_does_not_know_is_a_bad_one(code: str) -> None:
    async with MailServer().running() as mail:
        mail.to_recipient = f"550 {code} {{address}}: no such user"
        with capture_logs() as logs, pytest.raises(BadEmail):
            await mailer.deliver(SmtpServer.parse(mail.url), letter())

    assert logs == []


async def test_server_that_is_not_there_or_says_nothing_is_waited_for_only_so_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mailer, "SECONDS", 0.2)
    loop = asyncio.get_running_loop()
    silent = await loop.create_server(asyncio.Protocol, "127.0.0.1", 0)
    port = silent.sockets[0].getsockname()[1]
    (waited,) = await refused(SmtpServer.parse(f"smtp://127.0.0.1:{port}"))
    silent.close()
    (gone,) = await refused(SmtpServer.parse(f"smtp://127.0.0.1:{port}"))

    assert "Timeout" in str(waited["error"])
    assert "Connect" in str(gone["error"])
