"""What the tagger is told of each word: its form, its neighbours, and what lists know of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from bot.nlu.concepts import Concepts
from bot.nlu.found import Found
from bot.nlu.text import Word, stem, words_of
from catalog.folding import fold_place

NEIGHBOURS = (-2, -1, 1, 2)
LONGEST_SHAPE = 5


@dataclass(frozen=True)
class Clues:
    """Where the clues come from.

    Attributes:
        ideas: by language.
        names: folded names of places.
    """

    ideas: dict[str, Concepts]
    names: Container[str]

    def of(
        self, text: str, language: str, found: Iterable[Found]
    ) -> tuple[list[Word], list[list[str]]]:
        """The words of *text* and the features of each; *found* is what lists know in it."""
        words = words_of(text)
        if not words:
            return [], []
        hints = _hints(words, found)
        own = [
            self._own(text, words, at, language) + [f"t={hint}" for hint in hints[at]]
            for at in range(len(words))
        ]
        near = [_near(word, language, hint) for word, hint in zip(words, hints, strict=True)]
        return words, [_in_place(own, near, words, at) for at in range(len(words))]

    def _own(self, text: str, words: Sequence[Word], at: int, language: str) -> list[str]:
        word, form = words[at], _form(words[at])
        before = text[words[at - 1].end : word.start].strip() if at else "^"
        behind = text[word.end : words[at + 1].start].strip() if at + 1 < len(words) else "$"
        features = [
            "bias",
            f"l={language}",
            f"w={form}",
            f"s={stem(word.folded, language)}",
            f"sh={_shape(word)}",
            f"p3={form[:3]}",
            f"p5={form[:5]}",
            f"x3={form[-3:]}",
            f"x4={form[-4:]}",
            f"pb={before}",
            f"pa={behind}",
        ]
        if fold_place(word.folded) in self.names:
            features.append("name")
        return features + [f"i={idea}" for idea in self.ideas[language].of_word(word.folded)]


def _hints(words: Sequence[Word], found: Iterable[Found]) -> list[list[str]]:
    hints: list[list[str]] = [[] for _ in words]
    for one in found:
        for at, word in enumerate(words):
            if one.start <= word.start and word.end <= one.end:
                hints[at].append(f"{'B' if word.start == one.start else 'I'}-{one.type}")
    return hints


def _near(word: Word, language: str, hints: Iterable[str]) -> list[str]:
    form = _form(word)
    known = [f"w={form}", f"s={stem(word.folded, language)}", f"sh={_shape(word)}"]
    return known + [f"t={hint}" for hint in hints]


def _in_place(
    own: list[list[str]], near: list[list[str]], words: Sequence[Word], at: int
) -> list[str]:
    """The features of the word at *at* with those of its neighbours."""
    features = list(own[at])
    for step in NEIGHBOURS:
        there = at + step
        if 0 <= there < len(words):
            features += [f"{step}{feature}" for feature in near[there]]
        else:
            features.append(f"{step}none")
    for step in (-1, 1):
        if 0 <= at + step < len(words):
            features += [f"{step}{f}" for f in own[at + step] if f.startswith(("i=", "name"))]
    if at:
        features.append(f"2w={_form(words[at - 1])}|{_form(words[at])}")
    if at > 1:
        features.append(f"before={_form(words[at - 2])}|{_form(words[at - 1])}")
    return features


def _form(word: Word) -> str:
    return f"N{len(word.folded)}" if word.folded.isdigit() else word.folded


def _shape(word: Word) -> str:
    text = word.text
    if text.isdigit():
        kind = "d"
    elif text.isupper() and len(text) > 1:
        kind = "U"
    else:
        kind = "C" if text[:1].isupper() else "x"
    return f"{kind}{min(len(text), LONGEST_SHAPE)}"
