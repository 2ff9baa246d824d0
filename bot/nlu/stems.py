"""Tokens by spaCy's language classes and folded stems by Snowball; it knows no Rasa."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

import spacy

from bot.nlu.text import LANGUAGES, fold, stem

MESSAGES_PER_ZONE = 5_000


@dataclass(frozen=True, slots=True)
class Stem:
    """The folded stem of a token, and where in the text the token stands."""

    text: str
    start: int
    end: int


class Stemmer:
    """Splits texts into tokens by the rules of their language and takes the stem of each."""

    def __init__(self) -> None:
        self._spacy = {code: spacy.blank(code) for code in LANGUAGES}
        self._zones = ExitStack()
        self._read = 0

    def stems(self, text: str, language: str) -> list[Stem]:
        """The stems of *text* in order; blanks have none."""
        self._renew_zones()
        tokens = [(t.text, t.idx) for t in self._spacy[language].make_doc(text) if not t.is_space]
        return [Stem(stem(fold(word), language), at, at + len(word)) for word, at in tokens]

    def _renew_zones(self) -> None:
        """Give back, now and then, the words that spaCy would otherwise keep for ever.

        Not after each message: spaCy's cache of tokens is what makes it fast.
        """
        if self._read % MESSAGES_PER_ZONE == 0:
            self._zones.close()
            for nlp in self._spacy.values():
                self._zones.enter_context(nlp.memory_zone())
        self._read += 1
