"""Marks: what the classifier is told about a text besides its words; they hold in every language."""

from __future__ import annotations

from collections.abc import Iterable

from bot.nlu.concepts import Concepts
from bot.nlu.found import Found
from bot.nlu.text import words_of

MARKS = "marks"
# A type of entity or its code, and where in the text it stands.
Mark = tuple[str, int, int]


def marks_of_entities(found: Iterable[Found]) -> list[Mark]:
    """A mark for each type, and one for each code, with the place of the entity."""
    marks: list[Mark] = []
    for one in found:
        marks.append((f"_{one.type}", one.start, one.end))
        if "code" in one.data:
            marks.append((f"_{one.type}:{one.data['code']}", one.start, one.end))
    return marks


def marks_of(text: str, start: int, end: int, marks: Iterable[Mark], ideas: Concepts) -> list[str]:
    """The marks of a part of a text: entities inside it, ideas in its words, a question mark."""
    inside = {name for name, at, to in marks if at >= start and to <= end}
    part = text[start:end]
    inside |= ideas.find([word.folded for word in words_of(part)])
    if "?" in part:
        inside.add("?")
    return sorted(inside)
