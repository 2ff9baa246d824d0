"""A conversation, the state it is in, and each step between states."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, public_id, utcnow


class State(StrEnum):
    """Who answers now (DESIGN: the handoff is a state machine in the database)."""

    ASSISTANT = "assistant"
    """The program answers."""
    WAITING = "waiting"
    """A person was asked for; the program still answers."""
    COUNSELLOR = "counsellor"
    """A person holds the conversation; the program is silent."""
    CALLBACK = "callback"
    """A call-back was asked for; the program still answers."""
    CLOSED = "closed"
    """Ended by a counsellor; nobody answers."""


ANSWERING = frozenset({State.ASSISTANT, State.WAITING, State.CALLBACK})
"""States in which the program answers."""

_STATES = ", ".join(f"'{state}'" for state in State)


class Conversation(Base):
    """One learner's conversation with one organisation."""

    __tablename__ = "conversation"
    __table_args__ = (
        CheckConstraint(f"state IN ({_STATES})", name="known_state"),
        CheckConstraint(
            "(state = 'counsellor') = (counsellor_id IS NOT NULL)", name="counsellor_holds_it"
        ),
        Index(None, "organisation_id", "state"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=public_id)
    organisation_id: Mapped[str] = mapped_column(String(120))
    language: Mapped[str] = mapped_column(String(2))
    country: Mapped[str | None] = mapped_column(String(2))
    territory: Mapped[str | None] = mapped_column(String(40))
    state: Mapped[str] = mapped_column(String(12), default=State.ASSISTANT)
    epoch: Mapped[int] = mapped_column(default=0)
    """Counts the changes of state: a turn claimed in an older epoch no longer holds."""
    last_seq: Mapped[int] = mapped_column(default=0)
    first_seq: Mapped[int] = mapped_column(default=1)
    """Messages before this number were erased at the learner's wish."""
    dialogue_state: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    counsellor_id: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    alarmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a message last called for help lines; the desk shows it first."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    active_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class Transition(Base):
    """One step from a state to another: who, when, why."""

    __tablename__ = "transition"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    from_state: Mapped[str] = mapped_column(String(12))
    to_state: Mapped[str] = mapped_column(String(12))
    actor: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
