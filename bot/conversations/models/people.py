"""The people who work at the desk, and what they did."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, public_id, utcnow


class Role(StrEnum):
    """What a user may do."""

    COUNSELLOR = "counsellor"
    """Sees the queue, holds conversations."""
    EDITOR = "editor"
    """Keeps catalog and answers."""
    ADMIN = "admin"
    """Everything, and the other users."""


_ROLES = ", ".join(f"'{role}'" for role in Role)


class User(Base):
    """A person with a password at the desk of one organisation."""

    __tablename__ = "user_account"
    __table_args__ = (CheckConstraint(f"role IN ({_ROLES})", name="known_role"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=public_id)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    """Lower case."""
    name: Mapped[str] = mapped_column(String(80))
    password_hash: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(12))
    organisation_id: Mapped[str] = mapped_column(String(120))
    languages: Mapped[list[str]] = mapped_column(JSON, default=list)
    active: Mapped[bool] = mapped_column(default=True)
    must_change_password: Mapped[bool] = mapped_column(default=False)
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    session_epoch: Mapped[int] = mapped_column(default=0)
    """Raised to end every open session of this user."""
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Last sign of life of an open desk."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class AuditEntry(Base):
    """One act at the desk that somebody may have to account for."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str | None] = mapped_column(String(32))
    action: Mapped[str] = mapped_column(String(40))
    target: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
