"""The network behind the needs: one hidden layer over sparse rows; it knows only numbers.

Trained by Adagrad, whose steps touch only the columns that occur: with 140,000 columns, of which a
message has 140, that is what makes two minutes enough. Source: Duchi, Hazan, Singer: Adaptive
subgradient methods, JMLR 12 (2011). Dropout: Srivastava and others, JMLR 15 (2014).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
START = 0.01  # of the sums of squared gradients: keeps the first steps from being huge
STEP = 8.0  # how much a batch's error counts beside START
SPREAD = 0.1  # of the first weights


@dataclass(frozen=True)
class NetworkKnobs:
    """What can be turned; see config.yml for the values and where they come from."""

    hidden: int = 160
    epochs: int = 5
    batch: int = 128
    rate: float = 0.2
    drop_columns: float = 0.5
    drop_hidden: float = 0.3
    seed: int = 1


@dataclass
class Network:
    """Weights of shape (columns, hidden) and (hidden, labels), and a bias per unit."""

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    @classmethod
    def train(cls, rows: csr_matrix, targets: Floats, knobs: NetworkKnobs) -> Network:
        """Learn from *rows* and *targets* (a row per text, shares of its labels, summing to 1)."""
        return _Training(rows, targets, knobs).run()

    @classmethod
    def joined(cls, members: Sequence[Network]) -> Network:
        """One network whose scores are the means of those of *members*, its first layer halved.

        Sixteen bits a weight instead of thirty-two: half of the memory, and no answer changes.
        """
        share = np.float32(1 / len(members))
        return cls(
            inner=np.hstack([member.inner for member in members]).astype(np.float16),
            inner_bias=np.concatenate([member.inner_bias for member in members]),
            outer=np.vstack([member.outer for member in members]) * share,
            outer_bias=np.sum([member.outer_bias for member in members], axis=0) * share,
        )

    def scores(self, rows: csr_matrix) -> Floats:
        """One row of scores per row, one column per label; a softmax makes shares of them."""
        sums = np.stack([self._inner_sum(rows, at) for at in range(rows.shape[0])])
        hidden = np.maximum(sums + self.inner_bias, 0)
        return np.asarray(hidden @ self.outer + self.outer_bias, dtype=np.float32)

    def _inner_sum(self, rows: csr_matrix, at: int) -> Floats:
        """One row times the first layer: only the weights that it touches are widened."""
        part = slice(rows.indptr[at], rows.indptr[at + 1])
        weights = self.inner[rows.indices[part]].astype(np.float32)
        return np.asarray(rows.data[part].astype(np.float32) @ weights)


class _Training:
    """One run: weights, what their gradients have summed up to, and the random numbers."""

    def __init__(self, rows: csr_matrix, targets: Floats, knobs: NetworkKnobs) -> None:
        self._rows, self._targets, self._knobs = rows, targets, knobs
        self._random = np.random.RandomState(knobs.seed)
        columns, labels = rows.shape[1], targets.shape[1]
        inner = self._random.randn(columns, knobs.hidden) * SPREAD
        outer = self._random.randn(knobs.hidden, labels) / np.sqrt(knobs.hidden)
        self._net = Network(
            inner=inner.astype(np.float32),
            inner_bias=np.zeros(knobs.hidden, np.float32),
            outer=outer.astype(np.float32),
            outer_bias=np.zeros(labels, np.float32),
        )
        # Of the first layer one sum per column: a third of the time, and nothing lost.
        self._sums = np.full(columns, START, np.float32)
        self._squares = {
            name: np.full_like(getattr(self._net, name), START)
            for name in ("inner_bias", "outer", "outer_bias")
        }
        self._place = np.zeros(columns, np.int64)

    def run(self) -> Network:
        """All epochs; the rate falls evenly to a tenth."""
        knobs, count = self._knobs, self._rows.shape[0]
        for epoch in range(knobs.epochs):
            order = self._random.permutation(count)
            for at in range(0, count, knobs.batch):
                done = (epoch + at / count) / knobs.epochs
                self._step(order[at : at + knobs.batch], knobs.rate * (1 - 0.9 * done))
        return self._net

    def _step(self, chosen: NDArray[np.int64], rate: float) -> None:
        net, knobs = self._net, self._knobs
        batch, columns = self._thinned(self._rows[chosen])
        before = batch @ net.inner[columns] + net.inner_bias
        kept = self._random.rand(*before.shape) > knobs.drop_hidden
        open_ = ((before > 0) & kept).astype(np.float32) / np.float32(1 - knobs.drop_hidden)
        hidden = before * open_
        error = _softmax(hidden @ net.outer + net.outer_bias) - self._targets[chosen]
        error *= np.float32(STEP / len(chosen))
        back = (error @ net.outer.T) * open_
        self._move("outer", hidden.T @ error, rate)
        self._move("outer_bias", error.sum(axis=0), rate)
        self._move("inner_bias", back.sum(axis=0), rate)
        self._move_columns(columns, batch.T @ back, rate)

    def _thinned(self, batch: csr_matrix) -> tuple[csr_matrix, NDArray[np.int64]]:
        """The batch with some of its values left out, over the columns that are left in it."""
        share = self._knobs.drop_columns
        kept = self._random.rand(batch.nnz) > share
        ends = np.concatenate([[0], np.cumsum(kept)])[batch.indptr]
        found = batch.indices[kept]
        columns = np.unique(found)
        self._place[columns] = np.arange(len(columns))
        data = batch.data[kept] / np.float32(1 - share)  # the others make up for them
        shape = (batch.shape[0], len(columns))
        return csr_matrix((data, self._place[found], ends), shape=shape), columns

    def _move(self, name: str, gradient: Floats, rate: float) -> None:
        weights, squares = getattr(self._net, name), self._squares[name]
        squares += gradient * gradient
        weights -= np.float32(rate) * gradient / np.sqrt(squares)

    def _move_columns(self, columns: NDArray[np.int64], gradient: Floats, rate: float) -> None:
        sums = self._sums[columns] + np.einsum("ij,ij->i", gradient, gradient) / gradient.shape[1]
        self._sums[columns] = sums
        gradient *= (np.float32(-rate) / np.sqrt(sums))[:, None]
        self._net.inner[columns] += gradient


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
