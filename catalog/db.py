"""The database: one declarative base, one way to open it, one unit of work for reading or writing."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, MetaData, event
from sqlalchemy.engine import Connection, Dialect, make_url
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
BUSY_TIMEOUT_SECONDS = 15


class Base(DeclarativeBase):
    """Base of every table; constraints are named by one convention so that migrations read well."""

    metadata = MetaData(naming_convention=NAMING)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC: aware in Python on every database (SQLite forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive moment; store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def public_id() -> str:
    """A random identifier (96 bits) that is safe in a URL and tells nothing about the row.

    It never begins with a hyphen: a command line would read an option.
    """
    found = secrets.token_urlsafe(12)
    return found if found[0] != "-" else public_id()


def utcnow() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


class Database:
    """An open database. Close it when done; not to be shared across a fork."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self._sessions = async_sessionmaker(engine, expire_on_commit=False)
        # SQLite has one writer: waiting in line here is fair and wakes at once, while its own busy
        # handler sleeps in growing steps and lets late comers pass (p95 of 16 learners: 2.3 s).
        self._line = contextlib.nullcontext() if self.is_postgresql else asyncio.Lock()

    @classmethod
    def open(cls, url: str, **options: Any) -> Database:
        """Open *url* (``sqlite+aiosqlite:///file`` or ``postgresql+asyncpg://...``), lazily.

        Raises:
            sqlalchemy.exc.ArgumentError: the URL cannot be parsed.
        """
        options.setdefault("hide_parameters", True)  # learners' words must not reach a log
        if make_url(url).get_backend_name() == "sqlite":
            options.setdefault("connect_args", {"timeout": BUSY_TIMEOUT_SECONDS})
        engine = create_async_engine(url, **options)
        if engine.dialect.name == "sqlite":
            _prepare_sqlite(engine)
        return cls(engine)

    @property
    def is_postgresql(self) -> bool:
        """Whether the server can push notifications and lock single rows."""
        return self.engine.dialect.name == "postgresql"

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        """A unit of work that changes nothing and sees one moment, however many queries it makes."""
        options: dict[str, Any] = {"sqlite_begin": "BEGIN"}
        if self.is_postgresql:
            options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        async with self._sessions() as session:
            await session.connection(execution_options=options)
            yield session

    @contextlib.asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        """A unit of work that is committed when the block ends, rolled back when it raises."""
        async with self._line, self._sessions() as session, session.begin():
            yield session

    async def close(self) -> None:
        """Give back every connection."""
        await self.engine.dispose()


def _prepare_sqlite(engine: AsyncEngine) -> None:
    """Make SQLite behave: foreign keys on, write-ahead log, writers queue instead of failing.

    A write transaction takes its lock at the start (BEGIN IMMEDIATE): a later upgrade from a read
    lock cannot wait and would fail at once.
    """

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # we emit BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_SECONDS * 1000}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        connection.exec_driver_sql(options.get("sqlite_begin", "BEGIN IMMEDIATE"))
