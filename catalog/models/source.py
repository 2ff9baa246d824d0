"""Where rows come from: a declared source, what it said of each row, and each time it was read."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalog.db import Base, UtcDateTime, public_id, utcnow
from catalog.models.columns import CODE_LENGTH, ID_LENGTH, CatalogRow, Json, code_enum

KEY_LENGTH = 300


class RunState(StrEnum):
    """What became of a reading of a source."""

    PLANNED = "planned"  # read, shown, waits for a yes
    APPLIED = "applied"
    UNDONE = "undone"
    REFUSED = "refused"


class Source(CatalogRow):
    """Somebody's list of courses or sites; its ``public_id`` is the name it is called by.

    Attributes:
        format: name of the format its files have (``catalog.exchange.formats``).
        country, language: for what its files leave out.
        columns: of a spreadsheet: its column names → ours.
        key_columns: our columns that make a key where the spreadsheet has none.
        provider: name of the one provider it speaks for; None for several.
        complete: whether it lists all of its scope, so that what is missing has ended.
        owns: whether it speaks for its own courses; its row wins over one of another source.
        review_days: after so many days a row is to be checked again; None if never.
        url: where it is fetched from, if it is.
        fetch_at: time of day in UTC (``HH:MM``) at which it is fetched; None if by hand only.
        etag, modified: what the server said of the file fetched last.
    """

    __tablename__ = "source"

    name: Mapped[str] = mapped_column(String(200))
    format: Mapped[str] = mapped_column(String(CODE_LENGTH))
    country: Mapped[str | None] = mapped_column(String(2))
    language: Mapped[str | None] = mapped_column(String(2))
    columns: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    key_columns: Mapped[list[str]] = mapped_column(Json, default=list)
    provider: Mapped[str | None] = mapped_column(String(200))
    complete: Mapped[bool] = mapped_column(Boolean, default=False)
    owns: Mapped[bool] = mapped_column(Boolean, default=False)
    review_days: Mapped[int | None] = mapped_column(Integer)
    url: Mapped[str | None] = mapped_column(Text)
    fetch_at: Mapped[str | None] = mapped_column(String(5))
    etag: Mapped[str | None] = mapped_column(String(300))
    modified: Mapped[str | None] = mapped_column(String(60))
    fetched_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportRun(Base):
    """One reading of a source's file.

    Attributes:
        file_name: as it was called; kept for people.
        file_digest: SHA-256 of its content, under which the file is kept until the run is over.
        plan_digest: hash of what it would change; another one at apply asks again.
        report: the dry run as JSON (``catalog.services.imports.report``).
    """

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(ID_LENGTH), unique=True, default=public_id)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"), index=True)
    author: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    state: Mapped[RunState] = mapped_column(
        code_enum(RunState, "state"), default=RunState.PLANNED, index=True
    )
    file_name: Mapped[str] = mapped_column(String(300))
    file_digest: Mapped[str] = mapped_column(String(64))
    plan_digest: Mapped[str] = mapped_column(String(64))
    report: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    source: Mapped[Source] = relationship(lazy="joined", innerjoin=True)


class SourceRow(Base):
    """What a source said last of one row: the base against which hand-made edits are seen.

    Attributes:
        entity: name of the table of the row (``course``, ``site``).
        key: the source's own identifier.
        row_id: public id of our row.
        values: of the columns, as the source said them last.
        previous: what it had said before the run; None if that run made the link.
        run_id: the run that read it last.
    """

    __tablename__ = "source_row"
    __table_args__ = (UniqueConstraint("source_id", "entity", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    entity: Mapped[str] = mapped_column(String(CODE_LENGTH))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    row_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    values: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    previous: Mapped[dict[str, Any] | None] = mapped_column(Json)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)
