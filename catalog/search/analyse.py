"""Words of a text as the index holds them: as typed, as stems, and as parts of compounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from catalog.search.compounds import Splitter
from catalog.words import stem, words


class Analyser:
    """Turns texts of courses into tokens, with the compounds that the catalogue's words allow."""

    def __init__(self, splitters: Mapping[str, Splitter]) -> None:
        self._splitters = splitters
        self._stems: dict[tuple[str, str], str] = {}

    def as_typed(self, texts: Iterable[str]) -> str:
        """The folded words of *texts*, joined by blanks."""
        return " ".join(word for text in texts for word in words(text))

    def stems(self, texts: Iterable[tuple[str, str]]) -> str:
        """Stems and parts of compounds of (language, text) pairs, joined by blanks."""
        return " ".join(
            self._stems_of(word, language) for language, text in texts for word in words(text)
        )

    def parts(self, word: str, language: str) -> tuple[str, ...]:
        """Stems of the parts of a compound; empty if it is none."""
        splitter = self._splitters.get(language)
        return splitter.split(word) if splitter else ()

    def _stems_of(self, word: str, language: str) -> str:
        key = (word, language)
        known = self._stems.get(key)
        if known is None:
            found = dict.fromkeys([stem(word, language), *self.parts(word, language)])
            known = self._stems[key] = " ".join(token(one, language) for one in found)
        return known


def token(stemmed: str, language: str) -> str:
    """A stem as the index holds it: "develop" of English is not that of French."""
    return f"{language}:{stemmed}"
