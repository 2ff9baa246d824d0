"""Folding, words and stems, shared by every component; it knows nothing of Rasa."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

STEMMERS = {"fr": "french", "sv": "swedish", "nl": "dutch", "en": "english"}
LANGUAGES = tuple(STEMMERS)
# References to contact data (see bot/web) are no words: ⟦phone:1⟧.
REFERENCE = re.compile(r"⟦(\w+):(\d+)⟧")
WORD = re.compile(r"[^\W_]+")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ß": "ss", "’": "'", "ʼ": "'"})


def fold(text: str) -> str:
    """Lower case without accents: people leave them out, and both sides are folded alike."""
    lowered = text.lower().translate(_LIGATURES)
    if lowered.isascii():
        return lowered
    return "".join(
        c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c)
    )


@dataclass(frozen=True)
class Word:
    """A run of letters or digits with its place in the text."""

    text: str
    folded: str
    start: int
    end: int

    @property
    def is_capitalised(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()


def words_of(text: str) -> list[Word]:
    """The words of *text* in order; hyphens and apostrophes separate words."""
    spots = REFERENCE.sub(lambda found: " " * len(found.group()), text)
    return [
        Word(found.group(), fold(found.group()), found.start(), found.end())
        for found in WORD.finditer(spots)
    ]


@cache
def _stemmer(language: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(STEMMERS[language])


@lru_cache(maxsize=20_000)
def stem(folded: str, language: str) -> str:
    """The stem of one *folded* word.

    Folding comes first, so that a word typed without its accents has the same stem.
    """
    return str(_stemmer(language).stemWord(folded))
