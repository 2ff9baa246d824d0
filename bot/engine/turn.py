"""One learner's turn: read the message, let the policies and actions answer, collect what they say."""

from __future__ import annotations

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor

from bot.engine.channel import ReplyCollector
from bot.engine.errors import SilentTurn
from bot.engine.protocol import Choice, TurnRequest, UnderstandRequest
from bot.engine.reading import (
    SAFETY_NEEDS,
    answer_to_pending,
    choice_as_reading,
    language_to_switch_to,
    need_of,
)
from bot.engine.state import Turn, open_turn, state_of
from bot.errors import BadRequest

# What `understand` shows; form of study and work status only steer the dialogue.
SHOWN = frozenset(
    {
        "place",
        "field",
        "level",
        "top_diploma",
        "scheme",
        "age",
        "duration",
        "time_per_week",
        "site_network",
        "contact",
        "language",
    }
)


class Engine:
    """Answers turns with one loaded model. It keeps nothing between two turns."""

    def __init__(self, processor: MessageProcessor) -> None:
        self._processor = processor
        self.model = processor.model_filename
        self.turns = 0

    async def turn(self, request: TurnRequest) -> dict[str, Any]:
        """Answer *request*; the answer has the shape of the engine's POST /turn.

        Raises:
            BadRequest: the choice names an unknown need.
            SilentTurn: no action said anything.
        """
        reading = await self._read_turn(request)
        with open_turn(request.state) as turn:
            reading = answer_to_pending(reading, turn.slots.get("pending"))
            self._prepare(turn, request, reading)
            collector = ReplyCollector()
            await self._processor.handle_message(_user_message(request, reading, collector))
            self.turns += 1
            return _answer(request, reading, collector, turn)

    async def understand(self, request: UnderstandRequest) -> dict[str, Any]:
        """Read a text: ``{need, confidence, also, language, entities}``."""
        reading = await self._parse(request.text, request.language)
        found = reading.get("language") or {}
        return {
            "need": need_of(reading),
            "confidence": round(float(reading["intent"]["confidence"]), 4),
            "also": reading.get("also", []),
            "language": found.get("detected", request.language),
            "entities": [
                _public(entity) for entity in reading["entities"] if entity["entity"] in SHOWN
            ],
        }

    async def _read_turn(self, request: TurnRequest) -> dict[str, Any]:
        if request.choice is None:
            return await self._parse(request.text, request.language, _country(request))
        return choice_as_reading(request.text, self._known(request.choice))

    def _known(self, choice: Choice) -> Choice:
        if choice.need not in self._processor.domain.intents:
            raise BadRequest("choice")
        return choice

    async def _parse(
        self, text: str, language: str | None, country: str | None = None
    ) -> dict[str, Any]:
        message = UserMessage(text, metadata={"language": language, "country": country})
        parsed: dict[str, Any] = await self._processor.parse_message(message)
        parsed.pop("text_tokens", None)
        parsed.pop("metadata", None)
        return parsed

    def _prepare(self, turn: Turn, request: TurnRequest, reading: dict[str, Any]) -> None:
        """Put into the slots what the actions must find there from the start."""
        if request.choice is not None:
            turn.slots.update(request.choice.slots)
        switched = language_to_switch_to(reading, request.language)
        turn.slots["language"] = switched or request.language
        turn.slots["language_switched_from"] = request.language if switched else None
        if not turn.slots.get("country") and request.context.get("country"):
            turn.slots["country"] = request.context["country"]


def _country(request: TurnRequest) -> str | None:
    """The learner's country as far as it is known: said before, else that of the page."""
    slots = (request.state or {}).get("slots") or {}
    return slots.get("country") or request.context.get("country")


def _user_message(
    request: TurnRequest, reading: dict[str, Any], collector: ReplyCollector
) -> UserMessage:
    return UserMessage(
        request.text,
        output_channel=collector,
        sender_id=request.conversation_id,
        parse_data=reading,
        message_id=request.client_id,
        metadata={"context": request.context, "chosen": request.choice is not None},
    )


def _answer(
    request: TurnRequest, reading: dict[str, Any], collector: ReplyCollector, turn: Turn
) -> dict[str, Any]:
    need, also = need_of(reading), list(reading.get("also", []))
    if not collector.replies or turn.tracker is None:
        raise SilentTurn(need, turn.failure)
    state = state_of(turn.tracker)
    language = state["slots"].get("language", request.language)
    return {
        "status": "answered",
        "language": language,
        "need": need,
        "also": also,
        "confidence": round(float(reading["intent"]["confidence"]), 4),
        "state": state,
        "replies": [_complete(reply, language, need, also) for reply in collector.replies],
        "effects": _effects(request, collector.effects, language, need),
    }


def _complete(reply: dict[str, Any], language: str, need: str, also: list[str]) -> dict[str, Any]:
    defaults = {"lang": language, "need": need, "also": also, "author": "assistant"}
    return {**defaults, "cards": [], "choices": [], "facts": [], **reply}


def _effects(
    request: TurnRequest, effects: list[dict[str, Any]], language: str, need: str
) -> list[dict[str, Any]]:
    """What the actions asked for, and what must follow from the turn even if no action said so."""
    kinds = {effect.get("kind") for effect in effects}
    extra: list[dict[str, Any]] = []
    if language != request.language and "language" not in kinds:
        extra.append({"kind": "language", "language": language})
    if need in SAFETY_NEEDS and "alarm" not in kinds:
        extra.append({"kind": "alarm", "need": need})
    return effects + extra


def _public(entity: dict[str, Any]) -> dict[str, Any]:
    """An entity as `understand` shows it: its type is called `type` there.

    A diploma that somebody has or lacks is a level there, marked as held.
    """
    kind, data = entity["entity"], entity.get("data", {})
    if kind == "top_diploma":
        kind, data = "level", {**data, "held": True}
    places = {"start": entity["start"], "end": entity["end"]}
    return {"type": kind, "value": entity["value"], **places, "data": data}
