"""The need classifier: linear, with a confidence that is calibrated on needs it has never seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.nlu.evidence import Calibration, Examples
from bot.nlu.features import Features, Limits, Sample
from bot.nlu.stages import begin
from bot.nlu.svm import Labels, Linear

FOLDS = 3  # a third of the needs is left out at a time, to stand for what nobody wrote examples for
LEFT_OUT_ROWS = 5  # and one in five of the other examples, to see what the rest makes of them


@dataclass(frozen=True)
class Guess:
    """The needs of one text, best first, and the chance that the best is right."""

    ranking: tuple[tuple[str, float], ...]
    confidence: float

    @property
    def need(self) -> str:
        """The best need."""
        return self.ranking[0][0]


@dataclass(frozen=True)
class Training:
    """Samples to learn from; a misspelt copy has the origin of its example and is noisy."""

    samples: list[Sample]
    needs: list[str]
    origins: list[int]
    noisy: list[bool]

    def add(self, sample: Sample, need: str, origin: int, noisy: bool) -> None:
        """Put one more sample behind the others."""
        self.samples.append(sample)
        self.needs.append(need)
        self.origins.append(origin)
        self.noisy.append(noisy)


@dataclass(frozen=True)
class Knobs:
    """What can be turned: see config.yml for the values and where they come from."""

    limits: Limits = field(default_factory=Limits)
    cost: float = 0.15
    sharpness: float = 4.0
    ranked: int = 5


class NeedModel:
    """Learns once, then guesses; holds no text of the examples, only numbers and stems."""

    def __init__(self, knobs: Knobs) -> None:
        self.knobs = knobs
        self.features = Features(knobs.limits)
        self.needs: list[str] = []
        self._linear: Linear
        self._examples: Examples
        self._calibration: Calibration | None = None

    @classmethod
    def train(cls, training: Training, knobs: Knobs) -> NeedModel:
        """Learn from *training* and calibrate."""
        begin("needs")
        model = cls(knobs)
        model.needs = sorted(set(training.needs))
        rows = model.features.fit(training.samples)
        labels = np.array([model.needs.index(need) for need in training.needs])
        model._linear, model._examples = model._learn(
            rows, labels, training, np.ones(len(labels), bool)
        )
        begin("calibrate")
        model._calibrate(rows, labels, training)
        return model

    def guess(self, samples: Sequence[Sample]) -> list[Guess]:
        """One guess per sample."""
        rows = self.features.transform(samples)
        margins = self._linear.margins(rows)
        stems = rows[:, : self.features.stem_width]
        evidence = self._examples.weigh(stems, margins, samples)
        shares = _softmax(margins * self.knobs.sharpness)
        if self._calibration is None:
            chances = shares.max(axis=1)
        else:
            chances = self._calibration.chance(evidence)
        return [self._ranked(s, c) for s, c in zip(shares, chances, strict=True)]

    def _ranked(self, shares: NDArray[np.float64], chance: float) -> Guess:
        order = np.argsort(-shares)[: self.knobs.ranked]
        return Guess(tuple((self.needs[i], float(shares[i])) for i in order), float(chance))

    def _learn(
        self, rows: csr_matrix, labels: Labels, training: Training, keep: NDArray[np.bool_]
    ) -> tuple[Linear, Examples]:
        linear = Linear.train(rows[keep], labels[keep], len(self.needs), self.knobs.cost)
        plain = keep & ~np.array(training.noisy)
        samples = [training.samples[i] for i in np.flatnonzero(plain)]
        stems = rows[plain][:, : self.features.stem_width]
        return linear, Examples.of(stems, labels[plain], samples)

    def _calibrate(self, rows: csr_matrix, labels: Labels, training: Training) -> None:
        """Learn from left-out texts; without the misspelt copies, which only cost time here."""
        evidence: list[NDArray[np.float64]] = []
        right: list[NDArray[np.bool_]] = []
        strange: list[NDArray[np.bool_]] = []
        plain = ~np.array(training.noisy)
        for keep, held, foreign in _folds(labels, np.array(training.origins)):
            linear, examples = self._learn(rows, labels, training, keep & plain)
            margins = linear.margins(rows[held])
            samples = [training.samples[i] for i in np.flatnonzero(held)]
            stems = rows[held][:, : self.features.stem_width]
            evidence.append(examples.weigh(stems, margins, samples))
            right.append((margins.argmax(axis=1) == labels[held]) & ~foreign[held])
            strange.append(foreign[held])
        outcomes = np.concatenate(right) if right else np.zeros(0, dtype=np.bool_)
        if outcomes.any() and not outcomes.all():
            every = np.vstack(evidence)
            self._calibration = Calibration.fit(every, outcomes, np.concatenate(strange))


def _folds(
    labels: Labels, origins: Labels
) -> Iterator[tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]]:
    """Masks of rows to learn from, to test on, and those whose need was left out altogether."""
    rng = np.random.RandomState(1)
    count = int(labels.max()) + 1
    need_fold = rng.permutation(count) % FOLDS
    row_fold = rng.randint(LEFT_OUT_ROWS, size=int(origins.max()) + 1)[origins]
    for fold in range(FOLDS):
        foreign = need_fold[labels] == fold
        held = foreign | (row_fold == fold)
        if foreign.any() and len(set(labels[~held])) > 1:
            yield ~held, held, foreign


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
