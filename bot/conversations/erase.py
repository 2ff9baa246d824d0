"""Erasing: one call covers every store of the service and says what it covered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import (
    AccessToken,
    CallbackRequest,
    Choice,
    ContactDetail,
    Conversation,
    Erasure,
    Message,
    ResumeCode,
    Transition,
    Turn,
)
from catalog.db import Base, utcnow
from catalog.texts import Texts

CONTENT: tuple[type[Base], ...] = (
    CallbackRequest,
    ContactDetail,
    Choice,
    Turn,
    Message,
    ResumeCode,
    Transition,
)


SHOWN = ("message", "contact_detail", "callback_request")


@dataclass(frozen=True)
class Receipt:
    """What was erased, rows per store; what is still held elsewhere; both as keys of texts."""

    conversation_id: str
    at: datetime
    rows: dict[str, int]
    remains: tuple[str, ...] = ("receipt_backups", "receipt_erasure_record")

    def as_json(self, texts: Texts, language: str) -> dict[str, Any]:
        """The receipt for a client, in words of *language*, with the bare numbers beside."""
        shown = [
            texts.get("web", f"erased_{store}", language, count=count)
            for store, count in self.rows.items()
            if store in SHOWN and count
        ]
        return {
            "id": self.conversation_id,
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "erased": [*shown, texts.get("web", "erased_notes", language)],
            "remains": [texts.get("web", key, language) for key in self.remains],
            "rows": self.rows,
        }


async def wipe(session: AsyncSession, conversation: Conversation) -> Receipt:
    """Erase everything said in a locked conversation; the learner's page may go on with an empty one."""
    erased = {}
    for table in CONTENT:
        owner = table.conversation_id  # type: ignore[attr-defined]  # every table of CONTENT has it
        done = await session.execute(
            delete(table)
            .where(owner == conversation.id)
            .execution_options(synchronize_session=False)
        )
        assert isinstance(done, CursorResult)
        erased[table.__tablename__] = done.rowcount
    conversation.dialogue_state = None
    conversation.first_seq = conversation.last_seq + 1
    session.add(Erasure(conversation_id=conversation.id))
    return Receipt(conversation.id, utcnow(), erased)


async def erase(session: AsyncSession, conversation: Conversation) -> Receipt:
    """Erase a locked conversation whole, its tokens included."""
    receipt = await wipe(session, conversation)
    await session.execute(delete(AccessToken).where(AccessToken.conversation_id == conversation.id))
    await session.execute(delete(Conversation).where(Conversation.id == conversation.id))
    return receipt
