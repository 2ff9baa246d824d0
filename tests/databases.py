"""Real databases for tests: SQLite files copied from a template, PostgreSQL databases of our own."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import bot.conversations.models  # noqa: F401  fills the metadata
import catalog.models  # noqa: F401  both fill the metadata
from bot.migrations import upgrade_async
from catalog.db import Base, Database
from tests.chromium import require

SERVER_VARIABLE = "PASSERELLE_TEST_POSTGRESQL"
DEFAULT_SERVER = "postgresql+asyncpg://postgres@127.0.0.1:5432/postgres"

Fill = Callable[[Database], Awaitable[None]]


class SqliteTemplate:
    """A SQLite file with tables, and rows if a filling is given; tests work on copies."""

    def __init__(self, folder: Path, fill: Fill | None = None) -> None:
        self._file = folder / "template.db"
        self._fill = fill

    def create(self) -> None:
        """Make the file."""
        asyncio.run(_prepare(f"sqlite+aiosqlite:///{self._file}", self._fill))

    def copy(self, folder: Path) -> str:
        """The URL of a fresh copy in *folder*."""
        shutil.copy(self._file, folder / "test.db")
        return f"sqlite+aiosqlite:///{folder / 'test.db'}"


class PostgresqlServer:
    """A server on which the test session has databases of its own, dropped at the end."""

    def __init__(self) -> None:
        self._server = os.environ.get(SERVER_VARIABLE, DEFAULT_SERVER)
        self._made: list[str] = []

    def create(self, fill: Fill | None = None) -> str:
        """The URL of a new database with tables; skips the test if the server is out of reach."""
        name = f"passerelle_test_{secrets.token_hex(4)}"
        try:
            asyncio.run(self._execute(f"CREATE DATABASE {name}"))
        except (OSError, SQLAlchemyError) as error:
            reason = f"no PostgreSQL at {make_url(self._server)!r} ({SERVER_VARIABLE}): {error}"
            require("postgresql", reason)
        self._made.append(name)
        url = make_url(self._server).set(database=name).render_as_string(hide_password=False)
        asyncio.run(_prepare(url, fill))
        return url

    def drop(self) -> None:
        """Remove every database made here."""
        for name in self._made:
            asyncio.run(self._execute(f"DROP DATABASE {name} WITH (FORCE)"))

    async def _execute(self, statement: str) -> None:
        engine = create_async_engine(self._server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()


async def empty(database: Database) -> None:
    """Remove every row."""
    tables = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
    async with database.write() as session:
        await session.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))


async def _prepare(url: str, fill: Fill | None) -> None:
    await upgrade_async(url)
    if fill:
        database = Database.open(url, poolclass=NullPool)
        await fill(database)
        await database.close()
