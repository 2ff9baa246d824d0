"""How well the words a learner types match a course; it knows no database and no other wish."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.words import stem, telling_words, words

# What a word is worth where it is found. The award counts as much as the title: people ask for
# "BTS informatique". A part of a compound is worth half ("utvecklare" in "webbutvecklare").
TITLE, AWARD, COMPOUND, PROVIDER = 1.0, 1.0, 0.5, 0.4
SHORTEST_PART = 5
SHORTEST_TYPO = 5


@dataclass(frozen=True)
class Document:
    """The searchable text of a course.

    Attributes:
        language: of the course, and so of its title.
        titles: the title in other languages.
    """

    language: str
    title: str
    titles: tuple[str, ...]
    award: str
    provider: str


class TextWish:
    """The telling words of a learner's text, matched against courses.

    Attributes:
        words: folded, stop words left out, typing errors corrected to words of the courses.
    """

    def __init__(self, text: str, language: str, documents: Sequence[Document]) -> None:
        typed = telling_words(text, language)
        self._language = language
        self.words = _corrected(typed, documents) if typed else ()

    def share(self, document: Document) -> float:
        """The share of the words that the course has somewhere, 0 to 1; 0 without words."""
        if not self.words:
            return 0.0
        return sum(self._worth(word, document) > 0 for word in self.words) / len(self.words)

    def score(self, document: Document) -> float:
        """The share of the words, weighted by where they were found, 0 to 1."""
        if not self.words:
            return 0.0
        return sum(self._worth(word, document) for word in self.words) / len(self.words)

    def _worth(self, word: str, document: Document) -> float:
        """What the best place where the course has *word* is worth."""
        forms = {stem(word, document.language), stem(word, self._language), word}
        index = _index(document)
        if forms & index.title:
            return TITLE
        if forms & index.award:
            return AWARD
        if _is_part(word, index.title_words):
            return COMPOUND
        return PROVIDER if forms & index.provider else 0.0


@dataclass(frozen=True)
class _Index:
    """The stems and words of a course by where they stand."""

    title: frozenset[str]
    award: frozenset[str]
    provider: frozenset[str]
    title_words: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.title | self.award | self.provider | self.title_words


@lru_cache(maxsize=20_000)
def _index(document: Document) -> _Index:
    title_words = frozenset(words(" ".join((document.title, *document.titles))))
    return _Index(
        title=_forms(title_words, document.language),
        award=_forms(words(document.award), document.language),
        provider=_forms(words(document.provider), document.language),
        title_words=title_words,
    )


def _forms(found: Sequence[str] | frozenset[str], language: str) -> frozenset[str]:
    return frozenset(found) | frozenset(stem(word, language) for word in found)


def _is_part(word: str, title_words: frozenset[str]) -> bool:
    """Whether *word* begins or ends a longer word of the title."""
    if len(word) < SHORTEST_PART:
        return False
    return any(known.startswith(word) or known.endswith(word) for known in title_words)


def _corrected(typed: tuple[str, ...], documents: Sequence[Document]) -> tuple[str, ...]:
    """The words, each unknown one replaced by the one known word a single slip away, if any."""
    known = frozenset[str]().union(*(_index(document).all for document in documents))
    return tuple(_correct(word, known) for word in typed)


def _correct(word: str, known: frozenset[str]) -> str:
    if len(word) < SHORTEST_TYPO or word in known or _is_part(word, known):
        return word
    # Sorted, so that of two equally close words the same one is taken on every machine.
    close = process.extractOne(word, sorted(known), scorer=OSA.distance, score_cutoff=1)
    return str(close[0]) if close else word
