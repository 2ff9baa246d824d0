"""Rehearses scripts against a running installation, several at a time, and tells what failed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from sqlalchemy import bindparam, select

from bot.conversations.models import Conversation, Message
from bot.errors import BotError
from bot.rehearsal.checks import Checks
from bot.rehearsal.heard import Heard
from bot.rehearsal.learner import Learner
from bot.rehearsal.script import Script, ScriptTurn
from catalog.db import Database

AT_ONCE = 3
_NEEDS = select(Message.seq, Message.need, Message.also).where(
    Message.conversation_id == bindparam("conversation")
)


@dataclass(frozen=True)
class Played:
    """One turn as it went."""

    turn: ScriptTurn
    heard: Heard | None
    failures: tuple[str, ...]


@dataclass
class Rehearsal:
    """A script as it went; a turn without an answer ends it."""

    script: Script
    played: list[Played] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether every turn held what it was to hold."""
        return not any(one.failures for one in self.played)

    @property
    def turns_to_course(self) -> int | None:
        """How many turns until courses were first shown; None if never."""
        shown = (
            n for n, one in enumerate(self.played, 1) if one.heard and one.heard.cards_of("course")
        )
        return next(shown, None)


class Stage:
    """An installation to rehearse on.

    Args:
        url: where it listens.
        database: its database, read for what a conversation remembers.
        checks: judges the answers.
    """

    def __init__(self, url: str, database: Database, checks: Checks) -> None:
        self._url, self._database, self._checks = url, database, checks

    async def rehearse_all(
        self, scripts: Iterable[Script], done: Callable[[Rehearsal], None] = lambda _: None
    ) -> list[Rehearsal]:
        """Every script, in the order of *scripts*; *done* hears of each as it ends."""
        gate = asyncio.Semaphore(AT_ONCE)
        async with self._session() as session:

            async def one(script: Script) -> Rehearsal:
                async with gate:
                    rehearsal = await self.rehearse(session, script)
                done(rehearsal)
                return rehearsal

            return list(await asyncio.gather(*(one(script) for script in scripts)))

    def _session(self) -> AbstractAsyncContextManager[aiohttp.ClientSession]:
        return aiohttp.ClientSession(self._url, headers={"Origin": self._url})

    async def rehearse(self, session: aiohttp.ClientSession, script: Script) -> Rehearsal:
        """One script, turn by turn."""
        rehearsal = Rehearsal(script)
        learner = await Learner(session, script.language).open()
        for turn in script.turns:
            played = await self._play(learner, turn)
            rehearsal.played.append(played)
            if played.heard is None:
                break
        return rehearsal

    async def _play(self, learner: Learner, turn: ScriptTurn) -> Played:
        try:
            if turn.user is None:
                events = await learner.choose(str(turn.choose))
            else:
                events = await learner.say(turn.user)
        except BotError as error:
            return Played(turn, None, (str(error),))
        heard = await self._heard(learner.id, events)
        return Played(turn, heard, tuple(self._checks.failures(turn.expect, heard)))

    async def _heard(self, conversation_id: str, events: list[dict[str, Any]]) -> Heard:
        async with self._database.read() as session:
            conversation = await session.get_one(Conversation, conversation_id)
            slots = (conversation.dialogue_state or {}).get("slots") or {}
            rows = await session.execute(_NEEDS, {"conversation": conversation_id})
            needs = {seq: {"need": need, "also": also} for seq, need, also in rows}
        # As a desk sees them: a page is never told that somebody was taken to be in danger.
        told = [{**event, **needs.get(event["seq"], {})} for event in events]
        return Heard(told, slots, conversation.state)
