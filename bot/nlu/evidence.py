"""What speaks for the best label being right: margins and the nearest example; knows only rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from bot.nlu.features import Sample
from bot.nlu.svm import Floats, Labels

CHUNK = 256  # rows compared at once with every example: 256 x 30,000 x 4 bytes = 30 MB

FOREIGN_SHARE = 0.15  # assumed: one message in seven asks for what nobody wrote examples for


@dataclass
class Examples:
    """The stems of the training examples, to measure how near a text is to any of them."""

    columns: csr_matrix  # stems x examples: transposed once, because that costs more than a product
    labels: Labels
    known: frozenset[str]

    @classmethod
    def of(cls, rows: csr_matrix, labels: Labels, samples: Sequence[Sample]) -> Examples:
        """Keep the stem part of *rows* (each of length 1), their labels and all their stems."""
        known = frozenset(stem for sample in samples for stem in sample.stems)
        return cls(rows.T.tocsr(), labels, known)

    def weigh(
        self, stems: csr_matrix, margins: Floats, samples: Sequence[Sample]
    ) -> NDArray[np.float64]:
        """One row of evidence per text.

        Columns: best margin; its lead over the second; cosine to the nearest example; the same
        within the best label; share of known stems; logarithm of the number of stems.
        """
        best = margins.argmax(axis=1)
        two = np.sort(margins, axis=1)[:, -2:]
        near = np.vstack(
            [
                self._nearest(stems[at : at + CHUNK], best[at : at + CHUNK])
                for at in range(0, len(samples), CHUNK)
            ]
        )
        counts = np.array([len(sample.stems) for sample in samples])
        known = np.array([sum(s in self.known for s in sample.stems) for sample in samples])
        shares = known / np.maximum(counts, 1)
        columns = [two[:, 1], two[:, 1] - two[:, 0], near[:, 0], near[:, 1], shares]
        return np.column_stack([*columns, np.log1p(counts)]).astype(np.float64)

    def _nearest(self, stems: csr_matrix, best: Labels) -> Floats:
        cosines = (stems @ self.columns).toarray()
        within = np.where(self.labels[None, :] == best[:, None], cosines, 0.0)
        return np.column_stack([cosines.max(axis=1), within.max(axis=1)])


@dataclass
class Calibration:
    """From evidence to the chance that the best label is right and the text is in scope."""

    mean: NDArray[np.float64]
    spread: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: float

    @classmethod
    def fit(
        cls,
        evidence: NDArray[np.float64],
        right: NDArray[np.bool_],
        foreign: NDArray[np.bool_],
    ) -> Calibration:
        """Learn from texts that were left out of training; both outcomes must occur.

        *foreign* tells texts whose need was left out too; they are weighted to be as frequent as
        out-of-scope messages are expected to be.
        """
        mean, spread = evidence.mean(axis=0), evidence.std(axis=0) + 1e-9
        share = min(max(foreign.mean(), 0.01), 0.99)
        weights = np.where(foreign, FOREIGN_SHARE / share, (1 - FOREIGN_SHARE) / (1 - share))
        fitted = LogisticRegression().fit((evidence - mean) / spread, right, sample_weight=weights)
        return cls(mean, spread, fitted.coef_[0], float(fitted.intercept_[0]))

    def chance(self, evidence: NDArray[np.float64]) -> NDArray[np.float64]:
        """Chances between 0 and 1, one per row."""
        scores = ((evidence - self.mean) / self.spread) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)))
