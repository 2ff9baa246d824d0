"""Turns samples (folded text and stems) into sparse rows; it knows nothing of Rasa or of labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer


@dataclass(frozen=True)
class Sample:
    """One text (or clause) as the classifier sees it: folded, and the stems of its tokens."""

    text: str
    stems: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """How many columns of each kind are kept (the most frequent), and the lengths of n-grams."""

    stem_columns: int = 40_000
    letter_columns: int = 60_000
    letters: tuple[int, int] = (2, 5)


def stem_ngrams(sample: Sample) -> list[str]:
    """Stems and pairs of neighbouring stems."""
    stems = sample.stems
    return [*stems, *(f"{a} {b}" for a, b in zip(stems, stems[1:], strict=False))]


def text_of(sample: Sample) -> str:
    """The folded text, of which the letters are counted."""
    return sample.text


class Features:
    """TF-IDF of stems (1-2) and of letters inside words; rows are float32, each half of length 1."""

    def __init__(self, limits: Limits) -> None:
        self._stems = TfidfVectorizer(
            analyzer=stem_ngrams,
            sublinear_tf=True,
            max_features=limits.stem_columns,
            dtype=np.float32,
        )
        self._letters = TfidfVectorizer(
            analyzer="char_wb",
            preprocessor=text_of,
            ngram_range=limits.letters,
            sublinear_tf=True,
            max_features=limits.letter_columns,
            dtype=np.float32,
        )

    def fit(self, samples: Sequence[Sample]) -> csr_matrix:
        """Learn the columns from *samples* and give their rows."""
        rows = hstack([self._stems.fit_transform(samples), self._letters.fit_transform(samples)])
        # Vectorizers keep the terms that they cut off; nobody needs them in the model file.
        del self._stems.stop_words_, self._letters.stop_words_
        return rows.tocsr()

    def transform(self, samples: Sequence[Sample]) -> csr_matrix:
        """Rows of *samples*."""
        return hstack([self._stems.transform(samples), self._letters.transform(samples)]).tocsr()

    @property
    def stem_width(self) -> int:
        """How many of the first columns belong to stems."""
        return len(self._stems.vocabulary_)
