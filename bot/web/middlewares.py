"""The edges of every request: security headers, size, and one shape for errors, in the caller's language."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from aiohttp import web
from sqlalchemy.exc import DBAPIError

from bot.errors import BotError, MessageTooLong, NotFound, Overloaded, TooManyRequests
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


@web.middleware
async def security_headers(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Put the headers on every response that has not been sent yet."""
    response = await handler(request)
    if not response.prepared:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
    return response


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
        log.warning("web.database", error=type(error.orig).__name__, route=_route(request))
        return error_response(request, Overloaded())
    except Exception:
        log.exception("web.unexpected", route=_route(request))
        return error_response(request, BotError())


def _route(request: web.Request) -> str:
    """The route's pattern: a path may hold ids."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unknown"


def _http_error(request: web.Request, error: web.HTTPException) -> web.StreamResponse:
    if error.status < 400:
        raise error
    shaped = NotFound() if error.status == 404 else BotError(error.reason)
    if error.status == 404:
        return error_response(request, shaped)
    body = {"code": f"http_{error.status}", "message": error.reason}
    response = web.json_response({"error": body}, status=error.status)
    if "Allow" in error.headers:
        response.headers["Allow"] = error.headers["Allow"]
    return response


def error_response(request: web.Request, error: BotError) -> web.Response:
    """*error* as JSON for programs, as a page for people."""
    texts = request.app[keys.DESK].texts
    language = request_language(request)
    message = texts.get("errors", f"error_{error.code}", language, **error.facts)
    headers = {}
    if isinstance(error, TooManyRequests):
        headers["Retry-After"] = str(error.retry_after)
    if _wants_page(request):
        from bot.web.pages import error_page  # the page needs the templates, they need this module

        return error_page(request, error.status, message, headers)
    body = {"code": error.code, "message": message, **error.facts}
    return web.json_response({"error": body}, status=error.status, headers=headers)


def _wants_page(request: web.Request) -> bool:
    return (
        request.method == "GET"
        and "text/html" in request.headers.get("Accept", "")
        and (not request.path.startswith("/api/"))
    )
