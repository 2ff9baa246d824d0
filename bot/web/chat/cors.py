"""Pages of other origins may call the chat API; which ones, the site key decides per conversation.

No cookie is involved: the token travels in a header, so any origin may be answered, and
`check_origin` refuses a conversation to a page that may not embed the chat.
"""

from __future__ import annotations

from aiohttp import web

METHODS = "GET, POST, PUT, DELETE"
ALLOWED_HEADERS = "Authorization, Content-Type, If-None-Match"
PREFIX = "/api/"
WIDGET = "/widget/"


async def _stamp(request: web.Request, response: web.StreamResponse) -> None:
    if "Origin" in request.headers and request.path.startswith((PREFIX, WIDGET)):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "Retry-After, ETag, Link"
    if request.path.startswith(WIDGET):
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"


async def preflight(_request: web.Request) -> web.Response:
    """Answer a browser's question before a cross-origin call."""
    return web.Response(
        status=204,
        headers={
            "Access-Control-Allow-Methods": METHODS,
            "Access-Control-Allow-Headers": ALLOWED_HEADERS,
            "Access-Control-Max-Age": "600",
        },
    )


def allow(app: web.Application) -> None:
    """Switch this on for the chat API."""
    app.router.add_route("OPTIONS", PREFIX + "{rest:.*}", preflight)
    app.on_response_prepare.append(_stamp)
