"""What must outlive a conversation: that it was erased."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, utcnow


class Erasure(Base):
    """A conversation was erased; a restored backup replays these rows."""

    __tablename__ = "erasure"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(String(32), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
