"""The push between tabs, desks and web processes: a hint that something changed, never the change.

Whoever waits reads the database by number afterwards, so a lost hint costs time, not messages.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from typing import Protocol

import asyncpg
import structlog
from sqlalchemy.engine import make_url

log = structlog.get_logger(__name__)
CHANNEL = "passerelle"
# InternalClientError: the server ended the session, and the client has read only half of that.
LINE_ERRORS = (
    OSError,
    asyncpg.PostgresError,
    asyncpg.InterfaceError,
    asyncpg.InternalClientError,
)
NOTIFY = "SELECT pg_notify($1, topic) FROM unnest($2::text[]) AS topic"
SEND_SECONDS = 2.0
TURNS = "turns"
"""Topic of the turn queue."""


def desk_topic(organisation_id: str) -> str:
    """Topic of everything that the desks of an organisation watch."""
    return f"desk:{organisation_id}"


async def heard(event: asyncio.Event, seconds: float) -> None:
    """Wait until *event* is set, *seconds* at most.

    Not by `asyncio.wait_for`: on Python 3.11 it swallows a cancellation that comes together with
    the event, and a task that should end goes on for ever (python/cpython#86296).
    """
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await event.wait()


class Bus(Protocol):
    """Publish a topic; wait for one."""

    async def publish(self, *topics: str) -> None:
        """Wake everybody who waits for one of *topics*, in every web process."""
        ...

    def listen(self, *topics: str) -> contextlib.AbstractContextManager[asyncio.Event]:
        """An event that is set whenever one of *topics* was published since it was cleared."""
        ...


class LocalBus:
    """The bus of a single web process."""

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)

    async def publish(self, *topics: str) -> None:
        """See `Bus`."""
        self.wake(*topics)

    def wake(self, *topics: str) -> None:
        """Set the events of this process that wait for one of *topics*."""
        for topic in topics:
            for event in self._waiting.get(topic, ()):
                event.set()

    @contextlib.contextmanager
    def listen(self, *topics: str) -> Iterator[asyncio.Event]:
        """See `Bus`."""
        event = asyncio.Event()
        for topic in topics:
            self._waiting[topic].add(event)
        try:
            yield event
        finally:
            for topic in topics:
                self._waiting[topic].discard(event)
                if not self._waiting[topic]:
                    del self._waiting[topic]


class PostgresBus(LocalBus):
    """The bus of many web processes over one PostgreSQL server (`LISTEN` / `NOTIFY`)."""

    RECONNECT_SECONDS = 1.0

    def __init__(self, database_url: str) -> None:
        super().__init__()
        url = make_url(database_url).set(drivername="postgresql")
        self._dsn = url.render_as_string(hide_password=False)
        self._connection: asyncpg.Connection | None = None
        self._sending = asyncio.Lock()
        self._closed = asyncio.Event()

    async def publish(self, *topics: str) -> None:
        """See `Bus`. Without a connection the hint reaches this process only; others poll."""
        self.wake(*topics)
        connection = self._connection
        if connection is None or connection.is_closed():
            return
        try:
            async with self._sending:  # a connection does one thing at a time
                await connection.execute(NOTIFY, CHANNEL, topics, timeout=SEND_SECONDS)
        except LINE_ERRORS:
            log.warning("bus.publish_failed")
            # A session that ended in the middle of a statement may never be told to be over.
            self._closed.set()

    async def run(self) -> None:
        """Keep a listening connection open until cancelled."""
        while True:
            try:
                await self._listen_until_closed()
            except LINE_ERRORS:
                log.warning("bus.connection_lost")
            await asyncio.sleep(self.RECONNECT_SECONDS)

    async def _listen_until_closed(self) -> None:
        closed = self._closed = asyncio.Event()
        connection = await asyncpg.connect(self._dsn)
        try:
            connection.add_termination_listener(lambda _connection: closed.set())
            await connection.add_listener(CHANNEL, self._received)
            self._connection = connection
            self.wake(*self._waiting)  # hints may have been missed while there was no line
            await closed.wait()
        finally:
            self._connection = None
            await connection.close(timeout=1)

    def _received(self, _connection: object, _pid: int, _channel: str, topic: object) -> None:
        self.wake(str(topic))


@contextlib.asynccontextmanager
async def open_bus(database_url: str) -> AsyncIterator[Bus]:
    """The bus that fits the database."""
    if not database_url.startswith("postgresql"):
        yield LocalBus()
        return
    bus = PostgresBus(database_url)
    task = asyncio.create_task(bus.run())
    try:
        yield bus
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
