"""TF-IDF rows made directly from dictionaries: one short text costs a tenth of scikit-learn's way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
# Cuts a sample into units (its words); each unit is cut into terms (runs of letters) only once.
Units = Callable[[Any], Iterable[str]]
Cut = Callable[[str], Iterable[str]]
MOST_REMEMBERED = 50_000  # units; learners' own spellings must not fill the memory
NOTHING: Ids = np.zeros(0, dtype=np.int64)


@dataclass
class Part:
    """One kind of columns: how a sample is cut into terms, and each term's column and rarity.

    Rows of a part have the length *weight*; a text without known terms has an empty row.
    """

    units: Units
    cut: Cut
    columns: dict[str, int]
    rarity: Floats
    weight: float
    _known: dict[str, Ids] = field(default_factory=dict, repr=False)

    @classmethod
    def fit(
        cls, units: Units, cut: Cut, samples: Sequence[Any], most: int | None, weight: float
    ) -> tuple[Part, csr_matrix]:
        """Learn the *most* frequent terms (all if None) of *samples*, and give the samples' rows."""
        every = cls(units, cut, {}, np.zeros(0, np.float32), weight)
        found = [np.unique(every._ids(sample, grow=True), return_counts=True) for sample in samples]
        numbers = np.concatenate([NOTHING, *(ids for ids, _ in found)])
        times = np.bincount(numbers, minlength=len(every.columns))
        kept = np.argsort(-times, kind="stable")[:most]
        terms = list(every.columns)
        columns = {terms[number]: column for column, number in enumerate(kept)}
        # As scikit-learn smooths it: one more text that holds every term once.
        rarity = (np.log((1 + len(samples)) / (1 + times[kept])) + 1).astype(np.float32)
        part = cls(units, cut, columns, rarity, weight)
        column_of = np.full(len(terms), -1, dtype=np.int64)
        column_of[kept] = np.arange(len(kept))
        return part, part._matrix([part._valued(column_of[ids], counts) for ids, counts in found])

    def _valued(self, columns: Ids, counts: Ids) -> tuple[Ids, Floats]:
        """Sublinear counts times rarity, scaled to the weight; unknown columns (-1) are dropped."""
        known = columns >= 0
        columns, counts = columns[known], counts[known]
        values = ((1 + np.log(counts)) * self.rarity[columns]).astype(np.float32)
        length = float(np.sqrt(values @ values)) or 1.0
        return columns, values * np.float32(self.weight / length)

    def terms(self, sample: Any) -> tuple[Ids, Floats]:
        """Columns and values of one sample."""
        return self._valued(*np.unique(self._ids(sample, grow=False), return_counts=True))

    def rows(self, samples: Sequence[Any]) -> csr_matrix:
        """One row per sample."""
        return self._matrix([self.terms(sample) for sample in samples])

    def _matrix(self, found: Sequence[tuple[Ids, Floats]]) -> csr_matrix:
        ends = np.cumsum([0, *(len(ids) for ids, _ in found)])
        indices = np.concatenate([NOTHING, *(ids for ids, _ in found)])
        data = np.concatenate([np.zeros(0, np.float32), *(values for _, values in found)])
        shape = (len(found), max(len(self.columns), 1))
        return csr_matrix((data, indices, ends), shape=shape)

    def _ids(self, sample: Any, *, grow: bool) -> Ids:
        parts = [self._of_unit(unit, grow=grow) for unit in self.units(sample)]
        return np.concatenate(parts) if parts else NOTHING

    def _of_unit(self, unit: str, *, grow: bool) -> Ids:
        known = self._known.get(unit)
        if known is not None:
            return known
        if grow:
            numbers = [self.columns.setdefault(t, len(self.columns)) for t in self.cut(unit)]
        else:
            numbers = [self.columns[t] for t in self.cut(unit) if t in self.columns]
        ids = np.array(numbers, dtype=np.int64)
        if grow or len(self._known) < MOST_REMEMBERED:
            self._known[unit] = ids
        return ids

    def __getstate__(self) -> dict[str, Any]:
        """Without the memory of units."""
        return {**self.__dict__, "_known": {}}


def whole(unit: str) -> tuple[str]:
    """A unit that is its own only term."""
    return (unit,)


def letter_ngrams(word: str, shortest: int, longest: int) -> Iterable[str]:
    """Runs of letters of *word* between two blanks; a word shorter than a run is given once, whole."""
    padded = f" {word} "
    for size in range(shortest, longest + 1):
        if size >= len(padded):
            yield padded
            break
        for at in range(len(padded) - size + 1):
            yield padded[at : at + size]
