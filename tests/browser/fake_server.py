"""A chat server in memory for what is hard to provoke on the real one: cut lines, late answers, overload.

It speaks the protocol of the chat API and knows nothing of the dialogue, the database or the engine.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import jinja2
import yaml
from aiohttp import WSMsgType, web

ROOT = Path(__file__).parents[2]
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'"
Event = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass
class Talk:
    """One conversation: its log, and what its clients are told about its state."""

    id: str
    token: str
    language: str
    events: list[Event] = field(default_factory=list)
    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    state: str = "assistant"
    thinking: bool = False
    counsellor: str | None = None
    switched: str | None = None

    def add(self, author: str, text: str, **more: Any) -> Event:
        """Append a message with the next number; *more* are further keys of the event."""
        now = datetime.now(UTC).isoformat()
        event = {"seq": len(self.events) + 1, "author": author, "text": text, "at": now}
        self.events.append({"lang": self.language, **event, **more})
        return self.events[-1]

    def envelope(self, after: int) -> dict[str, Any]:
        """What clients get, with the events numbered above *after*."""
        return {
            "events": [event for event in self.events if event["seq"] > after],
            "state": self.state,
            "last_seq": len(self.events),
            "thinking": self.thinking,
            "counsellor": {"name": self.counsellor} if self.counsellor else None,
            **({"language": self.switched} if self.switched else {}),
        }


class FakeChat:
    """The server in a thread of its own; tests turn its attributes to make things go wrong.

    Attributes:
        down: connections are cut without an answer.
        refuse_sockets: the socket route answers 404, so clients must poll.
        refusals: answers (status, error code, Retry-After) given to the next messages instead of 202.
        hold: messages are committed but not acknowledged until it is false again.
        replies: what the assistant says to each message, as keys of an event.
        calls: method and path of every API request.
    """

    def __init__(self) -> None:
        self.down = self.refuse_sockets = self.hold = False
        self.refusals: list[tuple[int, str, int]] = []
        self.replies: list[Event] = []
        self.calls: list[str] = []
        self.talks: dict[str, Talk] = {}
        self.codes: dict[str, str] = {}
        self.sockets: set[web.WebSocketResponse] = set()
        self.changed = asyncio.Event()
        self.loop = asyncio.new_event_loop()
        self.port = 0

    @property
    def url(self) -> str:
        """Address of the running server, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def talk(self) -> Talk:
        """The newest conversation."""
        return list(self.talks.values())[-1]

    def texts_of_learner(self) -> list[str]:
        """What the newest conversation has received from the learner, in order."""
        return [event["text"] for event in self.talk.events if event["author"] == "learner"]

    @contextlib.contextmanager
    def running(self) -> Iterator[FakeChat]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        thread.start()
        runner = web.AppRunner(self._app(), shutdown_timeout=0.2)
        self._do(self._start(runner))
        try:
            yield self
        finally:
            self.cut_sockets()
            self._do(runner.cleanup())
            self.loop.call_soon_threadsafe(self.loop.stop)
            thread.join(5)
            self.loop.close()

    async def _start(self, runner: web.AppRunner) -> None:
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def say(self, author: str, text: str, **more: Any) -> None:
        """Post a message into the newest conversation and push it."""
        self._do(self._say(author, text, more))

    async def _say(self, author: str, text: str, more: Event) -> None:
        self.talk.add(author, text, **more)
        self._push()

    def turn(self, **changes: Any) -> None:
        """Change fields of the newest conversation (state, counsellor ...) and push."""
        for name, value in changes.items():
            setattr(self.talk, name, value)
        self.loop.call_soon_threadsafe(self._push)

    def cut_sockets(self) -> None:
        """Break every open socket, as a failing network does."""
        self._do(self._cut())

    async def _cut(self) -> None:
        for socket in list(self.sockets):
            await socket.close()

    def _push(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    def _app(self) -> web.Application:
        app = web.Application(middlewares=[self._edge()])
        talk = "/api/conversations/{id}"
        app.add_routes(
            [
                web.post("/api/conversations", self._create),
                web.put(talk + "/messages/{client_id}", self._message),
                web.get(talk + "/events", self._events),
                web.get(talk + "/socket", self._socket),
                web.post(talk + "/handoff", self._handoff),
                web.post(talk + "/leave", self._leave),
                web.post(talk + "/resume-code", self._code),
                web.get(talk + "/summary", self._summary),
                web.delete(talk, self._erase),
                web.post("/api/resume", self._resume),
                web.get("/widget/texts/{name}.json", self._texts),
                web.get("/demo", self._demo),
                web.static("/widget", ROOT / "bot/web/widget"),
                web.static("/static", ROOT / "bot/web/static"),
            ]
        )
        return app

    def _edge(self) -> Any:
        @web.middleware
        async def edge(request: web.Request, handler: Handler) -> web.StreamResponse:
            if request.path.startswith("/api/"):
                self.calls.append(f"{request.method} {request.path}")
                if self.down:
                    cast("asyncio.Transport", request.transport).abort()
            response = await handler(request)
            if not response.prepared:
                response.headers["Content-Security-Policy"] = POLICY
            return response

        return edge

    def _find(self, request: web.Request) -> Talk:
        talk = self.talks.get(request.match_info["id"])
        if talk is None or request.headers.get("Authorization") != f"Bearer {talk.token}":
            raise web.HTTPNotFound(text=_error("conversation_gone"))
        return talk

    async def _create(self, request: web.Request) -> web.Response:
        number = len(self.talks) + 1
        talk = Talk(f"c{number}", f"token{number}", (await request.json())["language"])
        talk.add("assistant", "Hello. I am a program.", choices=[{"id": "x1", "label": "Money"}])
        self.talks[talk.id] = talk
        return web.json_response(self._opened(talk), status=201)

    def _opened(self, talk: Talk) -> dict[str, Any]:
        envelope = talk.envelope(0)
        return {"id": talk.id, "token": talk.token, "messages": envelope.pop("events"), **envelope}

    async def _message(self, request: web.Request) -> web.Response:
        talk, client_id = self._find(request), request.match_info["client_id"]
        if self.refusals:
            status, code, retry = self.refusals.pop(0)
            headers = {"Retry-After": str(retry)} if retry else {}
            return web.Response(status=status, text=_error(code, limit=2000), headers=headers)
        body = await request.json()
        if client_id not in talk.bodies:
            talk.bodies[client_id] = body
            talk.add("learner", body.get("text", "Money"), client_id=client_id)
            for reply in self.replies:
                talk.add(**{"author": "assistant", **reply})
            if not self.hold:
                self._push()
        while self.hold:
            await asyncio.sleep(0.02)
        return web.json_response({"seq": len(talk.events)}, status=202)

    async def _events(self, request: web.Request) -> web.Response:
        talk = self._find(request)
        after, wait = int(request.query["after"]), float(request.query["wait"])
        if not talk.envelope(after)["events"] and wait:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), wait)
        return web.json_response(talk.envelope(after))

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        if self.refuse_sockets:
            raise web.HTTPNotFound
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        hello = json.loads((await socket.receive(timeout=5)).data)
        talk = self.talks.get(request.match_info["id"])
        if talk is None or hello["token"] != talk.token:
            await socket.close()
            return socket
        self.sockets.add(socket)
        async with _cancelled(self._feed(socket, talk, hello["after"])):
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        self.sockets.discard(socket)
        return socket

    async def _feed(self, socket: web.WebSocketResponse, talk: Talk, after: int) -> None:
        while True:
            changed = self.changed
            await socket.send_json(talk.envelope(after))
            after = len(talk.events)
            await changed.wait()

    async def _handoff(self, request: web.Request) -> web.Response:
        self._find(request).state = "waiting"
        self._push()
        return web.json_response({}, status=202)

    async def _leave(self, request: web.Request) -> web.Response:
        self._find(request)
        return web.json_response({})

    async def _code(self, request: web.Request) -> web.Response:
        self.codes["7KQ4-M2XR"] = self._find(request).id
        until = "2026-12-21T10:00:00Z"
        return web.json_response({"code": "7KQ4-M2XR", "expires_at": until}, status=201)

    async def _resume(self, request: web.Request) -> web.Response:
        number = self.codes.pop((await request.json())["code"], None)
        if number is None:
            raise web.HTTPNotFound(text=_error("code_unknown"))
        return web.json_response(self._opened(self.talks[number]), status=201)

    async def _summary(self, request: web.Request) -> web.Response:
        self._find(request)
        return web.Response(text="Courses seen\n- BTS <b>SIO</b>\nNext step: call 05 55 51 25 00")

    async def _erase(self, request: web.Request) -> web.Response:
        del self.talks[self._find(request).id]
        remains = [{"text": "Backup copies", "until": "2026-12-21"}]
        at = datetime.now(UTC).isoformat()
        return web.json_response({"erased": ["Messages"], "remains": remains, "at": at})

    async def _texts(self, request: web.Request) -> web.Response:
        return web.json_response(words(request.match_info["name"], "widget"))

    async def _demo(self, request: web.Request) -> web.Response:
        lang = request.query.get("lang", "en")
        loader = jinja2.FileSystemLoader(ROOT / "bot/web/templates")
        template = jinja2.Environment(loader=loader, autoescape=True).get_template("demo.html")
        page = template.render(lang=lang, texts=words(lang, "demo"), site_key="demo")
        return web.Response(text=page, content_type="text/html")


@contextlib.asynccontextmanager
async def _cancelled(work: Any) -> AsyncIterator[None]:
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        task.cancel()


def _error(code: str, **more: Any) -> str:
    return json.dumps({"error": {"code": code, "message": code, **more}})


def words(language: str, area: str) -> dict[str, str]:
    """The words of one area in one language, as the real server hands them out."""
    path = ROOT / f"data/texts/{language}/{area}.yml"
    return cast("dict[str, str]", yaml.safe_load(path.read_text(encoding="utf-8")))
