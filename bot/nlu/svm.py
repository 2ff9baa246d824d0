"""One linear classifier per label against all others, trained on two cores; knows only rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]
Labels = NDArray[np.int64]
TRAINING_THREADS = 2  # the design's machine; liblinear runs without Python's lock


@dataclass
class Linear:
    """Weights of shape (columns, labels) and one bias per label."""

    weights: Floats
    biases: Floats

    @classmethod
    def train(cls, rows: csr_matrix, labels: Labels, count: int, cost: float) -> Linear:
        """Learn *count* labels, numbered from 0; a label without rows never wins."""
        wide = rows.astype(np.float64)  # liblinear would otherwise copy the rows once per label
        fitted = Parallel(n_jobs=TRAINING_THREADS, prefer="threads")(
            delayed(_one)(wide, labels == number, cost) for number in range(count)
        )
        weights = np.stack([w for w, _ in fitted], axis=1)
        return cls(weights, np.array([b for _, b in fitted], dtype=np.float32))

    def margins(self, rows: csr_matrix) -> Floats:
        """Signed distances, one row per row, one column per label."""
        return np.asarray(rows @ self.weights, dtype=np.float32) + self.biases


def _one(rows: csr_matrix, is_label: NDArray[np.bool_], cost: float) -> tuple[Floats, float]:
    if not is_label.any() or is_label.all():
        return np.zeros(rows.shape[1], dtype=np.float32), -10.0
    machine = LinearSVC(C=cost, class_weight="balanced", tol=1e-2, random_state=1)
    machine.fit(rows, is_label)
    return machine.coef_[0].astype(np.float32), float(machine.intercept_[0])
