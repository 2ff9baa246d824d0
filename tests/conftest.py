"""Fixtures that every part shares: an empty database, once per kind of database."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings
from sqlalchemy.pool import NullPool

from catalog.db import Database
from tests.databases import PostgresqlServer, SqliteTemplate, empty

BACKENDS = ("sqlite", "postgresql")
PATIENT = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

# The same examples every time, so that a commit passes or fails for what it changed;
# `make test-all` draws new ones.
# No deadline: how long an example takes is the machine's affair.
settings.register_profile("same", derandomize=True, **PATIENT)
settings.register_profile("new", **PATIENT)
settings.load_profile("same")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[PostgresqlServer]:
    """A PostgreSQL server; what was made on it is dropped at the end."""
    server = PostgresqlServer()
    yield server
    server.drop()


@pytest.fixture(scope="session")
def postgresql_url(postgresql_server: PostgresqlServer) -> str:
    """A database with empty tables, shared by all tests, emptied after each."""
    return postgresql_server.create()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> SqliteTemplate:
    """A file with empty tables."""
    template = SqliteTemplate(tmp_path_factory.mktemp("sqlite"))
    template.create()
    return template


@pytest.fixture(params=BACKENDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with empty tables, once per kind of database."""
    if request.param == "sqlite":
        template: SqliteTemplate = request.getfixturevalue("sqlite_template")
        return template.copy(tmp_path)
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest_asyncio.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with empty tables, once per kind of database."""
    opened = Database.open(database_url, poolclass=NullPool)
    yield opened
    if opened.is_postgresql:
        await empty(opened)
    await opened.close()
