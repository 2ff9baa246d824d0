"""A message that calls for help lines gets them at once, in every state, without the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import answers, log
from bot.conversations.answers import Desk
from bot.conversations.models import Author, Conversation, Message
from bot.web import metrics
from catalog.services.live_answers import LiveAnswers


@dataclass(frozen=True)
class HelpWords:
    """Posts the fixed, reviewed text of the two safety needs."""

    answers: LiveAnswers
    desk: Desk

    async def post(
        self, session: AsyncSession, conversation: Conversation, message: Message, need: str
    ) -> None:
        """Answer *message* with the help lines of the country, alarm the desk, pause course talk.

        An unknown country gets the lines of every country. *conversation* is locked.
        """
        language, country = conversation.language, _country(conversation)
        words = await self.answers.current()
        text = words.safety_text(need, language, country)
        chips = words.pick(need, language, country).chips
        message.need = need
        log.append(
            session,
            conversation,
            Author.SYSTEM,
            text,
            need=need,
            reply_to=message.client_id,
            choices=[self._chip(chip, language) for chip in chips],
        )
        conversation.dialogue_state = _paused(conversation.dialogue_state)
        metrics.SAFETY.inc()
        await answers.alarm(session, self.desk, conversation)

    def _chip(self, need: str, language: str) -> dict[str, Any]:
        label = self.desk.texts.get("cards", f"chip_{need}", language)
        if need == "talk_to_human":
            return {"label": label, "do": "handoff"}
        return {"label": label, "need": need, "slots": {}}


def _country(conversation: Conversation) -> str | None:
    """Where the learner said that they live, else the country of the page."""
    slots = (conversation.dialogue_state or {}).get("slots") or {}
    return slots.get("country") or conversation.country


def _paused(state: dict[str, Any] | None) -> dict[str, Any]:
    """The dialogue state with the mark that no course is talked about until the learner does."""
    before = state or {"slots": {}, "events": []}
    return {**before, "slots": {**before["slots"], "paused_for_safety": True}}
