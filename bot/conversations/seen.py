"""What a conversation has shown: courses, sites and schemes, each once, the latest first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import Message

KINDS = ("course", "site", "scheme")


@dataclass
class Seen:
    """Cards by type, in the order in which they were last shown, the latest first."""

    course: list[dict[str, Any]] = field(default_factory=list)
    site: list[dict[str, Any]] = field(default_factory=list)
    scheme: list[dict[str, Any]] = field(default_factory=list)

    @property
    def next_step(self) -> dict[str, Any] | None:
        """The latest card that leads somewhere: a place first, then a course."""
        return next((card for card in [*self.site, *self.course] if card.get("next_step")), None)


async def seen(session: AsyncSession, conversation_id: str) -> Seen:
    """Collect the cards of a conversation's messages."""
    query = (
        select(Message.cards)
        .where(Message.conversation_id == conversation_id)
        .order_by(Message.seq.desc())
    )
    found, known = Seen(), set()
    for cards in (await session.execute(query)).scalars():
        for card in cards:
            key = (card["type"], card["id"])
            if card["type"] in KINDS and key not in known:
                known.add(key)
                getattr(found, card["type"]).append(card)
    return found
