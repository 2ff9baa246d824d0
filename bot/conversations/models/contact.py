"""Contact details, encrypted, and the call-backs that they were given for."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from catalog.db import Base, UtcDateTime, public_id, utcnow


class ContactDetail(Base):
    """A phone number or e-mail address that stood in a message, replaced there by its reference.

    It is deleted with the end of the turn unless the learner asked to be contacted.
    """

    __tablename__ = "contact_detail"
    __table_args__ = (UniqueConstraint("conversation_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversation.id", ondelete="CASCADE"))
    reference: Mapped[str] = mapped_column(String(20))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    message_seq: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)


class CallbackStatus(StrEnum):
    """Where a call-back stands."""

    OPEN = "open"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class CallbackRequest(Base):
    """A learner's wish to be contacted: first name, one channel, a time window, consent."""

    __tablename__ = "callback_request"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=public_id)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    name_ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    reference: Mapped[str] = mapped_column(String(20))
    time_window: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(12), default=CallbackStatus.OPEN)
    consented_at: Mapped[datetime] = mapped_column(UtcDateTime, default=utcnow)
    handled_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
