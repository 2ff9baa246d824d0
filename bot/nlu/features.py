"""Turns samples (text, stems, marks) into sparse rows; it knows nothing of Rasa or of labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from scipy.sparse import csr_matrix, hstack

from bot.nlu.sparse import Part, letter_ngrams


@dataclass(frozen=True)
class Sample:
    """One text (or clause) as the classifier sees it.

    Attributes:
        text: folded.
        stems: of its tokens, in order.
        marks: what holds in every language: ideas, and types of entities found in it.
    """

    text: str
    stems: tuple[str, ...]
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Limits:
    """How many columns of each kind are kept (the most frequent), and how much each kind counts.

    The weights are relative to the stems' 1.0; measured in November 2026 on 15 % left-out examples.
    """

    stem_columns: int = 40_000
    letter_columns: int = 60_000
    letters: tuple[int, int] = (2, 5)
    letter_weight: float = 1.4
    mark_weight: float = 0.7


def stem_ngrams(sample: Sample) -> list[str]:
    """Stems and pairs of neighbouring stems."""
    return [*sample.stems, *(f"{a} {b}" for a, b in pairwise(sample.stems))]


def letters_of(sample: Sample, shortest: int, longest: int) -> Iterable[str]:
    """Runs of letters of the folded text."""
    return letter_ngrams(sample.text, shortest, longest)


def marks_of(sample: Sample) -> tuple[str, ...]:
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
        letters = partial(letters_of, shortest=shortest, longest=longest)
        some_mark = [*samples, Sample("", (), ("none",))]  # small sets may be without any
        self._parts = [
            Part.fit(stem_ngrams, samples, limits.stem_columns, 1.0),
            Part.fit(letters, samples, limits.letter_columns, limits.letter_weight),
            Part.fit(marks_of, some_mark, None, limits.mark_weight),
        ]
        return self.transform(samples)

    def transform(self, samples: Sequence[Sample]) -> csr_matrix:
        """Rows of *samples*."""
        return hstack([part.rows(samples) for part in self._parts], format="csr")

    @property
    def stem_width(self) -> int:
        """How many of the first columns belong to stems."""
        return len(self._parts[0].columns)
