"""Every address of the web process, in one list."""

from __future__ import annotations

from aiohttp import web

from bot.web import catalog_api, catalog_pages, health, pages
from bot.web.chat import cors, mail, messages, opening, stream, summary
from bot.web.desk import routes as desk_routes


def add(app: web.Application) -> None:
    """Put all routes on *app*."""
    router = app.router
    conversation = "/api/conversations/{id}"
    app.add_routes(
        [
            web.get("/", pages.home),
            web.get("/demo", pages.demo),
            web.get("/privacy", pages.privacy),
            web.get("/{lang:fr|sv|nl|en}/courses", catalog_pages.courses),
            web.get("/{lang:fr|sv|nl|en}/courses/{id}", catalog_pages.course),
            web.get("/{lang:fr|sv|nl|en}/sites", catalog_pages.sites),
            web.get("/{lang:fr|sv|nl|en}/sites/{id}", catalog_pages.site),
            web.get("/sitemap.xml", catalog_pages.sitemap),
            web.get(r"/sitemap-{kind:[a-z]+}-{part:\d{1,4}}.xml", catalog_pages.sitemap_part),
            web.get("/robots.txt", catalog_pages.robots),
            web.get("/health", health.health),
            web.get("/ready", health.ready),
            web.get("/api/openapi.json", catalog_api.openapi),
            web.post("/api/conversations", opening.create),
            web.post("/api/resume", opening.resume),
            web.delete(conversation, messages.delete),
            web.put(conversation + "/messages/{client_id}", messages.put_message),
            web.post(conversation + "/handoff", messages.ask_for_person),
            web.get(conversation + "/events", stream.poll),
            web.get(conversation + "/socket", stream.socket),
            web.get(conversation + "/summary", summary.summary),
            web.post(conversation + "/summary/mail", mail.send),
            web.post(conversation + "/resume-code", opening.resume_code),
            web.post(conversation + "/leave", opening.leave),
            web.get("/api/courses", catalog_api.courses),
            web.get("/api/courses/{id}", catalog_api.course),
            web.get("/api/sites", catalog_api.sites),
            web.get("/api/sites/{id}", catalog_api.site),
            web.get("/api/schemes", catalog_api.schemes),
            web.get("/widget/texts/{lang}.json", pages.widget_texts),
        ]
    )
    desk_routes.add(app)
    router.add_static("/widget", pages.HERE / "widget")
    router.add_static("/static", pages.HERE / "static")
    cors.allow(app)
