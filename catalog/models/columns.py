"""Columns that every catalog row shares; it knows no single kind of row."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, Enum, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, public_id, utcnow

# A value in such a column is replaced, never changed in place: a change in place is not seen.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")

CODE_LENGTH = 40
ID_LENGTH = 120


class Status(StrEnum):
    """Who may see a row: editors only, everybody, nobody but the history."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


def code_enum(values: type[StrEnum], name: str) -> Enum:
    """A column type that stores the values of *values* as text, held by a check named *name*."""
    return Enum(
        values,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=CODE_LENGTH,
        values_callable=_values,
    )


def _values(enum: Any) -> list[str]:
    return [member.value for member in enum]


class CatalogRow(Base):
    """What every catalog row has: identity, status, origin, date of the last check, caveats.

    Attributes:
        public_id: the only identifier that leaves the database.
        source: where it was stated: addresses joined by `` ; ``, or the name of a file.
        source_date: newest known date among the sources, as precise as known
            (``2025``, ``2025-06`` or ``2025-06-12``); None if undated.
        imported_at: when an import last wrote the row; None if it was made by hand.
        content_hash: hash of the values the last import wrote; None if it was made by hand.
        verified_on: day on which a person last checked the row against its source.
        caveats: codes of what a learner must be told (``announced_not_seen_open`` ...).
    """

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True, default=public_id)
    status: Mapped[Status] = mapped_column(
        code_enum(Status, "status"), default=Status.DRAFT, index=True
    )
    source: Mapped[str | None] = mapped_column(Text)
    source_date: Mapped[str | None] = mapped_column(String(10))
    imported_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content_hash: Mapped[str | None] = mapped_column(String(64))
    verified_on: Mapped[date | None] = mapped_column(Date)
    caveats: Mapped[list[str]] = mapped_column(Json, default=list)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow, onupdate=utcnow)
