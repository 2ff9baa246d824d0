"""The one-screen brief for a counsellor: wishes, limits, what was shown, worries, misses, language."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import (
    Author,
    CallbackRequest,
    ContactDetail,
    Conversation,
    Message,
)
from bot.conversations.models.contact import CallbackStatus
from bot.conversations.seen import seen
from bot.secret_store import SecretStore

WISHES = (
    *("field", "level", "mode", "pace"),
    *("hours_week", "duration_months", "budget", "start_term"),
)
LIMITS = (
    *("work_status", "top_diploma", "diploma_country", "age"),
    *("children", "transport", "device", "internet"),
)
WORRY_PREFIXES = ("fear_",)
WORRIES = frozenset({"no_time_job", "money_worry", "distress", "self_harm_risk"})
MOST_NEEDS = 6


@dataclass(frozen=True)
class Callback:
    """A call-back that waits to be made, with the contact detail in clear for who may see it."""

    id: str
    name: str
    contact: str
    window: str
    language: str


@dataclass(frozen=True)
class Brief:
    """What a counsellor reads before saying hello. Codes, not words: the screen has the words.

    Attributes:
        asked: needs voiced, the latest first, at most `MOST_NEEDS`.
        misses: how often the assistant did not understand.
        last_words: the learner's latest message.
    """

    language: str
    country: str | None
    place: str | None
    asked: list[str]
    worries: list[str]
    wishes: dict[str, Any]
    limits: dict[str, Any]
    courses: list[dict[str, Any]]
    sites: list[dict[str, Any]]
    misses: int
    last_words: str | None
    alarmed: bool
    callbacks: list[Callback] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


async def brief(session: AsyncSession, store: SecretStore, conversation: Conversation) -> Brief:
    """Draw the brief of a conversation from its log and dialogue state."""
    slots = (conversation.dialogue_state or {}).get("slots", {})
    asked, last_words, misses = await _from_log(session, conversation.id)
    shown = await seen(session, conversation.id)
    place = slots.get("place")
    return Brief(
        language=conversation.language,
        country=slots.get("country") or conversation.country,
        place=place.get("name") if isinstance(place, dict) else None,
        asked=[need for need in asked if not _is_worry(need)][:MOST_NEEDS],
        worries=[need for need in asked if _is_worry(need)],
        wishes={name: slots[name] for name in WISHES if slots.get(name) is not None},
        limits={name: slots[name] for name in LIMITS if slots.get(name) is not None},
        courses=shown.course[:3],
        sites=shown.site[:3],
        misses=misses,
        last_words=last_words,
        alarmed=conversation.alarmed_at is not None,
        callbacks=await callbacks(session, store, conversation),
    )


def _is_worry(need: str) -> bool:
    return need.startswith(WORRY_PREFIXES) or need in WORRIES


async def _from_log(
    session: AsyncSession, conversation_id: str
) -> tuple[list[str], str | None, int]:
    query = (
        select(Message.text, Message.need, Message.also)
        .where(Message.conversation_id == conversation_id, Message.author == Author.LEARNER)
        .order_by(Message.seq.desc())
    )
    rows = (await session.execute(query)).all()
    needs = [need for _, first, also in rows for need in (first, *also) if need]
    misses = sum(first == "out_of_scope" for _, first, _ in rows)
    return list(dict.fromkeys(needs)), rows[0][0] if rows else None, misses


async def callbacks(
    session: AsyncSession, store: SecretStore, conversation: Conversation
) -> list[Callback]:
    """Open call-backs of a conversation, contact details decrypted."""
    query = (
        select(CallbackRequest, ContactDetail)
        .join(
            ContactDetail,
            (ContactDetail.conversation_id == CallbackRequest.conversation_id)
            & (ContactDetail.reference == CallbackRequest.reference),
        )
        .where(
            CallbackRequest.conversation_id == conversation.id,
            CallbackRequest.status == CallbackStatus.OPEN,
        )
    )
    return [
        Callback(
            id=request.id,
            name=store.decrypt(request.name_ciphertext),
            contact=store.decrypt(detail.ciphertext),
            window=request.time_window,
            language=conversation.language,
        )
        for request, detail in (await session.execute(query)).all()
    ]
