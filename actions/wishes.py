"""What a learner looks for, put together from slots and message; it knows no search."""

from __future__ import annotations

from dataclasses import dataclass

from actions.cards import Words
from actions.turn import Turn
from catalog.levels import levels
from catalog.words import telling_words

DIGITAL_FAMILIES = ("people", "making", "order")
# Level of somebody who left school without a diploma, for want of a stated one.
EQF_WITHOUT_DIPLOMA = 3


@dataclass(frozen=True)
class Wish:
    """A course that a learner looks for; each part may be open.

    Attributes:
        text: words to search by, besides the codes.
        is_text_of_field: whether those words only name the field once more, so that nothing is
            lost when no course has them.
    """

    field: str | None
    level: str | None
    mode: str | None
    text: str | None
    is_text_of_field: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it says nothing yet that a search could use."""
        return not (self.field or self.level or self.text)

    @property
    def is_only_text(self) -> bool:
        """Whether no field or level in it was recognised."""
        return not (self.field or self.level)

    def in_words(self, words: Words) -> str:
        """The wish as it was understood."""
        known = (("field", self.field), ("level", self.level), ("mode", self.mode))
        parts = [words.get(f"{slot}_{code}") for slot, code in known if code]
        return words.listed(parts) if parts else words.get("wish_any")


def wish_of(turn: Turn, words: Words) -> Wish:
    """The wish of *turn*: codes from the message or from before, and words of the message."""
    return Wish(
        field=turn.code("field"),
        level=turn.code("level"),
        mode=turn.code("mode"),
        text=_search_text(turn, words),
        is_text_of_field=turn.chosen or turn.entity("field") is not None,
    )


def stated_eqf(turn: Turn) -> int | None:
    """EQF level of the highest diploma that the learner named; None if none was named."""
    if "no_diploma" in (turn.need, *turn.also):
        return EQF_WITHOUT_DIPLOMA
    diploma = turn.slots.get("top_diploma")
    if diploma == "none":
        return EQF_WITHOUT_DIPLOMA
    level = levels().get(diploma or "")
    return level.eqf_max if level else None


def _search_text(turn: Turn, words: Words) -> str | None:
    if turn.chosen:
        families = {words.get(f"chip_digital_{code}"): code for code in DIGITAL_FAMILIES}
        family = families.get(turn.text)
        return words.get(f"search_digital_{family}") if family else None
    field = turn.entity("field")
    if field is not None:
        return str(field["value"])
    if turn.need not in ("find_course", "nlu_fallback"):
        return None
    text = _without_entities(turn)
    return text if telling_words(text, turn.language) else None


def _without_entities(turn: Turn) -> str:
    """The message without what was recognised in it, such as the place."""
    text = turn.text
    for entity in sorted(turn.entities, key=lambda found: -found.get("start", 0)):
        if "start" in entity and "end" in entity:
            text = text[: entity["start"]] + " " + text[entity["end"] :]
    return " ".join(text.split())
