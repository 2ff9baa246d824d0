"""What one turn brings: slots, what the message holds, and the page's context; it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any

from rasa_sdk import Tracker

from actions.circumstances import circumstances
from actions.heard import heard, stands_alone
from actions.message import CODE_SLOTS, Message
from actions.places import Place, candidates_of, named_beside, namesakes, settled, several

DEFAULT_COUNTRY = {"fr": "FR", "sv": "SE", "nl": "BE"}
COUNTRIES = ("FR", "SE", "BE")
# What a message is about that may name some town without meaning the learner's own.
ELSEWHERE = ("out_of_scope", "fallback", "nlu_fallback")
DISCOVERING = "discover_digital"
MOST_AROUND_OWN_PLACE = 3


@dataclass(frozen=True)
class Turn(Message):
    """A message with what is known from before; see `Message` for its parts."""

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the latest message and the slots of *tracker*."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        need, also = str((message.get("intent") or {}).get("name") or ""), message.get("also") or ()
        text = str(message.get("text") or "").strip()
        return cls(
            text=text,
            chosen=bool(metadata.get("chosen")),
            need=need,
            also=tuple(also),
            entities=heard(text, message.get("entities") or (), (need, *also)),
            slots=tracker.current_slot_values(),
            context=metadata.get("context") or {},
            guesses=tuple(str(one["name"]) for one in message.get("intent_ranking") or ()),
            certainty=float((message.get("intent") or {}).get("confidence") or 0),
            shares={
                str(one["name"]): float(one.get("confidence") or 0)
                for one in message.get("intent_ranking") or ()
            },
        )

    def code(self, slot: str) -> str | None:
        """The code for *slot*: named in this message, else known from before and not given up."""
        found = self.code_now(slot)
        if found is None and slot == "field" and self._rejects(self.slots.get("field")):
            return None
        return found or self.slots.get(slot)

    @cached_property
    def language(self) -> str:
        """Code of the language to answer in."""
        return str(self.slots.get("language") or "fr")

    @cached_property
    def country(self) -> str | None:
        """Of the place named now, the country known, or the one a language stands for."""
        if self.place_now is not None:
            return str(self.place_now["country"])
        if self.code_now("country"):
            return self.code_now("country")
        known = self.slots.get("country") or (self.slots.get("place") or {}).get("country")
        return known or self.context.get("country") or DEFAULT_COUNTRY.get(self.language)

    @cached_property
    def _home(self) -> str | None:
        return self.slots.get("country") or DEFAULT_COUNTRY.get(self.language)

    @cached_property
    def _place_entities(self) -> tuple[Mapping[str, Any], ...]:
        return tuple(e for e in self.entities if e["entity"] == "place")

    @cached_property
    def candidates(self) -> tuple[Place, ...]:
        """Places the message may mean, likeliest first; those of the known country if there are any."""
        return candidates_of(self.entity("place"), self._home)

    @cached_property
    def _beside(self) -> tuple[Place, ...]:
        return named_beside(self._place_entities, self._home)

    @cached_property
    def _settled(self) -> Place | None:
        """The place of several of one name, where this message or the answer to the question tells."""
        asked = self.pending.get("places") or ()
        if asked:
            named = candidates_of(self.entity("place"), self._home)[:1]
            beside = () if self.puts_right else (*named, *self._beside)
            found = settled(asked, self.text, self.pick_number, beside)
            if found is not None:
                return found
        same = namesakes(self.candidates)
        return settled(same, self.text, None, self._beside) if len(same) > 1 else None

    @cached_property
    def place_now(self) -> Place | None:
        """The place that the message names, if it is clear which."""
        if self._settled is not None:
            return self._settled
        return None if len(self.namesakes) != 1 else self.namesakes[0]

    @property
    def _is_place_own(self) -> bool:
        """Whether the place named tells where the learner is, and not what the weather is like there."""
        is_news = not self.slots.get("place") or self.is_place_alone or self.puts_right
        return is_news or self.need not in ELSEWHERE or self._says_little

    @cached_property
    def is_place_alone(self) -> bool:
        """Whether hardly a word stands beside the place in its clause: "and in Leuven then? she ..."."""
        return any(stands_alone(e, self.text) for e in self._place_entities)

    @property
    def _says_little(self) -> bool:
        return len(self.words_around()) <= MOST_AROUND_OWN_PLACE

    @cached_property
    def places_now(self) -> tuple[Place, ...]:
        """The towns that the message names, if there are several of different names."""
        if self._settled is not None or len(self.namesakes) > 1:
            return ()
        return several(self.place_now, self._beside)

    @cached_property
    def is_place_unclear(self) -> bool:
        """Whether the message names a place of which there are several."""
        return len(self.namesakes) > 1

    @cached_property
    def namesakes(self) -> tuple[Place, ...]:
        """The place that is meant, or those of one name among which it must be."""
        return (self._settled,) if self._settled is not None else namesakes(self.candidates)

    @cached_property
    def place(self) -> Place | None:
        """The place named now, else the one known from before; None while it is unclear."""
        return None if self.is_place_unclear else self.place_now or self.slots.get("place")

    @cached_property
    def shown_courses(self) -> tuple[str, ...]:
        """Public ids of the courses shown last; those that the message picks come first."""
        shown = list(self.slots.get("shown_courses") or ())
        picked = [shown[place] for place in self.picks]
        return (*picked, *(public_id for public_id in shown if public_id not in picked))

    @cached_property
    def today(self) -> date:
        """The day on which the learner writes."""
        now = self.context.get("now")
        return datetime.fromisoformat(now).date() if now else datetime.now(UTC).date()

    def learned(self) -> dict[str, Any]:
        """Slots that this message fills, whatever it asks for."""
        slots: dict[str, Any] = {
            slot: self.code_now(slot) for slot in CODE_SLOTS if self.code_now(slot)
        }
        is_narrowed = DISCOVERING in self.needs  # "no coding, rather networks" stays in the field
        if not slots.get("field") and self._rejects(self.slots.get("field")) and not is_narrowed:
            slots["field"] = None
        age = self.entity("age")
        if age is not None and "years" in age["data"]:
            slots["age"] = age["data"]["years"]
        if self.code_now("country"):
            slots["country"] = self.code_now("country")
        if self.place_now is not None and self._is_place_own:
            slots.update(place=self.place_now, country=self.place_now["country"])
        return {**slots, **circumstances(self)}
