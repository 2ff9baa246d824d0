"""The words around place names: prepositions, and names that are ordinary words; it knows no Rasa."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bot.nlu.lexicon import Lexicon
from bot.nlu.text import Word, words_of

LONGEST_PREPOSITION = 4
Key = tuple[str, ...]


class Lead(IntEnum):
    """How strongly a place is announced. "a nantes" may be "à Nantes", "a nice" is often not."""

    NONE = 0
    WEAK = 1
    BARE_A = 2
    STRONG = 3


@dataclass(frozen=True)
class PlaceWords:
    """For the languages of one message.

    Attributes:
        strong: prepositions behind which even an ordinary word is a place.
        weak: those that stand before many other things too.
        common: names that are ordinary words: they need a strong one or a capital.
        never: names that are hardly ever meant: they need both.
    """

    strong: frozenset[Key]
    weak: frozenset[Key]
    common: frozenset[str]
    never: frozenset[str]

    @classmethod
    def of(cls, lexicons: Iterable[Lexicon]) -> PlaceWords:
        """The words of several lexicons together."""
        lists = [lexicon.places for lexicon in lexicons]
        return cls(
            _keys(words for one in lists for words in one["strong"]),
            _keys(words for one in lists for words in one["weak"]),
            frozenset(k[0] for one in lists for k in _keys(one["common"]) if len(k) == 1),
            frozenset(k[0] for one in lists for k in _keys(one["never"]) if len(k) == 1),
        )

    def knows(self, folded: str) -> bool:
        """Whether a word is one of the lists' own: never a misspelt place."""
        return folded in self.never or folded in self.common or (folded,) in self.weak

    def lead(self, words: list[Word], at: int) -> Lead:
        """How strongly the words before position *at* announce a place."""
        before = [word.folded for word in words[max(0, at - LONGEST_PREPOSITION) : at]]
        runs = [tuple(before[-n:]) for n in range(1, len(before) + 1)]
        strong = [run for run in runs if run in self.strong]
        if strong == [("a",)] and words[at - 1].text in {"a", "A"}:
            return Lead.BARE_A
        if strong:
            return Lead.STRONG
        return Lead.WEAK if any(run in self.weak for run in runs) else Lead.NONE


def _keys(entries: Iterable[str]) -> frozenset[Key]:
    return frozenset(tuple(word.folded for word in words_of(entry)) for entry in entries)
