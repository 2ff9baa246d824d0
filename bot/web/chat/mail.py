"""The summary as a mail to the learner: asked for once, sent at once, the address forgotten."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

from aiohttp import web

from bot.errors import BadEmail, NotFound
from bot.smtp import is_address
from bot.web import keys, mailer
from bot.web.chat.opening import read_json
from bot.web.chat.summary import CALENDAR_FILE, rendered, sheet_of
from bot.web.chat.take_away import AREA, TakeAway
from bot.web.language import SPOKEN
from catalog.db import utcnow


async def send(request: web.Request) -> web.Response:
    """`POST .../summary/mail`: the sheet to one address, where the installation has a mail server."""
    settings = request.app[keys.SETTINGS]
    if settings.smtp is None or settings.mail_from is None:
        raise NotFound("mail")
    sheet = await sheet_of(request)
    request[SPOKEN] = sheet.language
    address = (await read_json(request)).get("email")
    if not isinstance(address, str) or not is_address(address.strip()):
        raise BadEmail
    limits = request.app[keys.LIMITS]
    await limits.spend("mail", request.match_info["id"])
    await limits.spend("mail_address", request.remote or "")
    letter = _letter(request, sheet, settings.mail_from)
    letter["To"] = address.strip()
    await mailer.deliver(settings.smtp, letter)
    return web.json_response({"status": "sent"}, status=202)


def _letter(request: web.Request, sheet: TakeAway, sender: Address) -> EmailMessage:
    """The sheet as text, as a page and as a calendar file."""
    texts = request.app[keys.DESK].texts
    letter = EmailMessage(policy=SMTP)
    letter["From"] = sender
    letter["Subject"] = texts.get(AREA, "mail_subject", sheet.language)
    letter["Date"] = format_datetime(utcnow())
    letter["Message-ID"] = make_msgid(domain=sender.domain)
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
    letter.set_content(rendered(request, "summary_mail.txt", sheet))
    letter.add_alternative(rendered(request, "summary_mail.html", sheet), subtype="html")
    calendar = sheet.calendar(texts).decode()
    letter.add_attachment(calendar, subtype="calendar", filename=CALENDAR_FILE)
    letter["Content-Language"] = sheet.language  # last: parts added later would take it with them
    return letter
