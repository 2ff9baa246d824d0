"""Declares where rows come from; a source that brought rows is put away, never deleted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.errors import CatalogError
from catalog.exchange.formats import FORMATS
from catalog.models import Source, Status
from catalog.services.changes import record_change, snapshot
from catalog.services.seed_rows import COUNTRIES, LANGUAGES

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
CHANGEABLE = (
    "name", "format", "country", "language", "columns", "key_columns", "provider", "complete",
    "owns", "review_days", "url", "fetch_at",
)  # fmt: skip


class BadSource(CatalogError):
    """A source is declared with a value that it cannot have."""

    code = "bad_source"

    def __init__(self, column: str, value: object) -> None:
        super().__init__(f"{column}: {value!r} cannot be used")
        self.column = column
        self.value = value


async def save_source(
    session: AsyncSession, public_id: str, values: dict[str, Any], author: str
) -> Source:
    """Declare the source *public_id*, or change what is declared of it.

    Args:
        session: the open unit of work; nothing is committed here.
        public_id: the name it is called by: small letters, digits, hyphens.
        values: of the columns to set (``CHANGEABLE``).
        author: who declares it.

    Raises:
        BadSource: the name or a value cannot be used.
    """
    _check(public_id, values)
    row = await session.scalar(select(Source).where(Source.public_id == public_id))
    before = snapshot(row) if row else None
    if row is None:
        if "format" not in values:
            raise BadSource("format", None)
        row = Source(public_id=public_id, name=public_id)
        session.add(row)
    row.status = Status.PUBLISHED
    for column, value in values.items():
        setattr(row, column, value)
    await record_change(session, row, author, before)
    return row


async def list_sources(session: AsyncSession) -> Sequence[Source]:
    """Every source in use, by name."""
    wanted = select(Source).where(Source.status == Status.PUBLISHED).order_by(Source.public_id)
    return (await session.scalars(wanted)).all()


async def put_away(session: AsyncSession, source: Source, author: str) -> None:
    """Use *source* no longer; its rows stay."""
    before = snapshot(source)
    source.status, source.fetch_at = Status.ARCHIVED, None
    await record_change(session, source, author, before)


def _check(public_id: str, values: dict[str, Any]) -> None:
    if not NAME.fullmatch(public_id):
        raise BadSource("source", public_id)
    allowed: dict[str, Any] = {
        "format": FORMATS,
        "country": (*COUNTRIES, None),
        "language": (*LANGUAGES, None),
    }
    for column, value in values.items():
        if column not in CHANGEABLE or (column in allowed and value not in allowed[column]):
            raise BadSource(column, value)
    fetch_at, days = values.get("fetch_at"), values.get("review_days")
    if fetch_at and not TIME.fullmatch(fetch_at):
        raise BadSource("fetch_at", fetch_at)
    if days is not None and not 1 <= days <= 3650:
        raise BadSource("review_days", days)
    url = values.get("url")
    if url and not url.startswith(("https://", "http://")):
        raise BadSource("url", url)


def described(source: Source) -> dict[str, Any]:
    """What is declared of *source*, in JSON types."""
    values = snapshot(source)
    return {"source": source.public_id} | {
        column.key: values[column.key]
        for column in inspect(Source).columns
        if column.key in (*CHANGEABLE, "fetched_at")
    }
