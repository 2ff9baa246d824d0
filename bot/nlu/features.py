"""Turns samples (words, stems, marks) into sparse rows; it knows nothing of Rasa or of labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from scipy.sparse import csr_matrix, hstack

from bot.nlu.sparse import Part, letter_ngrams, whole


@dataclass(frozen=True, slots=True)
class Sample:
    """One text (or clause) as the classifier sees it.

    Attributes:
        words: folded.
        stems: of the words, in their order.
        marks: what holds in every language: ideas, and types of entities found in it.
    """

    words: tuple[str, ...]
    stems: tuple[str, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How many columns of each kind are kept (the most frequent), and how much each kind counts.

    The weights are relative to the stems' 1.0.
    """

    stem_columns: int = 60_000
    letter_columns: int = 80_000
    letters: tuple[int, int] = (2, 5)
    letter_weight: float = 1.4
    mark_weight: float = 0.7


def stems_of(sample: Sample) -> Iterable[str]:
    """Stems and pairs of neighbouring stems."""
    yield from sample.stems
    yield from (f"{a} {b}" for a, b in pairwise(sample.stems))


def words_of_sample(sample: Sample) -> Iterable[str]:
    """The words as they are."""
    return sample.words


def marks_of_sample(sample: Sample) -> Iterable[str]:
    """The marks as they are."""
    return sample.marks


class Features:
    """TF-IDF of stems (1-2), of letters inside words, and of marks.

    Each of the three parts of a row has the length of its weight, the stems' part 1.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parts: list[Part] = []

    def fit(self, samples: Sequence[Sample]) -> csr_matrix:
        """Learn the columns from *samples* and give their rows."""
        limits = self._limits
        shortest, longest = limits.letters
        letters = partial(letter_ngrams, shortest=shortest, longest=longest)
        fitted = [
            Part.fit(stems_of, whole, samples, limits.stem_columns, 1.0),
            Part.fit(
                words_of_sample, letters, samples, limits.letter_columns, limits.letter_weight
            ),
            Part.fit(marks_of_sample, whole, samples, None, limits.mark_weight),
        ]
        self._parts = [part for part, _ in fitted]
        return hstack([rows for _, rows in fitted], format="csr")

    def transform(self, samples: Sequence[Sample]) -> csr_matrix:
        """Rows of *samples*."""
        return hstack([part.rows(samples) for part in self._parts], format="csr")
