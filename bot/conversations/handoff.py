"""The handoff: which steps between states exist, each taken once, by compare-and-set."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import Conversation, State, Transition, Turn, TurnStatus
from bot.conversations.models.turn import UNFINISHED
from bot.errors import TransitionRefused
from catalog.db import utcnow

STEPS: dict[State, frozenset[State]] = {
    State.ASSISTANT: frozenset({State.WAITING, State.CALLBACK, State.COUNSELLOR}),
    State.WAITING: frozenset({State.COUNSELLOR, State.ASSISTANT, State.CALLBACK}),
    State.CALLBACK: frozenset({State.COUNSELLOR, State.ASSISTANT, State.WAITING}),
    State.COUNSELLOR: frozenset({State.ASSISTANT, State.WAITING, State.CLOSED}),
    State.CLOSED: frozenset(),
}
"""A counsellor may take a conversation from any state in which the program answers."""


async def move(
    session: AsyncSession,
    conversation: Conversation,
    to: State,
    *,
    actor: str,
    reason: str,
    counsellor_id: str | None = None,
) -> None:
    """Take one step and record it; *conversation* (read before) is brought up to date.

    The step is a compare-and-set on the state and epoch that were read: of two that race, one wins.
    Turns that the program still owed are discarded when a person takes over.

    Raises:
        TransitionRefused: no such step, or somebody was faster.
    """
    seen = State(conversation.state)
    if to not in STEPS[seen]:
        raise TransitionRefused(seen, to)
    taken = await session.execute(
        update(Conversation)
        .where(
            Conversation.id == conversation.id,
            Conversation.state == seen,
            Conversation.epoch == conversation.epoch,
        )
        .values(
            state=to,
            epoch=Conversation.epoch + 1,
            counsellor_id=counsellor_id,
            waiting_since=utcnow() if to is State.WAITING else None,
        )
        .execution_options(synchronize_session=False)
    )
    if taken.rowcount != 1:  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult
        raise TransitionRefused(seen, to)
    await session.refresh(conversation)
    session.add(_record(conversation.id, seen, to, actor, reason))
    if to in (State.COUNSELLOR, State.CLOSED):
        await _discard_turns(session, conversation.id)


def _record(conversation_id: str, seen: State, to: State, actor: str, reason: str) -> Transition:
    return Transition(
        conversation_id=conversation_id, from_state=seen, to_state=to, actor=actor, reason=reason
    )


async def _discard_turns(session: AsyncSession, conversation_id: str) -> None:
    await session.execute(
        update(Turn)
        .where(Turn.conversation_id == conversation_id, Turn.status.in_(UNFINISHED))
        .values(status=TurnStatus.DISCARDED, finished_at=utcnow())
        .execution_options(synchronize_session=False)
    )
