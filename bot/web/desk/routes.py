"""Every address of the desk."""

from __future__ import annotations

from aiohttp import web

from bot.web.desk import api, live, pages


def add(app: web.Application) -> None:
    """Put the desk's routes on *app*."""
    conversation = "/desk/api/conversations/{id}"
    app.add_routes(
        [
            web.get("/desk", pages.desk),
            web.get("/desk/sign-in", pages.sign_in_form),
            web.post("/desk/sign-in", pages.sign_in),
            web.get("/desk/password", pages.password_form),
            web.post("/desk/password", pages.change_password),
            web.post("/desk/sign-out", pages.sign_out),
            web.get("/desk/socket", live.socket),
            web.get("/desk/api/queue", api.get_queue),
            web.get(conversation, api.get_conversation),
            web.put(conversation + "/messages/{client_id}", api.put_message),
            web.post(conversation + "/claim", api.claim),
            web.post(conversation + "/hand-back", api.hand_back),
            web.post(conversation + "/close", api.close),
            web.post(conversation + "/callbacks/{callback}/done", api.callback_done),
        ]
    )
