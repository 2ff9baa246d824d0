"""Finds ideas (old, money, a person) by words of four languages; it knows no Rasa and no needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.lexicon import BadLexicon
from bot.nlu.text import LANGUAGES, words_of

FOLDER = "ideas"
# Words that nobody wrote an entry for come from learners: the memory of them is bounded.
MOST_REMEMBERED = 100_000


@dataclass(frozen=True)
class _Phrase:
    """What must follow a first word, whether the last of it may have any ending, and the idea."""

    rest: tuple[str, ...]
    is_open: bool
    idea: str

    def follows(self, words: Sequence[str]) -> bool:
        """Whether *words* begin with the rest of the phrase."""
        if len(words) < len(self.rest):
            return False
        *middle, last = self.rest
        if any(a != b for a, b in zip(words, middle, strict=False)):
            return False
        end = words[len(middle)]
        return end.startswith(last) if self.is_open else end == last


@dataclass
class Concepts:
    """The ideas of one language: words as they stand, beginnings of words, and phrases."""

    whole: dict[str, set[str]] = field(default_factory=dict)
    opened: dict[str, set[str]] = field(default_factory=dict)
    phrases: dict[str, list[_Phrase]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    _known: dict[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, folder: Path) -> dict[str, Concepts]:
        """Read the files of `ideas/` in *folder*: the ideas of each language.

        Raises:
            BadLexicon: there is no file, or one has a wrong shape.
        """
        found = {code: cls() for code in LANGUAGES}
        paths = sorted((folder / FOLDER).glob("*.yml"))
        if not paths:
            raise BadLexicon(f"{folder / FOLDER}: no file")
        for path in paths:
            for idea, by_language in _read(path).items():
                for code, concepts in found.items():
                    for phrase in by_language.get(code, ()):
                        concepts.add(str(phrase), idea)
        for concepts in found.values():
            concepts.lengths = tuple(sorted({len(key) for key in concepts.opened}))
        return found

    def add(self, phrase: str, idea: str) -> None:
        """Take up *phrase*; a star at its end stands for any ending."""
        is_open = phrase.endswith("*")
        words = [word.folded for word in words_of(phrase)]
        if len(words) == 1:
            table = self.opened if is_open else self.whole
            table.setdefault(words[0], set()).add(idea)
        elif words:
            entry = _Phrase(tuple(words[1:]), is_open, idea)
            self.phrases.setdefault(words[0], []).append(entry)

    def of_word(self, folded: str) -> tuple[str, ...]:
        """The ideas of one folded word, in alphabetical order."""
        known = self._known.get(folded)
        if known is None:
            found = set(self.whole.get(folded, ()))
            for length in self.lengths:
                if length <= len(folded):
                    found |= self.opened.get(folded[:length], set())
            known = tuple(sorted(found))
            if len(self._known) < MOST_REMEMBERED:
                self._known[folded] = known
        return known

    def find(self, folded_words: Sequence[str]) -> list[str]:
        """Ideas in a run of folded words, as often as they occur."""
        found: list[str] = []
        for at, word in enumerate(folded_words):
            found += self.of_word(word)
            for phrase in self.phrases.get(word, ()):
                if phrase.follows(folded_words[at + 1 : at + 1 + len(phrase.rest)]):
                    found.append(phrase.idea)
        return found

    def __getstate__(self) -> dict[str, Any]:
        """Without the memory of words."""
        return {**self.__dict__, "_known": {}}


def _read(path: Path) -> dict[str, dict[str, Iterable[str]]]:
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        return {str(idea): {**entry} for idea, entry in content.items()}
    except (OSError, yaml.YAMLError, TypeError, AttributeError) as error:
        raise BadLexicon(f"{path}: {type(error).__name__}: {error}") from error
