"""The queue of turns: durable, one turn of a conversation at a time, in order."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, utcnow


class TurnStatus(StrEnum):
    """Where a turn stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    """The time was spent; the learner got an apology and the offer of a person."""
    DISCARDED = "discarded"
    """A person took over before the answer was ready."""


UNFINISHED = (TurnStatus.QUEUED, TurnStatus.RUNNING)


class Turn(Base):
    """The duty to answer one message of a learner."""

    __tablename__ = "turn"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        Index(None, "status", "lease_until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    seq: Mapped[int]
    """Number of the learner's message that this turn answers."""
    choice: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    status: Mapped[str] = mapped_column(String(12), default=TurnStatus.QUEUED)
    claim: Mapped[str | None] = mapped_column(String(32))
    """Random mark of the web process that works on it; a result with another mark is discarded."""
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
