"""Sources are fetched politely, from public addresses, and never run wild over the catalog."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot import fetching
from bot.fetching import FetchFailed, fetch, is_public
from bot.scheduled import due, fetch_source, last_time
from catalog.db import Database
from catalog.imports.runs import Imports
from catalog.imports.sources import save_source

HEADER = "id,title,provider\n"


def anywhere(_address: str) -> bool:
    return True


class Server:
    """Serves one file under an entity tag, and counts who asks."""

    def __init__(self) -> None:
        self.body = HEADER + "".join(f"{n},Course {n},P\n" for n in range(20))
        self.asked = 0
        self.sent = 0

    async def file(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        tag = f'"{hash(self.body)}"'
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        self.sent += 1
        return web.Response(text=self.body, headers={"ETag": tag})

    async def inside(self, _request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("http://169.254.169.254/latest/meta-data")

    async def circle(self, request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound(request.path)

    async def scheme(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=302, headers={"Location": "file:///etc/passwd"})


@pytest_asyncio.fixture
async def served() -> AsyncIterator[tuple[Server, Callable[[str], str]]]:
    server, app = Server(), web.Application()
    app.add_routes(
        [
            web.get(f"/{name}", getattr(server, name))
            for name in ("file", "inside", "circle", "scheme")
        ]
    )
    async with TestServer(app) as running:
        yield server, lambda path: str(running.make_url(path))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("172.16.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("fd00::1", False),
        ("224.0.0.1", False),
    ],
)
def test_only_the_public_internet_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1/x",
        "http://[::1]:1/x",
        "http://localhost:1/x",
        "http://2130706433/",
        "file:///etc/passwd",
        "ftp://example.org/x",
        "gopher:x",
    ],
)
async def test_private_and_strange_addresses_are_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(FetchFailed):
        await fetch(url, tmp_path / "f")


@pytest.mark.parametrize("path", ["/inside", "/circle", "/scheme", "/none"])
async def test_redirects_are_checked_and_end(
    served: tuple[Server, Callable[[str], str]], tmp_path: Path, path: str
) -> None:
    def loopback(address: str) -> bool:
        return address == "127.0.0.1"

    with pytest.raises(FetchFailed):
        await fetch(served[1](path), tmp_path / "f", allowed=loopback)


async def test_a_file_that_is_too_large_is_cut_off(
    served: tuple[Server, Callable[[str], str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST_FILE", 10)

    with pytest.raises(FetchFailed, match="larger"):
        await fetch(served[1]("/file"), tmp_path / "f", allowed=anywhere)


def test_the_clock_is_that_of_utc() -> None:
    noon = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)

    assert last_time("03:30", noon) == datetime(2026, 11, 25, 3, 30, tzinfo=UTC)
    assert last_time("13:00", noon) == datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


Scheduled = Callable[[], Awaitable[str]]


@pytest_asyncio.fixture
async def scheduled(
    served: tuple[Server, Callable[[str], str]], database: Database, tmp_path: Path
) -> Scheduled:
    imports = Imports(database, tmp_path / "imports", "clock")
    async with database.write() as session:
        declared = {
            "format": "csv", "country": "FR", "language": "fr", "complete": True,
            "url": served[1]("/file"), "fetch_at": "00:00",
        }  # fmt: skip
        await save_source(session, "remote", declared, "tester")

    async def run() -> str:
        outcome = await fetch_source(imports, "remote", allowed=anywhere)
        if outcome.result == "held":
            await imports.apply(str(outcome.run), sure=True)
        return outcome.result

    return run


async def test_a_first_import_waits_for_a_person_and_small_ones_do_not(
    served: tuple[Server, Callable[[str], str]], scheduled: Scheduled, database: Database
) -> None:
    server = served[0]
    assert await due(database) == ["remote"]
    assert await scheduled() == "held"
    assert await due(database) == []

    assert await scheduled() == "unchanged"
    assert (server.asked, server.sent) == (2, 1)

    server.body = server.body.replace("Course 3,", "Course three,")
    assert await scheduled() == "accepted"

    server.body = HEADER + "1,Course 1,P\n"
    assert await scheduled() == "held"


async def test_a_broken_file_changes_nothing_and_is_fetched_again(
    served: tuple[Server, Callable[[str], str]], scheduled: Scheduled
) -> None:
    server = served[0]
    whole, server.body = server.body, 'id,title,provider\n1,"half'
    assert await scheduled() == "failed"

    server.body = whole
    assert await scheduled() == "held"
