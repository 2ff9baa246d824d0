"""Tells French, Swedish, Dutch and English apart by letters; it knows nothing of Rasa."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import SGDClassifier

from bot.nlu.sparse import Part, letter_ngrams

COLUMNS = 40_000  # 4 languages in float32: below 1 MB
NGRAMS = (1, 4)
PASSES = 15
MOST_TEXTS = 24_000  # more teach no language better, and take longer


def words_of(text: str) -> Iterable[str]:
    """The words of the text, accents kept, digits out: no language in a code."""
    return "".join(" " if c.isdigit() else c for c in text.lower()).split()


def letters_of(word: str) -> Iterable[str]:
    """Runs of one to four letters of a word."""
    return letter_ngrams(word, *NGRAMS)


@dataclass
class LanguageModel:
    """Weights of a logistic regression over letter n-grams, a column per language."""

    languages: list[str]
    part: Part
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]

    @classmethod
    def train(cls, texts: Sequence[str], languages: Sequence[str]) -> LanguageModel:
        """Learn from *texts* (as typed) and the language of each."""
        step = len(texts) // MOST_TEXTS + 1
        texts, languages = texts[::step], languages[::step]
        part, rows = Part.fit(words_of, letters_of, texts, COLUMNS, 1.0)
        names = sorted(set(languages))
        fitted = [_one(rows, [language == name for language in languages]) for name in names]
        weights = np.stack([w for w, _ in fitted], axis=1)
        return cls(names, part, weights, np.array([b for _, b in fitted], dtype=np.float32))

    def probabilities(
        self, text: str, page: str | None = None, trust: float = 0.0
    ) -> dict[str, float]:
        """The probability of each language.

        Args:
            text: what was typed.
            page: the language of the page, None if unknown.
            trust: how much the page counts beside the text, in nats.
        """
        columns, values = self.part.terms(text)
        scores = values @ self.weights[columns] + self.biases
        scores = np.atleast_1d(scores)
        if page in self.languages:
            scores[self.languages.index(page)] += trust
        odds = np.exp(scores - scores.max())
        return dict(zip(self.languages, (odds / odds.sum()).tolist(), strict=True))


def _one(rows: object, is_language: list[bool]) -> tuple[NDArray[np.float32], float]:
    machine = SGDClassifier(loss="log_loss", alpha=1e-5, max_iter=PASSES, tol=None, random_state=1)
    machine.fit(rows, is_language)
    return machine.coef_[0].astype(np.float32), float(machine.intercept_[0])
