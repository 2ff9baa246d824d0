"""Which of the four languages a request wants: asked for by name, else spoken, else the browser's, else French."""

from __future__ import annotations

from aiohttp import web
from babel import negotiate_locale

LANGUAGES = ("fr", "sv", "nl", "en")
DEFAULT = "fr"
SPOKEN = web.RequestKey("spoken", str)
"""The language of the request's conversation, once it is known."""


def known(language: str | None) -> str | None:
    """*language* as one of the four codes (``nl-BE`` is ``nl``), or None."""
    code = (language or "")[:2].lower()
    return code if code in LANGUAGES else None


def request_language(request: web.Request) -> str:
    """The language of a page or an error message."""
    asked = known(request.query.get("lang")) or known(request.match_info.get("lang"))
    if asked or SPOKEN in request:
        return asked or request[SPOKEN]
    header = request.headers.get("Accept-Language", "")
    preferred = [part.split(";")[0].strip().replace("-", "_") for part in header.split(",")]
    return known(negotiate_locale([p for p in preferred if p], LANGUAGES)) or DEFAULT
