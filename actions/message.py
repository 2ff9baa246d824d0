"""A message as it was understood: its words, its needs, what was found in it; no place, no memory."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

ABUSE = "abuse"
# Below this share a second need is offered as a chip; comfort for a fear that nobody voiced hurts.
SURE = 0.25
ENTITY_OF = {"pace": "time_per_week"}
COURSES = "find_course"
# Words that answer a question, if one was asked; else they are words like others.
ANSWERS = ("assent", "liking", "avoiding", "step_size", "children", "piece", "forget", "recovered")
LOST_WORK = "jobseeker"
CODE_SLOTS = ("field", "level", "mode", "pace", "work_status")


@dataclass(frozen=True)
class Message:
    """One message of a learner, with what is known from before.

    Attributes:
        text: as typed; for a pressed chip, its label.
        chosen: whether a chip was pressed.
        need: what the message was understood as.
        also: further needs in the same message.
        entities: ``{"entity", "value", "data"}`` found in the message.
        slots: values from before the message.
        context: of the page: ``country``, ``territory``, ``organisation``, ``now``.
        plain: whether the answer is wanted in simpler words.
        guesses: needs that the message may mean, likeliest first.
        shares: how sure each of them is, from 0 to 1.
        certainty: of the need, from 0 to 1; 1 where a reviewed pattern decided.
    """

    text: str
    chosen: bool
    need: str
    also: tuple[str, ...]
    entities: tuple[Mapping[str, Any], ...]
    slots: Mapping[str, Any]
    context: Mapping[str, Any]
    plain: bool = False
    guesses: tuple[str, ...] = ()
    shares: Mapping[str, float] = field(default_factory=dict)
    certainty: float = 0.0

    def entity(self, kind: str) -> Mapping[str, Any] | None:
        """The first entity of *kind* in the message."""
        return next((e for e in self.entities if e["entity"] == kind), None)

    @property
    def names_subject(self) -> bool:
        """Whether the message names something to study, known to the lists or not."""
        return self.entity("field") is not None

    @property
    def names_wish(self) -> bool:
        """Whether a subject or a level is surely named; a word that may be one is no wish by itself."""
        named = [e for e in self.entities if e["entity"] in ("field", "level")]
        listed = [e.get("start") for e in self.entities if e["entity"] == "listed_field"]
        is_sure = any(e.get("start") not in listed for e in named)
        return is_sure or (COURSES in self.needs and self.names_subject)

    @property
    def needs(self) -> tuple[str, ...]:
        """What the message was understood as, and its further needs."""
        return (self.need, *self.also)

    @property
    def sure_also(self) -> tuple[str, ...]:
        """The further needs that are sure enough to be answered in a sentence of their own."""
        return tuple(need for need in self.also if self.shares.get(need, 1.0) >= SURE)

    @property
    def puts_right(self) -> bool:
        """Whether the words say no, or that something else was meant."""
        return self.code_now("correcting") is not None or self.code_now("assent") == "no"

    @property
    def named_pieces(self) -> tuple[str, ...]:
        """Slots that the message names ("my age"), or whose value it names ("that I am a freelancer")."""
        named = [str(e["data"]["code"]) for e in self.entities if e["entity"] == "piece"]
        return tuple(named) or tuple(slot for slot in CODE_SLOTS if self.code_now(slot))

    @property
    def is_abusive(self) -> bool:
        """Whether the message holds an insult, or an attempt to change what the assistant does."""
        return self.code_now("aside") == ABUSE

    @cached_property
    def pending(self) -> Mapping[str, Any]:
        """The open question: ``question``, ``need`` and what belongs to it; empty if there is none."""
        found: Mapping[str, Any] = self.slots.get("pending") or {}
        return found

    @cached_property
    def refinement(self) -> str | None:
        """What is wanted now: of the results shown (``cheaper``, ``more`` ...), or ``profile``."""
        return self.code_now("refine")

    @property
    def is_about_shown(self) -> bool:
        """Whether courses were shown and the message wants others of them."""
        return bool(self.slots.get("shown_courses")) and self.refinement is not None

    @cached_property
    def picked(self) -> int | None:
        """Which of the courses shown last is meant, from 0; None if none is, or there is no such."""
        return next(iter(self.picks), None)

    @cached_property
    def picks(self) -> tuple[int, ...]:
        """All of the courses shown last that are meant, from 0, in the order of the words."""
        shown = self.slots.get("shown_courses") or ()
        return tuple(dict.fromkeys(place for place in self._numbers if place < len(shown)))

    @property
    def _numbers(self) -> list[int]:
        codes = [e["data"].get("code") for e in self.entities if e["entity"] == "pick"]
        return [int(code) - 1 for code in codes if code]

    @property
    def pick_number(self) -> int | None:
        """The number that the message picks from a list, from 0, whatever the list is."""
        return next(iter(self._numbers), None)

    def words_around(self) -> list[str]:
        """The words of the message outside of what was recognised in it."""
        around = self.text_around()
        return [word for word in around.split() if any(sign.isalnum() for sign in word)]

    def text_around(self, kept: Container[str] = ANSWERS) -> str:
        """The message without what was recognised in it, but for entities of the types *kept*."""
        text = self.text
        for entity in sorted(self.entities, key=lambda found: -found.get("start", 0)):
            if entity["entity"] not in kept and "start" in entity and "end" in entity:
                text = text[: entity["start"]] + " " + text[entity["end"] :]
        return " ".join(text.split())

    def code_now(self, slot: str) -> str | None:
        """The code of the first entity of this message for *slot* that the word lists know."""
        kind = ENTITY_OF.get(slot, slot)
        known = (e["data"] for e in self.entities if e["entity"] == kind)
        told = (
            data["code"] for data in known if data.get("code") and not self._is_rejected(slot, data)
        )
        codes = [str(code) for code in told]
        # "I clean rooms, but now I am unemployed": what was lost counts no longer.
        found = LOST_WORK if LOST_WORK in codes else next(iter(codes), None)
        return found or (self._listed_pace() if slot == "pace" else None)

    def _is_rejected(self, slot: str, data: Mapping[str, Any]) -> bool:
        """Whether it is told to be unwanted, or no longer so.

        Of a subject only after courses were shown: a "not" elsewhere in a sentence proves nothing.
        """
        is_told = slot == "work_status" or bool(self.slots.get("shown_courses"))
        return bool(data.get("rejected")) and is_told

    def _rejects(self, field: str | None) -> bool:
        rejected = [e["data"].get("code") for e in self.entities if e["data"].get("rejected")]
        return field in rejected

    def _listed_pace(self) -> str | None:
        """The pace of a course; elsewhere the same words tell of somebody's job."""
        if self.entity("work_status") is not None:
            return None
        if COURSES not in self.needs and not self.slots.get("shown_courses"):
            return None
        found = self.entity("pace")
        return None if found is None else str(found["data"]["code"])
