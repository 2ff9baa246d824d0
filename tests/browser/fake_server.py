"""A chat server in memory for what is hard to provoke on the real one: cut lines, late answers, overload.

It speaks the protocol of the chat API and knows nothing of the dialogue, the database or the engine.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from aiohttp import WSMsgType, web

from bot.web.middlewares import HEADERS
from tests.browser import fake_pages
from tests.browser.fake_network import cancelled, cut
from tests.browser.fake_talk import Event, Talk, now, refusal
from tests.browser.samples import SUMMARY

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FakeChat:
    """The server in a thread of its own; tests turn its attributes to make things go wrong.

    Attributes:
        down: connections are cut before the request is looked at.
        loses_answers: connections are cut after the request was carried out.
        refuses_sockets: the socket route answers 404, so clients must poll.
        refusals: answers (status, error code, Retry-After) given to the next messages instead of 202.
        letters: addresses to which the summary was mailed; None where there is no mail server.
        replies: what the assistant says to each message, as keys of an event.
        calls: method and path of every API request.
    """

    def __init__(self, port: int = 0) -> None:
        self.down = self.loses_answers = self.refuses_sockets = False
        self.refusals: list[tuple[int, str, int]] = []
        self.replies: list[Event] = []
        self.letters: list[str] | None = None
        self.calls: list[str] = []
        self.talks: dict[str, Talk] = {}
        self.codes: dict[str, str] = {}
        self.sockets: set[web.WebSocketResponse] = set()
        self.changed = asyncio.Event()
        self.connected = asyncio.Event()
        self.released = asyncio.Event()
        self.released.set()
        self.loop = asyncio.new_event_loop()
        self.port = port

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
        runner = web.AppRunner(self._app(), shutdown_timeout=0.1)
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
        await web.TCPSite(runner, "127.0.0.1", self.port, reuse_address=True).start()
        self.port = runner.addresses[0][1]

    def _do(self, work: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(10)

    def say(self, author: str, text: str, **more: Any) -> None:
        """Post a message into the newest conversation and push it."""
        self._do(self._change(lambda talk: talk.add(author, text, **more)))

    def turn(self, **changes: Any) -> None:
        """Change fields of the newest conversation (state, counsellor, language ...) and push."""
        self._do(self._change(lambda talk: [setattr(talk, *item) for item in changes.items()]))

    def forget(self) -> None:
        """Erase what was said in the newest conversation and push."""
        self._do(self._change(Talk.forget))

    async def _change(self, change: Callable[[Talk], object]) -> None:
        change(self.talk)
        self._push()

    def hold(self) -> None:
        """From now on store messages, but neither acknowledge nor push them."""
        self.loop.call_soon_threadsafe(self.released.clear)

    def release(self) -> None:
        """Acknowledge what was held; it is pushed with the next change only."""
        self.loop.call_soon_threadsafe(self.released.set)

    def await_socket(self) -> None:
        """Wait until a socket is open and has been told the state."""
        self._do(self.connected.wait())

    def cut_sockets(self) -> None:
        """Break every open socket, as a failing network does."""
        self._do(self._cut())

    async def _cut(self) -> None:
        self.connected.clear()
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
                web.post(talk + "/summary/mail", self._mail),
                web.delete(talk, self._erase),
                web.post("/api/resume", self._resume),
                web.get("/widget/texts/{name}.json", fake_pages.texts),
                web.get("/demo", fake_pages.demo),
                web.static("/widget", fake_pages.ROOT / "bot/web/widget"),
                web.static("/static", fake_pages.ROOT / "bot/web/static"),
            ]
        )
        return app

    def _edge(self) -> Any:
        @web.middleware
        async def edge(request: web.Request, handler: Handler) -> web.StreamResponse:
            is_call = request.path.startswith("/api/")
            if is_call:
                self.calls.append(f"{request.method} {request.path}")
            if is_call and self.down:
                return cut(request)
            try:
                response = await handler(request)
            except web.HTTPException as error:
                response = error
            if is_call and self.loses_answers:
                return cut(request)
            if not response.prepared:
                response.headers.update(HEADERS)
                # As on the real server: files of the widget may be kept, answers not.
                response.headers["Cache-Control"] = "no-store" if is_call else "max-age=3600"
            return response

        return edge

    def _find(self, request: web.Request) -> Talk:
        talk = self.talks.get(request.match_info["id"])
        token = request.headers.get("Authorization", "").partition(" ")[2]
        if talk is None or token not in talk.tokens:
            raise refusal(401, "not_authorised")
        return talk

    async def _create(self, request: web.Request) -> web.Response:
        number = len(self.talks) + 1
        talk = Talk(f"c{number}", set(), (await request.json())["language"])
        chips = [{"id": "x1", "label": "Money"}, {"id": "x2", "label": "Talk to a person"}]
        talk.add("assistant", "Hello. I am a program.", choices=chips)
        self.talks[talk.id] = talk
        return self._opened(talk)

    def _opened(self, talk: Talk) -> web.Response:
        token = f"{talk.id}-token{len(talk.tokens) + 1}"
        talk.tokens.add(token)
        envelope = talk.envelope(0)
        opened = {"id": talk.id, "token": token, "messages": envelope.pop("events"), **envelope}
        return web.json_response(opened, status=201)

    async def _message(self, request: web.Request) -> web.Response:
        talk, client_id = self._find(request), request.match_info["client_id"]
        if self.refusals:
            raise refusal(*self.refusals.pop(0))
        if client_id not in talk.bodies:
            self._store(talk, client_id, await request.json())
        await self.released.wait()
        return web.json_response({"seq": talk.last_seq}, status=202)

    def _store(self, talk: Talk, client_id: str, body: dict[str, str]) -> None:
        text = body["text"] if "text" in body else talk.label(body["choice"])
        if talk.state == "closed":
            raise refusal(409, "conversation_closed")
        if text is None:
            raise refusal(404, "not_found")
        talk.bodies[client_id] = body
        talk.add("learner", text, client_id=client_id)
        for reply in self.replies:
            talk.add(**{"author": "assistant", "reply_to": client_id, **reply})
        if self.released.is_set():
            self._push()

    async def _events(self, request: web.Request) -> web.Response:
        talk = self._find(request)
        after, wait = int(request.query["after"]), float(request.query["wait"])
        if not talk.envelope(after)["events"] and wait:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.changed.wait(), wait)
        return web.json_response(talk.envelope(after))

    async def _socket(self, request: web.Request) -> web.StreamResponse:
        if self.refuses_sockets:
            raise web.HTTPNotFound
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        first = await socket.receive(timeout=30)
        if first.type is not WSMsgType.TEXT:
            return socket
        hello = first.json()
        talk = self.talks.get(request.match_info["id"])
        if talk is None or hello["token"] not in talk.tokens:
            await socket.close(code=4401)
            return socket
        async with cancelled(self._feed(socket, talk, hello["after"])):
            async for message in socket:
                if message.type is WSMsgType.ERROR:
                    break
        self.sockets.discard(socket)
        return socket

    async def _feed(self, socket: web.WebSocketResponse, talk: Talk, after: int) -> None:
        while talk.id in self.talks:
            changed = self.changed
            await socket.send_json(talk.envelope(after))
            self.sockets.add(socket)
            self.connected.set()
            after = talk.last_seq
            await changed.wait()
        await socket.close(code=4404)

    async def _handoff(self, request: web.Request) -> web.Response:
        talk = self._find(request)
        talk.state = "waiting"
        talk.add("system", "A counsellor has been called.")
        self._push()
        return web.json_response({"state": talk.state}, status=202)

    async def _leave(self, request: web.Request) -> web.Response:
        self._find(request).tokens.discard(request.headers["Authorization"].partition(" ")[2])
        return web.json_response({"left": True})

    async def _code(self, request: web.Request) -> web.Response:
        self.codes["k7mq2xwp9rtz"] = self._find(request).id
        until = "2026-12-21T10:00:00Z"
        return web.json_response({"code": "k7mq-2xwp-9rtz", "expires_at": until}, status=201)

    async def _resume(self, request: web.Request) -> web.Response:
        code = (await request.json())["code"].replace("-", "").replace(" ", "").lower()
        number = self.codes.pop(code, None)
        if number is None:
            raise refusal(404, "not_found")
        return self._opened(self.talks[number])

    async def _summary(self, request: web.Request) -> web.Response:
        self._find(request)
        if request.query["format"] == "json":
            return web.json_response(SUMMARY | {"mail": self.letters is not None})
        return web.Response(text="Courses seen\n- BTS <b>SIO</b>\nNext step: call 05 55 51 25 00")

    async def _mail(self, request: web.Request) -> web.Response:
        self._find(request)
        if self.refusals:
            raise refusal(*self.refusals.pop(0))
        if self.letters is None:
            raise refusal(404, "not_found")
        self.letters.append((await request.json())["email"])
        return web.json_response({"status": "sent"}, status=202)

    async def _erase(self, request: web.Request) -> web.Response:
        talk = self._find(request)
        del self.talks[talk.id]
        self._push()
        receipt = {
            "id": talk.id,
            "at": now(),
            "erased": [f"{len(talk.events)} messages"],
            "remains": ["Backup copies, until they expire."],
            "rows": {"message": len(talk.events)},
        }
        return web.json_response(receipt)
