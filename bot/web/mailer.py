"""Hands a mail to the mail server; nothing is queued here, so that no address has to be kept."""

from __future__ import annotations

import asyncio
import contextlib
from email.message import EmailMessage

import structlog
from aiosmtplib import SMTP, SMTPException, SMTPRecipientsRefused

from bot.errors import BadEmail, MailUnavailable
from bot.smtp import SmtpServer

log = structlog.get_logger(__name__)
SECONDS = 20.0
NO_SUCH_ADDRESS = ("5.1.1", "5.1.2", "5.1.3", "5.1.6")
"""Of RFC 3463: the address is wrong for good. Other refusals may be about us, or pass."""


async def deliver(server: SmtpServer, letter: EmailMessage) -> None:
    """Hand *letter* to *server*, for the address in its `To`.

    Raises:
        BadEmail: the server says that there is no such address.
        MailUnavailable: it does not answer, or does not take the mail.
    """
    try:
        await _hand_over(server, letter)
    except SMTPRecipientsRefused as error:
        refusal = error.recipients[0]
        if refusal.message.startswith(NO_SUCH_ADDRESS):
            raise BadEmail from None
        raise _failed(refusal) from None
    except (SMTPException, OSError) as error:
        raise _failed(error) from None


def _failed(error: Exception) -> MailUnavailable:
    """Logs kind and code only: the words of a mail server repeat the address."""
    log.warning("mail.failed", error=type(error).__name__, code=getattr(error, "code", None))
    return MailUnavailable()


async def _hand_over(server: SmtpServer, letter: EmailMessage) -> None:
    client = SMTP(
        hostname=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.security == "tls",
        start_tls=server.security == "starttls",
        timeout=SECONDS,
    )
    # Not `async with client`: it would wait for the server's farewell after the time is up.
    with contextlib.closing(client):
        async with asyncio.timeout(SECONDS):
            await client.connect()
            await client.send_message(letter)
            with contextlib.suppress(SMTPException):
                await client.quit()
