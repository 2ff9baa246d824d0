"""The state machine of the handoff: whatever is tried, only known steps are taken, each recorded once."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.pool import NullPool

from bot.conversations import handoff, people, steps
from bot.conversations.models import Author, Conversation, Message, Role, State, Transition, User
from bot.errors import BotError, Forbidden, TransitionRefused
from bot.settings import PROJECT_ROOT
from catalog.db import Database
from catalog.texts import Texts
from tests.databases import empty

TEXTS = Texts.load(PROJECT_ROOT)
Step = Callable[[AsyncSession, Conversation, list[User]], Awaitable[None]]


async def call_back(session: AsyncSession, conversation: Conversation, _: list[User]) -> None:
    await handoff.move(session, conversation, State.CALLBACK, actor="learner", reason="call-back")


def by(number: int, step: Callable[..., Awaitable[None]]) -> Step:
    return lambda session, conversation, users: step(session, TEXTS, conversation, users[number])


ACTS: dict[str, Step] = {
    "learner asks for a person": lambda session, conversation, _: steps.ask_for_person(
        session, TEXTS, conversation
    ),
    "learner asks to be called": call_back,
    "first claims": by(0, steps.claim),
    "second claims": by(1, steps.claim),
    "first hands back": by(0, steps.hand_back),
    "second hands back": by(1, steps.hand_back),
    "first closes": by(0, steps.close),
    "counsellor is lost": lambda session, conversation, _: steps.lose_counsellor(
        session, TEXTS, conversation
    ),
}


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One database for all examples: each has a conversation of its own."""
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        yield template.copy(tmp_path_factory.mktemp("steps"))
        return
    found: str = request.getfixturevalue("postgresql_url")
    yield found
    asyncio.run(_empty(found))


async def _empty(url: str) -> None:
    database = Database.open(url, poolclass=NullPool)
    await empty(database)
    await database.close()


async def _users(session: AsyncSession) -> list[User]:
    found = []
    for email in ("one@example.org", "two@example.org"):
        user = await people.by_email(session, email)
        if user is None:
            new = people.NewUser(email, email, Role.COUNSELLOR, "demo")
            user = await people.add_user(session, new, "a long enough password")
        found.append(user)
    return found


async def _try(
    session: AsyncSession, conversation: Conversation, users: list[User], act: str
) -> State:
    """The state after the act; an act that is refused leaves everything as it was."""
    before = (conversation.state, conversation.epoch, conversation.counsellor_id)
    try:
        await ACTS[act](session, conversation, users)
    except (TransitionRefused, Forbidden):
        assert (conversation.state, conversation.epoch, conversation.counsellor_id) == before
    held = conversation.state == State.COUNSELLOR
    assert (conversation.counsellor_id is not None) == held
    assert (conversation.waiting_since is not None) == (conversation.state == State.WAITING)
    return State(conversation.state)


async def _play(url: str, acts: list[str]) -> None:
    database = Database.open(url, poolclass=NullPool)
    async with database.write() as session:
        conversation = Conversation(organisation_id="demo", language="fr", last_seq=0)
        session.add(conversation)
        await session.flush()
        users = await _users(session)
        states = [State.ASSISTANT]
        for act in acts:
            states.append(await _try(session, conversation, users, act))  # noqa: PERF401
        await session.flush()
        query = select(Transition).where(Transition.conversation_id == conversation.id)
        rows = (await session.execute(query.order_by(Transition.id))).scalars().all()
    await database.close()

    changes = [(one, other) for one, other in itertools.pairwise(states) if one != other]
    assert [(row.from_state, row.to_state) for row in rows] == changes
    assert all(other in handoff.STEPS[one] for one, other in changes)
    assert conversation.epoch == len(rows)


@given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=12))
@examples(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
def test_any_sequence_of_acts_follows_the_steps(url: str, acts: list[str]) -> None:
    asyncio.run(_play(url, acts))


def test_no_step_leads_out_of_a_closed_conversation_or_nowhere() -> None:
    assert handoff.STEPS[State.CLOSED] == frozenset()
    assert all(one not in others for one, others in handoff.STEPS.items())
    assert handoff.STEPS.keys() == set(State)


async def test_of_two_who_saw_the_same_state_one_moves_it(database: Database) -> None:
    async with database.write() as session:
        conversation = Conversation(organisation_id="demo", language="fr", last_seq=0)
        session.add(conversation)
    async with database.read() as session:
        stale = await session.get_one(Conversation, conversation.id)
        session.expunge(stale)
    async with database.write() as session:
        fresh = await session.get_one(Conversation, conversation.id)
        await handoff.move(session, fresh, State.WAITING, actor="learner", reason="asked")
    with pytest.raises(TransitionRefused):
        async with database.write() as session:
            await handoff.move(session, stale, State.CALLBACK, actor="learner", reason="call-back")


async def test_learner_reads_what_happened_once_per_step(database: Database) -> None:
    async with database.write() as session:
        conversation = Conversation(organisation_id="demo", language="en", last_seq=0)
        session.add(conversation)
        await session.flush()
        user, other = await _users(session)
        await steps.ask_for_person(session, TEXTS, conversation)
        await steps.claim(session, TEXTS, conversation, user)
        with pytest.raises(BotError):
            await steps.hand_back(session, TEXTS, conversation, other)
        await steps.hand_back(session, TEXTS, conversation, user)
    async with database.read() as session:
        query = select(Message).order_by(Message.seq)
        messages = (await session.execute(query)).scalars().all()

    assert [message.author for message in messages] == [Author.SYSTEM] * 3
    assert [user.name in message.text for message in messages] == [False, True, True]
