"""The base of every action: reads the turn, lets one answer be composed, says it, remembers it."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.additions import with_person, with_second_answer, with_second_chip, with_way_back
from actions.deciding import Decision, decide
from actions.glossary import asks_meaning
from actions.needs import (
    FACTUAL,
    LEAD_ON_AFTER_SAFETY,
    OWN,
    PERSON,
    SAFETY,
    WORRIES,
)
from actions.outages import OUTAGES, where
from actions.repeating import MAY_REPEAT, digest, remembered
from actions.repeating import SLOT as TOLD
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
from catalog.gazetteer import Gazetteer
from catalog.knowledge import Answer, Answers
from catalog.services.live_answers import LiveAnswers
from catalog.texts import Texts

log = logging.getLogger(__name__)

# A yes or a no, and what stands above every question.
ANSWERED = ("affirm", "deny", *SAFETY, PERSON)
# Not a second need beside the one that was answered.
UNSAID = ("fallback", *OWN)


class _Configured:
    """Holds what `configure` was given, for actions that Rasa builds without arguments."""

    services: Services | None = None


def configure(*, database: Database, texts: Texts, answers: Answers, gazetteer: Gazetteer) -> None:
    """Give every action its collaborators; call it once, after a fork and before the first turn."""
    live = LiveAnswers(answers, database)
    _Configured.services = Services(database, texts, answers, gazetteer, live)


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
        await self.services.refresh()
        try:
            reply = await self._respond(turn)
        except OUTAGES as error:
            # Without the error's message: a failed query quotes the learner's words.
            log.error("no answer to %s: %s", self.need, where(error))  # noqa: TRY400
            reply = self._trouble(turn)
        language = reply.slots.get("language", turn.language)
        need = reply.need or self.need
        also = dict.fromkeys(one for one in (self.need, *turn.also) if one not in (need, *UNSAID))
        message = reply.message(language, need, also)
        dispatcher.utter_message(json_message={"reply": message})
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
            need or self.need,
            turn.language,
            turn.country,
            plain or turn.plain,
            variant,
            turn.code("work_status"),
        )

    def say(self, turn: Turn, answer: Answer, **values: Any) -> Reply:
        """A reply with the text, facts and chips of *answer*, and *values* put in by name."""
        facts = [
            fact_sentence(self.services.texts, turn.language, fact, turn.today)
            for fact in answer.facts
        ]
        return Reply(
            text=fill(answer.text, **{"fact": " ".join(facts), **values}),
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
            pending={"question": "country", "need": self.need},
            said=f"{self.need}:ask",
        )

    def other(self, need: str) -> GuidanceAction:
        """The action that answers *need*, with the same collaborators."""
        return GuidanceAction.by_need[need](self._services)

    # ---- the one way to an answer ---------------------------------------------------------------

    async def _respond(self, turn: Turn) -> Reply:
        asks = self.need not in SAFETY and asks_meaning(self.services.texts, turn)
        decision = Decision("simpler_words") if asks else decide(turn, self.need)
        performer = self if decision.need == self.need else self.other(decision.need)
        leads_on = performer.need in LEAD_ON_AFTER_SAFETY or turn.code_now("recovered") is not None
        if turn.slots.get("paused_for_safety") and not leads_on:
            return replace(self.say(turn, self.pick(turn, "still_here")), author="system")
        reply = await performer.answer(turn)
        if performer.need in SAFETY:
            return replace(reply, need=performer.need)
        reply = await self._not_again(turn, performer, reply)
        reply = await with_second_answer(performer, turn, self.need, reply)
        openings = list(self._openings(turn, decision.worry))
        text = "\n".join([*openings, reply.text])
        understood_as = self.need if performer.need in OWN else performer.need
        reply = replace(
            reply, text=text, said=reply.said or performer.need, need=reply.need or understood_as
        )
        reply = with_way_back(self, turn, with_second_chip(self, turn, performer.need, reply))
        reply = self._with_open_question(turn, performer, reply)
        is_worried = decision.worry or self.need in WORRIES
        return with_person(self, turn, reply) if is_worried else reply

    async def _not_again(self, turn: Turn, performer: GuidanceAction, reply: Reply) -> Reply:
        """*reply*, unless it was given before: then in plainer words, and after that with a person."""
        told = turn.slots.get(TOLD) or ()
        if performer.need in MAY_REPEAT:
            return reply
        if digest(reply.text) in told:
            plainer = await performer.answer(replace(turn, plain=True))
            is_new = digest(plainer.text) not in told
            # A question has to be read to be answered, however often it was asked.
            is_asking = reply.pending is not None
            reply = plainer if is_new or is_asking else self.say(turn, self.pick(turn, "again"))
        return replace(reply, slots={TOLD: remembered(told, reply.text), **reply.slots})

    def _openings(self, turn: Turn, worry: str | None) -> Iterable[str]:
        """Sentences that come before the answer."""
        if turn.slots.get("language_switched_from"):
            yield self.pick(turn, "change_language", "noticed").text
        if turn.slots.get("paused_for_safety") and self.need in FACTUAL and not turn.chosen:
            yield self.pick(turn, "still_here").short or ""
        if worry is not None:
            yield self.pick(turn, worry).short or ""

    def ask_again(self, turn: Turn, reply: Reply) -> Reply:
        """*reply* with the open question of this action, which nobody has answered; a hook."""
        return reply

    def _with_open_question(self, turn: Turn, performer: GuidanceAction, reply: Reply) -> Reply:
        """A yes that is still waited for is not lost over another answer."""
        asking = turn.pending.get("need")
        if reply.pending is not None or asking is None or performer.need in (asking, *ANSWERED):
            return reply
        return self.other(asking).ask_again(turn, reply)

    def _place_chip(self, turn: Turn, place: dict[str, Any]) -> Choice:
        area = place["region"] or self.word(turn, f"country_{place['country']}")
        label = self.word(turn, "place_in", name=place["name"], area=area)
        slots = {"place": place, "country": place["country"]}
        return {"label": label, "need": "nearest_site", "slots": slots}

    def _trouble(self, turn: Turn) -> Reply:
        reply = self.say(turn, self.pick(turn, "trouble"))
        # The engine may be in no better shape at the next turn: the service itself does this one.
        person = {"label": self.word(turn, f"chip_{PERSON}"), "do": "handoff"}
        return replace(reply, choices=(person, *reply.choices))

    def _remember(self, turn: Turn, reply: Reply) -> dict[str, Any]:
        voiced = [need for need in (self.need, *turn.sure_also) if need in WORRIES]
        known = turn.slots.get("worries") or []
        slots = {
            **turn.learned(),
            "pending": None if reply.pending is None else dict(reply.pending),
            "last_answer": reply.said or self.need,
            "last_facts": [[fact.id, fact.country] for fact in reply.facts],
            "last_cards": [[card["type"], card["id"]] for card in reply.cards],
            "worries": list(dict.fromkeys([*known, *voiced])),
        }
        if reply.understood:
            slots["misses"] = 0
        if reply.need in FACTUAL:
            slots["paused_for_safety"] = False
        return {**slots, **reply.slots}
