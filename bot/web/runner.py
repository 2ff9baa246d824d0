"""Works off the turn queue: claims turns, has the engine answer them, writes the results.

One runner per web process. A turn whose process died is taken over when its lease runs out.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.conversations import answers, steps, turns
from bot.conversations.answers import Desk, Outcome, Result
from bot.errors import EngineRefused, EngineUnavailable
from bot.web import metrics
from bot.web.bus import TURNS, Bus, desk_topic, heard
from bot.web.engine_client import EngineClient
from catalog.db import Database, utcnow

log = structlog.get_logger(__name__)
SWEEP_SECONDS = 1.0
MOST_AT_ONCE = 64
DUTY_SECONDS = 5.0


@dataclass
class TurnRunner:
    """See the module. `start` with `run`; hand over claims taken at intake with `take`."""

    database: Database
    engine: EngineClient
    bus: Bus
    desk: Desk

    def __post_init__(self) -> None:
        self._running: dict[asyncio.Task[None], turns.Claim] = {}
        self._duty: dict[str, tuple[bool, float]] = {}

    @contextlib.asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Work in the background while the block lasts; then stop at once (leases run out)."""
        tasks = [asyncio.create_task(self._serve()), asyncio.create_task(self._renew())]
        try:
            yield
        finally:
            for task in [*tasks, *self._running]:
                task.cancel()
            await asyncio.gather(*tasks, *self._running, return_exceptions=True)

    @property
    def load(self) -> int:
        """How many turns are being worked on here."""
        return len(self._running)

    def take(self, claim: turns.Claim, work: turns.Work | None = None) -> None:
        """Answer a claimed turn in the background; *work* saves reading it again."""
        task = asyncio.create_task(self._answer(claim, work))
        self._running[task] = claim
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._running.pop(task, None)
        if not task.cancelled() and (error := task.exception()):
            # The turn keeps its lease and is taken again when that runs out.
            log.error("turn.lost", exc_info=error)

    async def _serve(self) -> None:
        with self.bus.listen(TURNS) as woken:
            while True:
                woken.clear()
                await self._claim_all()
                await heard(woken, SWEEP_SECONDS)

    async def _claim_all(self) -> None:
        while self.load < MOST_AT_ONCE:
            try:
                async with self.database.write() as session:
                    claim = await turns.claim_next(session)
            except SQLAlchemyError:
                log.exception("runner.claim_failed")
                return
            if claim is None:
                return
            self.take(claim)

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(turns.LEASE.total_seconds() / 3)
            claims = list(self._running.values())
            if not claims:
                continue
            try:
                async with self.database.write() as session:
                    await turns.renew(session, claims)
            except SQLAlchemyError:
                log.exception("runner.renew_failed")

    async def _answer(self, claim: turns.Claim, work: turns.Work | None) -> None:
        """The edge of a turn: whatever goes wrong in it, the learner gets an answer."""
        if work is None:
            async with self.database.read() as session:
                work = await turns.load(session, claim)
        if work is None:
            return
        try:
            request = await self._request(work)
            with metrics.TURN_SECONDS.time():
                answer = await self.engine.turn(request)
            outcome, more = await self._commit(work, answer)
        except (EngineUnavailable, EngineRefused) as error:
            log.warning("turn.failed", code=error.code, conversation=claim.conversation_id)
            outcome, more = await self._fail(work)
        except Exception:  # the edge: an answer of any shape must not cost the learner hers
            log.exception("turn.broken", conversation=claim.conversation_id)
            outcome, more = await self._fail(work)
        metrics.TURNS.labels(outcome=outcome).inc()
        await self._announce(work, more)

    async def _is_on_duty(self, organisation_id: str) -> bool:
        """Whether somebody is at the desk, as it was at most `DUTY_SECONDS` ago."""
        now = asyncio.get_running_loop().time()
        known, until = self._duty.get(organisation_id, (False, 0.0))
        if now < until:
            return known
        async with self.database.read() as session:
            found = await steps.on_duty(session, organisation_id) > 0
        self._duty[organisation_id] = (found, now + DUTY_SECONDS)
        return found

    async def _request(self, work: turns.Work) -> dict[str, Any]:
        conversation = work.conversation
        return {
            "conversation_id": conversation.id,
            "client_id": work.message.client_id,
            "text": work.message.text,
            "language": conversation.language,
            "state": conversation.dialogue_state,
            "choice": work.choice,
            "context": {
                "country": conversation.country,
                "territory": conversation.territory,
                "organisation": conversation.organisation_id,
                "now": utcnow().isoformat(),
                "counsellors_on_duty": await self._is_on_duty(conversation.organisation_id),
            },
        }

    async def _commit(self, work: turns.Work, answer: dict[str, Any]) -> tuple[Outcome, bool]:
        """What became of the answer, and whether the conversation has more to be answered."""
        result = Result(
            language=answer["language"],
            need=answer["need"],
            also=answer.get("also", []),
            replies=answer["replies"],
            state=answer["state"],
            effects=answer.get("effects", []),
        )
        async with self.database.write() as session:
            outcome = await answers.commit(session, self.desk, work.claim, work.message, result)
            return outcome, await turns.has_more(session, work.claim.conversation_id)

    async def _fail(self, work: turns.Work) -> tuple[Outcome, bool]:
        metrics.TURN_FAILURES.inc()
        async with self.database.write() as session:
            outcome = await answers.fail(session, self.desk, work.claim, work.message)
            return outcome, await turns.has_more(session, work.claim.conversation_id)

    async def _announce(self, work: turns.Work, more: bool) -> None:
        conversation = work.conversation
        topics = [conversation.id, desk_topic(conversation.organisation_id)]
        await self.bus.publish(*topics, *([TURNS] if more else []))
