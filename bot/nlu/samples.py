"""Makes the classifier's samples: of a message and its clauses, and of all examples; no Rasa."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.nlu.concepts import Concepts
from bot.nlu.features import Sample
from bot.nlu.finder import Finder
from bot.nlu.marks import Mark, marks_of, marks_of_entities
from bot.nlu.need_model import Training
from bot.nlu.noise import misspell
from bot.nlu.stems import Stemmer
from bot.nlu.text import fold

HOME = {"fr": "FR", "sv": "SE", "nl": "BE"}
Span = tuple[int, int]


@dataclass(frozen=True)
class Example:
    """A text with its language and its need."""

    text: str
    language: str
    need: str


@dataclass
class Sampler:
    """Turns texts into samples."""

    ideas: dict[str, Concepts]
    stemmer: Stemmer = field(default_factory=Stemmer)

    def samples(
        self, text: str, language: str, marks: Sequence[Mark], spans: Sequence[Span]
    ) -> list[Sample]:
        """One sample for each span (start, end) of *text*."""
        stems = self.stemmer.stems(text, language)
        made = []
        for start, end in spans:
            inside = tuple(s.text for s in stems if s.start >= start and s.end <= end and s.text)
            names = marks_of(text, start, end, marks, self.ideas[language])
            made.append(Sample(fold(text[start:end]), inside, tuple(names)))
        return made

    def training(
        self, examples: Sequence[Example], finder: Finder, copies: int, seed: int
    ) -> Training:
        """Every example and its misspelt *copies*; a copy has the entities of its example."""
        rng = random.Random(seed)  # noqa: S311 - spelling, not secrets
        training = Training([], [], [], [])
        for origin, example in enumerate(examples):
            found = finder.find(
                example.text, [example.language], HOME.get(example.language), fuzzy=False
            )
            marks = marks_of_entities(found)
            texts = [misspell(example.text, example.language, rng) for _ in range(copies)]
            for noisy, text in enumerate([example.text, *texts]):
                whole = [(name, 0, len(text)) for name, _, _ in marks]
                sample = self.samples(text, example.language, whole, [(0, len(text))])[0]
                training.add(sample, example.need, origin, bool(noisy))
        return training
