"""Swedish and Dutch compounds, taken apart; it knows no course."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from catalog.datafiles import read_section
from catalog.words import stem

COMPOUNDS_FILE = Path(__file__).parent / "compounds.yml"
LANGUAGES = ("sv", "nl")
LONGEST_COMPOUND = 40  # what is longer was not written by a person
SHORTEST_COMPOUND = 7
SHORTEST_PART = 3
MOST_PARTS = 4


@dataclass
class Splitter:
    """Takes the compounds of one language apart.

    Attributes:
        language: whose stems the parts are compared by.
        links: what may stand between two parts; the empty link is among them.
        known: words and stems that may be parts, folded.
    """

    language: str
    links: tuple[str, ...]
    known: set[str]
    never: frozenset[str] = frozenset()
    _found: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def split(self, word: str) -> tuple[str, ...]:
        """Stems of the parts of a folded *word*; empty if it is no compound of known words."""
        if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND:
            return ()
        if word not in self._found:
            parts = self._parts(word, MOST_PARTS)
            self._found[word] = tuple(stem(part, self.language) for part in parts)
        return self._found[word]

    def _parts(self, word: str, most: int) -> tuple[str, ...]:
        """The fewest parts, the longest last part among them; empty if there are no two."""
        if most < 2:
            return ()
        best: tuple[str, ...] = ()
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            last = word[cut:]
            if not self._is_part(last):
                continue
            first = self._first(word[:cut], most - 1)
            if first and (not best or len(first) + 1 < len(best)):
                best = (*first, last)
        return best

    def _first(self, text: str, most: int) -> tuple[str, ...]:
        """The part or parts that *text* is, with or without a link at its end."""
        without = [text.removesuffix(link) for link in self.links if text.endswith(link)]
        for part in without:
            if len(part) >= SHORTEST_PART and self._is_part(part):
                return (part,)
        return next((parts for part in without if (parts := self._parts(part, most))), ())

    def _is_part(self, text: str) -> bool:
        if text in self.never or len(text) < SHORTEST_PART:
            return False
        # Three letters are a part only where the list says so: words of titles are too many.
        return text in self.known or (len(text) > 3 and stem(text, self.language) in self.known)


@lru_cache(maxsize=1)
def shipped() -> dict[str, Splitter]:
    """A splitter per language that knows the words of the data file only."""
    content = read_section(COMPOUNDS_FILE)
    return {language: _shipped(language, content[language]) for language in LANGUAGES}


def _shipped(language: str, section: dict[str, str]) -> Splitter:
    parts = section["parts"].split()
    known = {*parts, *(stem(part, language) for part in parts if len(part) > 3)}
    never = frozenset(section["never"].split())
    return Splitter(language, ("", *section["links"].split()), known, never)


def with_words(language: str, words: frozenset[str]) -> Splitter:
    """A splitter that also knows *words* of the catalogue, folded, of five letters or more."""
    base = shipped()[language]
    long = {word for word in words if len(word) > 4}
    known = base.known | long | {stem(word, language) for word in long}
    return Splitter(language, base.links, known, base.never)
