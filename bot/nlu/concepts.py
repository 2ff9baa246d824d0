"""Finds ideas (old, money, a person) by words of four languages; it knows no Rasa and no needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from bot.nlu.lexicon import BadLexicon
from bot.nlu.text import LANGUAGES, words_of

FILE = "concepts.yml"
LONGEST_PHRASE = 3
Table = dict[str, set[str]]


@dataclass
class Concepts:
    """The ideas of one language: phrases as they stand, and phrases with any ending."""

    whole: Table = field(default_factory=dict)
    opened: Table = field(default_factory=dict)
    lengths: tuple[int, ...] = ()

    @classmethod
    def load(cls, folder: Path) -> dict[str, Concepts]:
        """Read `concepts.yml` in *folder*: the ideas of each language.

        Raises:
            BadLexicon: the file is missing or has a wrong shape.
        """
        path = folder / FILE
        try:
            content = yaml.safe_load(path.read_text(encoding="utf-8"))
            return {code: _build({k: v[code] for k, v in content.items()}) for code in LANGUAGES}
        except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
            raise BadLexicon(f"{path}: {type(error).__name__}: {error}") from error

    def find(self, folded_words: Sequence[str]) -> set[str]:
        """Ideas in a run of folded words."""
        found: set[str] = set()
        for at in range(len(folded_words)):
            for to in range(at + 1, min(at + LONGEST_PHRASE, len(folded_words)) + 1):
                phrase = " ".join(folded_words[at:to])
                found |= self.whole.get(phrase, set())
                for length in self.lengths:
                    if length <= len(phrase):
                        found |= self.opened.get(phrase[:length], set())
        return found


def _build(entries: dict[str, list[str]]) -> Concepts:
    concepts = Concepts()
    for idea, phrases in entries.items():
        for phrase in phrases:
            key = " ".join(word.folded for word in words_of(phrase))
            table = concepts.opened if phrase.endswith("*") else concepts.whole
            table.setdefault(key, set()).add(idea)
    concepts.lengths = tuple(sorted({len(key) for key in concepts.opened}))
    return concepts
