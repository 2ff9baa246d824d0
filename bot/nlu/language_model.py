"""Tells French, Swedish, Dutch and English apart by letters; it knows nothing of Rasa."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

BUCKETS = 2**16  # 4 classes in float32: 1 MB
NGRAMS = (1, 4)
REGULARISATION = 30.0  # weak: chat messages are short and need sharp weights


def _vectorizer() -> HashingVectorizer:
    return HashingVectorizer(
        analyzer="char_wb", ngram_range=NGRAMS, n_features=BUCKETS, alternate_sign=False
    )


@dataclass
class LanguageModel:
    """Weights of a logistic regression over hashed letter n-grams."""

    languages: list[str]
    weights: NDArray[np.float32]
    biases: NDArray[np.float32]

    @classmethod
    def train(cls, texts: Sequence[str], languages: Sequence[str]) -> LanguageModel:
        """Learn from *texts* (as typed, accents kept) and the language of each."""
        rows = _vectorizer().transform([_clean(text) for text in texts])
        fitted = LogisticRegression(C=REGULARISATION, max_iter=150, class_weight="balanced")
        fitted.fit(rows, languages)
        weights, biases = fitted.coef_, fitted.intercept_
        if len(fitted.classes_) == 2:  # scikit-learn keeps one row for two classes
            weights, biases = np.vstack([-weights, weights]) / 2, np.hstack([-biases, biases]) / 2
        names = [str(name) for name in fitted.classes_]
        return cls(names, weights.astype(np.float32), biases.astype(np.float32))

    def probabilities(
        self, text: str, page: str | None = None, trust: float = 0.0
    ) -> dict[str, float]:
        """The probability of each language.

        Args:
            text: what was typed.
            page: the language of the page, None if unknown.
            trust: how much the page counts beside the text, in nats.
        """
        row: csr_matrix = _vectorizer().transform([_clean(text)])
        scores = np.asarray(row @ self.weights.T).ravel() + self.biases
        if page in self.languages:
            scores[self.languages.index(page)] += trust
        odds = np.exp(scores - scores.max())
        return dict(zip(self.languages, (odds / odds.sum()).tolist(), strict=True))


def _clean(text: str) -> str:
    """Lower case, digits out: a postal code speaks no language."""
    return "".join(" " if c.isdigit() else c for c in text.lower())
