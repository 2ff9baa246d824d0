"""Marks: what the classifier is told about a text besides its words; they hold in every language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.nlu.concepts import Concepts

MARKS = "marks"
# A type of entity, and where in the text it stands.
Mark = tuple[str, int, int]


def mark(kind: str, start: int, end: int) -> Mark:
    """The mark of an entity; told apart from ideas by its first sign."""
    return f"_{kind}", start, end


def marks_of(text: str, words: Sequence[str], ideas: Concepts) -> Iterable[str]:
    """The ideas in the folded words of a text, as often as they occur, and whether it asks."""
    return [*ideas.find(words), *(["?"] if "?" in text else [])]
