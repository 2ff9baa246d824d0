"""The need classifier: shares of all needs for a text, sharpened until they mean chances."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar

from bot.nlu.features import Features, Limits, Sample
from bot.nlu.network import Floats, Network, NetworkKnobs
from bot.nlu.stages import begin

# Of 1: how much of the target the needs beside the main one get.
BESIDE = 0.8
# One example in so many is kept back, to see what shares are worth on texts that were not learnt.
KEPT_BACK = 25


@dataclass(frozen=True)
class Guess:
    """The needs of one text, best first, and the chance that the best is right."""

    ranking: tuple[tuple[str, float], ...]
    confidence: float

    @property
    def need(self) -> str:
        """The best need."""
        return self.ranking[0][0]

    def share(self, need: str) -> float:
        """The share of *need*; 0 if it is not among the ranked."""
        return dict(self.ranking).get(need, 0.0)


@dataclass
class Training:
    """Samples to learn from; a misspelt copy has the origin of its example and is noisy."""

    samples: list[Sample] = field(default_factory=list)
    needs: list[tuple[str, ...]] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    noisy: list[bool] = field(default_factory=list)

    def add(self, sample: Sample, needs: tuple[str, ...], origin: int, noisy: bool) -> None:
        """Put one more sample behind the others; the first of its needs is the main one."""
        self.samples.append(sample)
        self.needs.append(needs)
        self.origins.append(origin)
        self.noisy.append(noisy)


@dataclass(frozen=True)
class Knobs:
    """What can be turned: see config.yml for the values and where they come from."""

    limits: Limits = field(default_factory=Limits)
    network: NetworkKnobs = field(default_factory=NetworkKnobs)
    members: int = 1
    ranked: int = 6


class NeedModel:
    """Learns once, then guesses; holds no text of the examples, only numbers and stems."""

    def __init__(self, knobs: Knobs) -> None:
        self.knobs = knobs
        self.features = Features(knobs.limits)
        self.needs: list[str] = []
        self._network: Network
        self._sharpness = 1.0

    @classmethod
    def train(cls, training: Training, knobs: Knobs) -> NeedModel:
        """Learn from *training*, but for the few examples that show how sure the model may be."""
        begin("needs")
        model = cls(knobs)
        model.needs = sorted({need for needs in training.needs for need in needs})
        origins = np.array(training.origins)
        back = origins % KEPT_BACK == KEPT_BACK - 1
        rows = model.features.fit(training.samples)
        targets = model._targets(training.needs)
        learnt = rows[~back], targets[~back]
        seeds = range(1, knobs.members + 1)
        model._network = Network.joined(
            [Network.train(*learnt, replace(knobs.network, seed=seed)) for seed in seeds]
        )
        begin("calibrate")
        shown = back & ~np.array(training.noisy)
        if shown.any():
            model._sharpness = _best_sharpness(model._network.scores(rows[shown]), targets[shown])
        return model

    def guess(self, samples: Sequence[Sample]) -> list[Guess]:
        """One guess per sample."""
        scores = self._network.scores(self.features.transform(samples))
        return [self._ranked(row) for row in shares_of(scores * self._sharpness)]

    def _ranked(self, shares: NDArray[np.float64]) -> Guess:
        order = np.argsort(-shares)[: self.knobs.ranked]
        ranking = tuple((self.needs[i], float(shares[i])) for i in order)
        return Guess(ranking, ranking[0][1])

    def _targets(self, labels: Sequence[tuple[str, ...]]) -> Floats:
        """Shares of the needs of each text, summing to 1."""
        number = {need: at for at, need in enumerate(self.needs)}
        targets = np.zeros((len(labels), len(self.needs)), np.float32)
        for row, (main, *beside) in enumerate(labels):
            targets[row, number[main]] = 1.0
            for need in beside:
                targets[row, number[need]] = BESIDE
        return np.asarray(targets / targets.sum(axis=1, keepdims=True))


def shares_of(scores: Floats) -> NDArray[np.float64]:
    """Scores as positive shares that sum to 1 in each row."""
    powers = np.exp(scores - scores.max(axis=1, keepdims=True)).astype(np.float64)
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _best_sharpness(scores: Floats, targets: Floats) -> float:
    """The factor on scores under which the targets are likeliest (temperature scaling).

    Source: Guo and others, On calibration of modern neural networks, ICML 2017.
    """

    def surprise(factor: float) -> float:
        shares = shares_of(scores * np.float32(factor))
        return float(-(targets * np.log(shares + 1e-12)).sum())

    return float(minimize_scalar(surprise, bounds=(0.1, 3.0), method="bounded").x)
