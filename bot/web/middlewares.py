"""The edges of every request: security headers, size, and one shape for errors, in the caller's language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import web
from sqlalchemy.exc import DataError, DBAPIError

from bot.errors import BadRequest, BotError, MessageTooLong, NotFound, Overloaded, TooManyRequests
from bot.web import keys
from bot.web.language import request_language

log = structlog.get_logger(__name__)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PERSONAL = ("/desk", "/api/conversations", "/api/resume")


async def security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """Put the headers on every response, redirects and refusals too, just before it is sent."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.path.startswith(PERSONAL):
        # Shared computers: nothing of a conversation or of the desk may stay in a browser's cache.
        response.headers.setdefault("Cache-Control", "no-store")


@web.middleware
async def errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Turn whatever is raised into the one shape; the only broad `except` of the web process."""
    try:
        return await handler(request)
    except BotError as error:
        return error_response(request, error)
    except web.HTTPRequestEntityTooLarge:
        return error_response(request, MessageTooLong(2000))
    except web.HTTPException as error:
        return _http_error(request, error)
    except DBAPIError as error:
        return error_response(request, _of_database(request, error))
    except Exception:
        log.exception("web.unexpected", route=_route(request))
        return error_response(request, BotError())


def _of_database(request: web.Request, error: DBAPIError) -> BotError:
    if isinstance(error, DataError):  # a value that no column can hold: a null character in an id
        return BadRequest("value")
    log.warning("web.database", error=type(error.orig).__name__, route=_route(request))
    return Overloaded()


def _route(request: web.Request) -> str:
    """The route's pattern: a path may hold ids."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


def _http_error(request: web.Request, error: web.HTTPException) -> web.StreamResponse:
    """What the HTTP layer itself says; redirects pass."""
    if error.status < 400:
        raise error
    # Every address below /api answers the question before a cross-origin call, existing or not.
    unknown = isinstance(error, web.HTTPMethodNotAllowed) and error.allowed_methods == {"OPTIONS"}
    if error.status == 404 or unknown:
        return error_response(request, NotFound())
    message = _words(request, "error_http")
    headers = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
    body = {"code": f"http_{error.status}", "message": message}
    return _shaped(request, error.status, body, headers)


def _words(request: web.Request, key: str, **facts: Any) -> str:
    return request.app[keys.DESK].texts.get("errors", key, request_language(request), **facts)


def error_response(request: web.Request, error: BotError) -> web.Response:
    """*error* as JSON for programs, as a page for people."""
    message = _words(request, f"error_{error.code}", **error.facts)
    headers = {}
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
    body = {"code": error.code, "message": message, **error.facts}
    return _shaped(request, error.status, body, headers)


def _shaped(
    request: web.Request, status: int, body: dict[str, Any], headers: dict[str, str]
) -> web.Response:
    if _wants_page(request):
        from bot.web.pages import error_page  # the page needs the templates, they need this module

        return error_page(request, status, body["message"], headers)
    return web.json_response({"error": body}, status=status, headers=headers)


def _wants_page(request: web.Request) -> bool:
    """A browser that goes to an address or sends a form; scripts do not ask for HTML."""
    return "text/html" in request.headers.get("Accept", "") and not request.path.startswith(
        ("/api/", "/desk/api/")
    )
