"""The push between web processes: hints arrive over a real server, also after it was away."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.web.bus import CHANNEL, LocalBus, PostgresBus, desk_topic, open_bus
from catalog.db import Database

SECONDS = 30.0
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@contextlib.asynccontextmanager
async def connected(url: str) -> AsyncIterator[PostgresBus]:
    async with open_bus(url) as bus:
        assert isinstance(bus, PostgresBus)
        bus.RECONNECT_SECONDS = 0.05  # type: ignore[misc]
        await until_connected(bus)
        yield bus


async def until_connected(bus: PostgresBus) -> None:
    async with asyncio.timeout(SECONDS):
        while bus._connection is None or bus._connection.is_closed():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def cut_connections(database: Database) -> None:
    """Have the server end every session that listens."""
    query = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE :listens"
    )
    async with database.write() as session:
        await session.execute(query, {"listens": f"%{CHANNEL}%"})


async def arrives(event: asyncio.Event) -> bool:
    with contextlib.suppress(TimeoutError):
        return await asyncio.wait_for(event.wait(), SECONDS)
    return False


async def test_hint_wakes_who_waits_for_its_topic_and_nobody_else() -> None:
    bus = LocalBus()
    with bus.listen("a", desk_topic("demo")) as one, bus.listen("b") as other:
        await bus.publish("desk:demo", "c")

        assert (one.is_set(), other.is_set()) == (True, False)


async def test_nothing_is_kept_of_who_has_gone() -> None:
    bus = LocalBus()
    with bus.listen("a", "b"), contextlib.suppress(RuntimeError), bus.listen("a"):
        raise RuntimeError

    assert bus._waiting == {}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
async def test_sqlite_has_one_process_and_needs_no_server(database_url: str) -> None:
    async with open_bus(database_url) as bus:
        assert type(bus) is LocalBus


@POSTGRESQL
async def test_hint_of_one_process_reaches_the_other(database_url: str) -> None:
    async with connected(database_url) as one, connected(database_url) as other:
        with other.listen('d\'é "quoted"') as woken, other.listen("b") as asleep:
            await one.publish('d\'é "quoted"', "c")

            assert await arrives(woken)
            assert not asleep.is_set()


@POSTGRESQL
async def test_hints_sent_at_the_same_moment_all_arrive(database_url: str) -> None:
    topics = [f"topic {number}" for number in range(50)]
    async with connected(database_url) as one, connected(database_url) as other:
        with contextlib.ExitStack() as stack:
            events = [stack.enter_context(other.listen(topic)) for topic in topics]
            await asyncio.gather(*(one.publish(topic) for topic in topics))

            assert all(await asyncio.gather(*map(arrives, events)))


@POSTGRESQL
async def test_lost_connection_costs_no_error_and_is_found_again(
    database_url: str, database: Database
) -> None:
    async with connected(database_url) as one, connected(database_url) as other:
        await cut_connections(database)
        with one.listen("a") as here:
            await one.publish("a")
            assert here.is_set()
        await asyncio.sleep(0.1)
        await until_connected(one)
        await until_connected(other)
        with other.listen("a") as woken:
            await one.publish("a")

            assert await arrives(woken)


@POSTGRESQL
async def test_who_waited_while_the_line_was_cut_looks_again(
    database_url: str, database: Database
) -> None:
    async with connected(database_url) as bus:
        with bus.listen("a") as woken:
            await cut_connections(database)

            assert await arrives(woken)


async def test_server_out_of_reach_leaves_this_process_working() -> None:
    async with open_bus("postgresql+asyncpg://nobody@127.0.0.1:1/none") as bus:
        with bus.listen("a") as woken:
            await bus.publish("a")

            assert woken.is_set()
