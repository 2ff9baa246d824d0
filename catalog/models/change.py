"""The history of the catalog: one row per change, with author and the values before and after."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, utcnow
from catalog.models.columns import CODE_LENGTH, ID_LENGTH, Json


class Change(Base):
    """One change of one row.

    Attributes:
        entity: name of the table.
        public_id: of the changed row.
        author: who changed it: an account's public id, or the name of an import.
        before: values before, None if the row was made by this change.
        after: values after, None if the row was removed by this change.
        run_id: the import that made it, if one did.
        undoes_id: the change that this one took back, if it did.
    """

    __tablename__ = "change"

    id: Mapped[int] = mapped_column(primary_key=True)
    entity: Mapped[str] = mapped_column(String(CODE_LENGTH))
    public_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    author: Mapped[str] = mapped_column(String(ID_LENGTH))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any] | None] = mapped_column(Json)
    run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"), index=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("change.id"), unique=True)
