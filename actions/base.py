"""The base of every action: reads the turn, lets one answer be composed, says it, remembers it."""

from __future__ import annotations

import logging
import traceback
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.exc import SQLAlchemyError

from actions.needs import FACTUAL, LEAD_ON_AFTER_SAFETY, PERSON, SAFETY, WORRIES
from actions.replies import (
    AREA,
    MAX_CHIPS,
    Choice,
    Reply,
    chip,
    fact_sentence,
    fill,
    labelled,
)
from actions.services import Services
from actions.turn import COUNTRIES, Turn
from catalog.db import Database
from catalog.errors import CatalogError
from catalog.gazetteer import Gazetteer
from catalog.knowledge import Answer, Answers
from catalog.texts import Texts

log = logging.getLogger(__name__)

# A database that is gone shows itself in any of these; drivers do not agree on one.
OUTAGES = (CatalogError, SQLAlchemyError, OSError)


class _Configured:
    """Holds what `configure` was given, for actions that Rasa builds without arguments."""

    services: Services | None = None


def configure(*, database: Database, texts: Texts, answers: Answers, gazetteer: Gazetteer) -> None:
    """Give every action its collaborators; call it once, after a fork and before the first turn."""
    _Configured.services = Services(database, texts, answers, gazetteer)


class GuidanceAction(Action, ABC):
    """An action that answers one need.

    Subclasses name their `need` and compose an answer; this class does the rest.
    """

    by_need: ClassVar[dict[str, type[GuidanceAction]]] = {}

    def __init__(self, services: Services | None = None) -> None:
        self._services = services

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if isinstance(cls.need, str):
            GuidanceAction.by_need[cls.need] = cls

    @property
    @abstractmethod
    def need(self) -> str:
        """Name of the need that this action answers."""

    @abstractmethod
    async def answer(self, turn: Turn) -> Reply:
        """Compose the answer to *turn*.

        Raises:
            CatalogError: the catalog or the texts failed; the learner is told so.
        """

    def name(self) -> str:
        """Rasa's name for the action."""
        return f"action_{self.need}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the answer and its effects; give back what is to be remembered."""
        turn = Turn.of(tracker)
        try:
            reply = await self._respond(turn)
        except OUTAGES as error:
            # Without the error's message: a failed query quotes the learner's words.
            log.error("no answer to %s: %s", self.need, _where(error))  # noqa: TRY400
            reply = self._trouble(turn)
        language = reply.slots.get("language", turn.language)
        dispatcher.utter_message(
            json_message={"reply": reply.message(language, self.need, turn.also)}
        )
        for effect in reply.effects:
            dispatcher.utter_message(json_message={"effect": effect})
        return [SlotSet(name, value) for name, value in self._remember(turn, reply).items()]

    # ---- for subclasses -----------------------------------------------------------------------

    @property
    def services(self) -> Services:
        """The collaborators: those given at construction, else those of `configure`."""
        services = self._services or _Configured.services
        if services is None:
            raise RuntimeError("actions.base.configure was not called")
        return services

    def pick(
        self, turn: Turn, need: str | None = None, variant: str | None = None, plain: bool = False
    ) -> Answer:
        """The answer to *need* (this action's, if not given) in the learner's language and country."""
        return self.services.answers.pick(
            need or self.need, turn.language, turn.country, plain, variant
        )

    def say(self, turn: Turn, answer: Answer, **values: Any) -> Reply:
        """A reply with the text, facts and chips of *answer*, and *values* put in by name."""
        facts = [
            fact_sentence(self.services.texts, turn.language, fact, turn.today)
            for fact in answer.facts
        ]
        return Reply(
            text=fill(answer.text, fact=" ".join(facts), **values),
            choices=tuple(self.chip(turn, need) for need in answer.chips),
            facts=answer.facts,
        )

    def word(self, turn: Turn, key: str, /, **values: Any) -> str:
        """The card or chip text *key*."""
        return self.services.texts.get(AREA, key, turn.language, **values)

    def chip(self, turn: Turn, need: str, **slots: Any) -> Choice:
        """A chip for *need* with its usual label."""
        return chip(self.services.texts, turn.language, need, **slots)

    def labelled(self, turn: Turn, key: str, need: str, **slots: Any) -> Choice:
        """A chip for *need* with the label *key*."""
        return labelled(self.services.texts, turn.language, key, need, **slots)

    def place_chips(self, turn: Turn) -> tuple[Choice, ...]:
        """A chip for each place that the message may mean, told apart by its area."""
        places = [self._place_chip(turn, place) for place in turn.namesakes[: MAX_CHIPS - 1]]
        return (*places, self.chip(turn, PERSON))

    def ask_country(self, turn: Turn, need: str | None = None) -> Reply:
        """The question for the country, with a chip for each."""
        reply = self.say(turn, self.pick(turn, need or "ask_country"))
        chips = [
            self.labelled(turn, f"country_{code}", self.need, country=code) for code in COUNTRIES
        ]
        return replace(
            reply,
            choices=(*chips, self.chip(turn, PERSON)),
            pending={"question": "place", "need": self.need},
            said=f"{self.need}:ask",
        )

    def other(self, need: str) -> GuidanceAction:
        """The action that answers *need*, with the same collaborators."""
        return GuidanceAction.by_need[need](self._services)

    # ---- the one way to an answer ---------------------------------------------------------------

    async def _respond(self, turn: Turn) -> Reply:
        if turn.slots.get("paused_for_safety") and self.need not in LEAD_ON_AFTER_SAFETY:
            return replace(self.say(turn, self.pick(turn, "still_here")), author="system")
        performer, worry = self._performer(turn)
        reply = await performer.answer(turn)
        if performer.need in SAFETY:
            return reply
        openings = list(self._openings(turn, worry))
        text = "\n".join([*openings, reply.text])
        reply = replace(reply, text=text, said=reply.said or performer.need)
        reply = self._with_way_back(turn, self._with_second_question(turn, performer.need, reply))
        return self._with_person(turn, reply) if worry or self.need in WORRIES else reply

    def _performer(self, turn: Turn) -> tuple[GuidanceAction, str | None]:
        """Who answers, and the worry that is answered first in one sentence."""
        danger = next((need for need in SAFETY if need in turn.also), None)
        if danger is not None and self.need not in SAFETY:
            return self.other(danger), None
        fact = next((need for need in turn.also if need in FACTUAL), None)
        if self.need in WORRIES and fact is not None:
            return self.other(fact), self.need
        worry = next((need for need in turn.also if need in WORRIES and need != self.need), None)
        return self, worry if self.need in FACTUAL or self.need in WORRIES else None

    def _openings(self, turn: Turn, worry: str | None) -> Iterable[str]:
        """Sentences that come before the answer."""
        if turn.slots.get("language_switched_from"):
            yield self.pick(turn, "change_language", "noticed").text
        if turn.slots.get("paused_for_safety") and self.need in FACTUAL:
            yield self.pick(turn, "still_here").short or ""
        if worry is not None:
            yield self.pick(turn, worry).short or ""

    def _with_second_question(self, turn: Turn, answered: str, reply: Reply) -> Reply:
        """A second question about facts is not lost: it becomes the first chip."""
        asked = {choice.get("need") for choice in reply.choices} | {answered, self.need}
        asked |= {"nearest_site"} if reply.cards else set()
        second = next((need for need in turn.also if need in FACTUAL and need not in asked), None)
        if second is None or reply.pending is not None:
            return reply
        kept = [choice for choice in reply.choices if choice.get("need") != PERSON]
        person = [choice for choice in reply.choices if choice.get("need") == PERSON]
        chips = (self.chip(turn, second), *kept[: MAX_CHIPS - 1 - len(person)], *person)
        return replace(reply, choices=chips)

    def _with_way_back(self, turn: Turn, reply: Reply) -> Reply:
        """A language that the assistant took up by itself can be put back by one chip."""
        before = turn.slots.get("language_switched_from")
        if not before:
            return reply
        undo = self.labelled(turn, f"language_{before}", "change_language")
        return replace(reply, choices=(undo, *reply.choices[: MAX_CHIPS - 1]))

    def _with_person(self, turn: Turn, reply: Reply) -> Reply:
        """A worry always comes with a door to a person."""
        if any(choice.get("need") == PERSON for choice in reply.choices):
            return reply
        kept = reply.choices[: MAX_CHIPS - 1]
        return replace(reply, choices=(*kept, self.chip(turn, PERSON)))

    def _place_chip(self, turn: Turn, place: dict[str, Any]) -> Choice:
        label = self.word(turn, "place_in", name=place["name"], area=place["region"])
        slots = {"place": place, "country": place["country"]}
        return {"label": label, "need": "nearest_site", "slots": slots}

    def _trouble(self, turn: Turn) -> Reply:
        reply = self.say(turn, self.pick(turn, "trouble"))
        # The engine may be in no better shape at the next turn: the service itself does this one.
        person = {"label": self.word(turn, f"chip_{PERSON}"), "do": "handoff"}
        return replace(reply, choices=(person, *reply.choices))

    def _remember(self, turn: Turn, reply: Reply) -> dict[str, Any]:
        voiced = [need for need in (self.need, *turn.also) if need in WORRIES]
        known = turn.slots.get("worries") or []
        slots = {
            **turn.learned(),
            "pending": None if reply.pending is None else dict(reply.pending),
            "last_answer": reply.said or self.need,
            "worries": list(dict.fromkeys([*known, *voiced])),
        }
        if reply.understood:
            slots["misses"] = 0
        if self.need in FACTUAL:
            slots["paused_for_safety"] = False
        return {**slots, **reply.slots}


def _where(error: BaseException) -> str:
    """Kind and place of an error, never its message: a query may quote the learner."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames)
    code = f" {error}" if isinstance(error, CatalogError) else ""
    return f"{type(error).__name__}{code} at {places}"
