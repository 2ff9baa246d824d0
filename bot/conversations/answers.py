"""The end of a turn: replies, new dialogue state, effects and "done" in one unit of work, or nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import contacts, erase, log, steps, turns
from bot.conversations.handoff import move
from bot.conversations.models import (
    Author,
    CallbackRequest,
    Conversation,
    Message,
    State,
    TurnStatus,
)
from bot.conversations.models.conversation import ANSWERING
from bot.secret_store import SecretStore
from catalog.db import utcnow
from catalog.texts import Texts


class Outcome(StrEnum):
    """What became of a result."""

    STORED = "stored"
    DISCARDED = "discarded"
    """A person took over, the learner erased, or another process was faster."""
    REQUEUED = "requeued"
    """The state changed while the program still answers: the turn is taken again."""


@dataclass(frozen=True)
class Result:
    """What an engine worker made of a turn (see the engine's `turn` endpoint)."""

    language: str
    need: str
    also: list[str]
    replies: list[dict[str, Any]]
    state: dict[str, Any]
    effects: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Desk:
    """What applying a result needs besides the database."""

    store: SecretStore
    texts: Texts


async def commit(
    session: AsyncSession, desk: Desk, claim: turns.Claim, message: Message, result: Result
) -> Outcome:
    """Write a result, only if the turn and the state that it was claimed in still hold."""
    conversation = await log.lock_conversation(session, claim.conversation_id)
    if conversation.epoch != claim.epoch:
        return await _give_up(session, conversation, claim)
    if not await turns.settle(session, claim, TurnStatus.DONE):
        return Outcome.DISCARDED
    conversation.dialogue_state = result.state
    await _label(session, message, result)
    for reply in result.replies:
        _append(session, conversation, message, reply)
    for effect in result.effects:
        await EFFECTS[effect["kind"]](session, desk, conversation, effect)
    if not _contact_is_due(result):
        await contacts.drop_unneeded(session, conversation.id, message.seq)
    return Outcome.STORED


async def _give_up(
    session: AsyncSession, conversation: Conversation, claim: turns.Claim
) -> Outcome:
    if conversation.state not in ANSWERING:
        await turns.settle(session, claim, TurnStatus.DISCARDED)
        return Outcome.DISCARDED
    again = await turns.settle(session, claim, TurnStatus.QUEUED)
    return Outcome.REQUEUED if again else Outcome.DISCARDED


async def _label(session: AsyncSession, message: Message, result: Result) -> None:
    await session.execute(
        update(Message)
        .where(Message.id == message.id)
        .values(need=result.need, also=result.also)
        .execution_options(synchronize_session=False)
    )


def _append(
    session: AsyncSession, conversation: Conversation, message: Message, reply: dict[str, Any]
) -> None:
    author = Author.SYSTEM if reply.get("author") == Author.SYSTEM else Author.ASSISTANT
    known = ("lang", "need", "also", "cards", "choices", "facts")
    values = {name: reply[name] for name in known if reply.get(name) is not None}
    log.append(session, conversation, author, reply["text"], reply_to=message.client_id, **values)


def _contact_is_due(result: Result) -> bool:
    return any(e["kind"] == "keep_contact" and e.get("keep", True) for e in result.effects)


async def fail(session: AsyncSession, desk: Desk, claim: turns.Claim, message: Message) -> Outcome:
    """The time is spent: an apology and the offer of a person, unless somebody took over."""
    conversation = await log.lock_conversation(session, claim.conversation_id)
    if not await turns.settle(session, claim, TurnStatus.FAILED):
        return Outcome.DISCARDED
    if conversation.state in ANSWERING:
        person = desk.texts.get(steps.AREA, "chip_talk_to_human", conversation.language)
        steps.tell(
            session,
            desk.texts,
            conversation,
            "apology",
            choices=[{"label": person, "do": "handoff"}],
            reply_to=message.client_id,
        )
    return Outcome.STORED


async def _handoff(
    session: AsyncSession, desk: Desk, conversation: Conversation, _effect: dict[str, Any]
) -> None:
    await steps.ask_for_person(session, desk.texts, conversation)


async def _callback(
    session: AsyncSession, desk: Desk, conversation: Conversation, effect: dict[str, Any]
) -> None:
    session.add(
        CallbackRequest(
            conversation_id=conversation.id,
            name_ciphertext=desk.store.encrypt(str(effect.get("name") or "")),
            reference=effect["contact"],
            time_window=str(effect.get("window") or "")[:200],
        )
    )
    await session.flush()
    if conversation.state in (State.ASSISTANT, State.WAITING):
        await move(session, conversation, State.CALLBACK, actor="learner", reason="call-back")


async def _erase(
    session: AsyncSession, desk: Desk, conversation: Conversation, _effect: dict[str, Any]
) -> None:
    await session.flush()
    await erase.wipe(session, conversation)
    steps.tell(session, desk.texts, conversation, "erased")


async def _language(
    session: AsyncSession, desk: Desk, conversation: Conversation, effect: dict[str, Any]
) -> None:
    conversation.language = effect["language"]


async def _alarm(
    session: AsyncSession, desk: Desk, conversation: Conversation, _effect: dict[str, Any]
) -> None:
    await alarm(session, desk, conversation)


async def alarm(session: AsyncSession, desk: Desk, conversation: Conversation) -> None:
    """Show the conversation first at every desk; a person is asked for if one is on duty."""
    conversation.alarmed_at = utcnow()
    if conversation.state not in (State.ASSISTANT, State.CALLBACK):
        return
    if await steps.on_duty(session, conversation.organisation_id):
        await steps.ask_for_person(session, desk.texts, conversation, reason="safety")


async def _nothing(
    session: AsyncSession, desk: Desk, conversation: Conversation, _effect: dict[str, Any]
) -> None:
    """Effects that only concern the dialogue state or are read elsewhere."""


Effect = Callable[[AsyncSession, Desk, Conversation, dict[str, Any]], Awaitable[None]]
EFFECTS: dict[str, Effect] = {
    "handoff": _handoff,
    "callback": _callback,
    "erase": _erase,
    "language": _language,
    "alarm": _alarm,
    "keep_contact": _nothing,
    "start_over": _nothing,
}
