"""Makes the classifier's samples: of a message and its clauses, and of all examples; no Rasa."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.nlu.concepts import Concepts
from bot.nlu.features import Sample
from bot.nlu.marks import Mark, marks_of
from bot.nlu.need_model import Training
from bot.nlu.noise import misspell
from bot.nlu.text import stem, words_of

Span = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """A text with its language, its needs (the main one first) and the types of its entities."""

    text: str
    language: str
    needs: tuple[str, ...]
    marks: tuple[Mark, ...] = field(default=())


@dataclass
class Sampler:
    """Turns texts into samples."""

    ideas: dict[str, Concepts]

    def samples(
        self, text: str, language: str, marks: Sequence[Mark], spans: Sequence[Span]
    ) -> list[Sample]:
        """One sample for each span (start, end) of *text*."""
        words = words_of(text)
        made = []
        for start, end in spans:
            inside = tuple(w.folded for w in words if w.start >= start and w.end <= end)
            stems = tuple(stem(word, language) for word in inside)
            named = marks_of(text[start:end], inside, self.ideas[language])
            known = [name for name, at, to in marks if at >= start and to <= end]
            made.append(Sample(inside, stems, (*named, *known)))
        return made

    def training(self, examples: Iterable[Example], noisy_share: float, seed: int) -> Training:
        """Every example, and a misspelt copy of some; a copy has the entities of its example."""
        rng = random.Random(seed)  # noqa: S311 - spelling, not secrets
        training = Training()
        for origin, example in enumerate(examples):
            self._add(training, example, example.text, origin, noisy=False)
            if rng.random() < noisy_share:
                text = misspell(example.text, example.language, rng)
                self._add(training, example, text, origin, noisy=True)
        return training

    def _add(
        self, training: Training, example: Example, text: str, origin: int, *, noisy: bool
    ) -> None:
        whole = [(name, 0, len(text)) for name, _, _ in example.marks]
        sample = self.samples(text, example.language, whole, [(0, len(text))])[0]
        training.add(sample, example.needs, origin, noisy)
