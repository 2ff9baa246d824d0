"""The shipped seed, loaded once per kind of database; tests only read it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy.pool import NullPool

from catalog.db import Database
from catalog.gazetteer import Gazetteer
from catalog.services.seed_loader import load_seed
from tests.conftest import BACKENDS
from tests.databases import PostgresqlServer, SqliteTemplate


async def fill(database: Database) -> None:
    """Load the shipped seed."""
    async with database.write() as session:
        await load_seed(session)


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The shipped gazetteer."""
    return Gazetteer.load()


@pytest.fixture(scope="session", params=BACKENDS)
def seeded_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a database with the shipped seed, once per kind of database."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("seeded")
        template = SqliteTemplate(folder, fill)
        template.create()
        return template.copy(folder)
    server: PostgresqlServer = request.getfixturevalue("postgresql_server")
    return server.create(fill)


@pytest_asyncio.fixture
async def seeded(seeded_url: str) -> AsyncIterator[Database]:
    """An open database with the shipped seed, to be read only."""
    opened = Database.open(seeded_url, poolclass=NullPool)
    yield opened
    await opened.close()
