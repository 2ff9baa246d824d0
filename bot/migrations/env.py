"""Run by Alembic: connects to the database that the caller named and applies the revisions."""

from __future__ import annotations

import asyncio
from typing import Literal

from alembic import context
from sqlalchemy import JSON, Connection

import bot.conversations.models
import catalog.models
from catalog.db import Base, Database, UtcDateTime

TABLES = (bot.conversations.models, catalog.models)
"""Importing them registers every table."""


def _render(kind: str, value: object, _context: object) -> str | Literal[False]:
    """Revisions must not import our code, which moves on: our moment type is written as plain SQLAlchemy."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, JSON):
        return "JSON"
    return False


def _migrate(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_item=_render,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


async def _run() -> None:
    database = Database.open(context.config.attributes["url"])
    try:
        async with database.engine.begin() as connection:
            await connection.run_sync(_migrate)
    finally:
        await database.close()


asyncio.run(_run())
