"""Whatever is asked of the public catalog, the answers are those that the OpenAPI document promises."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import schemathesis
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.web.catalog_api.document import document
from catalog.db import Database
from tests.bot.web import catalog_service
from tests.databases import SqliteTemplate

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
READ_SIDE = r"^/api/(courses|sites|schemes)"
api = schemathesis.openapi.from_dict(document()).include(path_regex=READ_SIDE, method="GET")


@pytest.fixture(scope="module")
def address(
    sqlite_template: SqliteTemplate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A server in a thread of its own: the requests come from a client that blocks."""
    folder = tmp_path_factory.mktemp("service")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    start = asyncio.run_coroutine_threadsafe(_serve(sqlite_template.copy(folder), folder), loop)
    server, database = start.result(timeout=30)
    yield str(server.make_url("/"))[:-1]
    asyncio.run_coroutine_threadsafe(_stop(server, database), loop).result(timeout=30)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


async def _serve(url: str, folder: Path) -> tuple[TestServer, Database]:
    database = Database.open(url)
    async with database.write() as session:
        session.add_all(catalog_service.courses())
        session.add_all(catalog_service.sites())
        session.add_all(catalog_service.schemes())
    server = TestServer(catalog_service.application(database, folder))
    await server.start_server()
    return server, database


async def _stop(server: TestServer, database: Database) -> None:
    await server.close()
    await database.close()


@api.parametrize()
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_read_side_keeps_its_promises(case: schemathesis.Case, address: str) -> None:
    response = case.call(base_url=address)
    case.validate_response(response, checks=CHECKS)
