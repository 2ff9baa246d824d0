"""The examples and messages that every peer gets."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from rasa.shared.nlu.constants import INTENT, TEXT

from bot.nlu.importer import read_examples
from bot.nlu.language_of import language_of

SEED = 1


@dataclass(frozen=True)
class Labelled:
    """A text with its need and language."""

    text: str
    need: str
    language: str


def examples(folder: Path, per_need: int | None = None) -> list[Labelled]:
    """The training examples under *folder*, or *per_need* of each need and language, drawn once.

    Raises:
        BadExamples: a file has a wrong shape.
    """
    groups: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    for path in sorted(folder.rglob("*.yml")):
        for message in read_examples(path):
            one = Labelled(message.get(TEXT), message.get(INTENT), language_of(message))
            groups[one.need, one.language].append(one)
    rng = random.Random(SEED)  # noqa: S311 - a sample, not secrets
    chosen = []
    for _, group in sorted(groups.items()):
        rng.shuffle(group)
        chosen += group[:per_need]
    return chosen
