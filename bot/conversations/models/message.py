"""The message log and the chips that messages offer."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, public_id, utcnow


class Author(StrEnum):
    """Who wrote a message; stamped by the server."""

    LEARNER = "learner"
    ASSISTANT = "assistant"
    COUNSELLOR = "counsellor"
    SYSTEM = "system"


_AUTHORS = ", ".join(f"'{author}'" for author in Author)


class Message(Base):
    """One message, at its place in the conversation. The log is the record."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("conversation_id", "client_id"),
        CheckConstraint(f"author IN ({_AUTHORS})", name="known_author"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    seq: Mapped[int]
    author: Mapped[str] = mapped_column(String(12))
    client_id: Mapped[str | None] = mapped_column(String(64))
    """Chosen by the sender's page; the same id again is the same message."""
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    """Keyed digest of the body as sent, to tell a repetition from a reused id."""
    reply_to: Mapped[str | None] = mapped_column(String(64))
    sender_name: Mapped[str | None] = mapped_column(String(80))
    lang: Mapped[str] = mapped_column(String(2))
    text: Mapped[str] = mapped_column(Text)
    need: Mapped[str | None] = mapped_column(String(40))
    also: Mapped[list[str]] = mapped_column(JSON, default=list)
    cards: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    choices: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    facts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class Choice(Base):
    """What a chip stands for; the learner's page only knows its id and label."""

    __tablename__ = "choice"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=public_id)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    label: Mapped[str] = mapped_column(String(200))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
