"""Discovery of digital work: three easy questions, then a day in words and courses for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from actions.base import GuidanceAction
from actions.cards import Words
from actions.find_course import FindCourse
from actions.replies import Choice, Reply
from actions.turn import Turn
from actions.wishes import Wish, wish_of

FIELD = "digital"
QUESTION = "discovery"
SKIP = "skip"
MONTHS_SHORT = 12
TASTER, SHORT = "taster", "short"
# What is avoided and has a sentence of its own.
NOTED = ("maths", "alone")


@dataclass(frozen=True)
class Question:
    """One of the three.

    Attributes:
        key: of the answer in the slot ``discovery``, and of the text.
        entity: kind of words that answer it.
        chips: code of an answer by the key of its label.
    """

    key: str
    entity: str
    chips: Mapping[str, str]


QUESTIONS = (
    Question("likes", "liking", {c: f"chip_day_{c}" for c in ("people", "making", "order")}),
    Question("avoids", "avoiding", {c: f"chip_avoid_{c}" for c in ("maths", "alone", "none")}),
    Question("size", "step_size", {c: f"chip_size_{c}" for c in ("taster", "short", "diploma")}),
)


class DiscoverDigital(GuidanceAction):
    """Asks what is still open; each question can be skipped, left, and taken up again."""

    need = "discover_digital"

    async def answer(self, turn: Turn) -> Reply:
        """The next question, or where the answers lead."""
        known = dict(turn.slots.get(QUESTION) or {})
        was_begun = bool(known)
        if not turn.chosen:
            known |= self._heard(turn)
        left = [question for question in QUESTIONS if question.key not in known]
        if not left:
            return await self._end(turn, known)
        is_back = was_begun and turn.pending.get("question") != QUESTION and not turn.chosen
        return self._ask(turn, left[0], known, is_back)

    def _heard(self, turn: Turn) -> dict[str, str]:
        """What the message answers: any question by its words, the open one by leaving it."""
        heard = {q.key: code for q in QUESTIONS if (code := turn.code_now(q.entity))}
        asked = turn.pending.get("asked")
        if asked and asked not in heard:
            heard[str(asked)] = SKIP
        # Before the first question was asked a word proves nothing but its own answer.
        return heard if asked else {key: code for key, code in heard.items() if key == "likes"}

    def _ask(self, turn: Turn, question: Question, known: dict[str, str], is_back: bool) -> Reply:
        reply = self.say(turn, self.pick(turn, variant=question.key))
        chips = [self._chip(turn, question, known, code) for code in question.chips]
        text = f"{self.pick(turn, variant='resumed').text}\n{reply.text}" if is_back else reply.text
        return replace(
            reply,
            text=text,
            choices=(*chips, self._chip(turn, question, known, SKIP)),
            pending={"question": QUESTION, "need": self.need, "asked": question.key},
            slots={QUESTION: known or None},
            said=f"{self.need}:{question.key}",
        )

    def _chip(self, turn: Turn, question: Question, known: dict[str, str], code: str) -> Choice:
        label = "chip_skip" if code == SKIP else question.chips[code]
        return self.labelled(turn, label, self.need, **{QUESTION: {**known, question.key: code}})

    async def _end(self, turn: Turn, known: Mapping[str, str]) -> Reply:
        """The day of the family, and courses for it; later searches stay in the field."""
        words = Words(self.services.texts, turn.language)
        likes = known["likes"]
        day = self.pick(turn, variant="day_any" if likes == SKIP else f"day_{likes}").text
        finder = FindCourse(self._services)
        found = await finder.found_for(turn, self._wish(turn, words, known), words)
        avoids = known["avoids"]
        note = self.pick(turn, variant=f"{avoids}_note").text if avoids in NOTED else ""
        text = "\n".join(part for part in (day, found.text, note) if part)
        slots = {**found.slots, "field": FIELD, QUESTION: None}
        return replace(found, text=text, slots=slots, said=f"{self.need}:end")

    def _wish(self, turn: Turn, words: Words, known: Mapping[str, str]) -> Wish:
        before = wish_of(replace(turn, text="", entities=(), chosen=False))
        likes, size = known["likes"], known["size"]
        text: Any = None if likes == SKIP else words.get(f"search_digital_{likes}")
        return replace(
            before,
            field=FIELD,
            level=TASTER if size == TASTER else before.level,
            text=text,
            is_text_of_field=True,
            max_duration_months=MONTHS_SHORT if size == SHORT else before.max_duration_months,
        )
