"""Finds places, wishes, ages and contact references in a text; it knows no Rasa and no needs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.details import find_details
from bot.nlu.found import Found
from bot.nlu.gazetteer import shared_gazetteer
from bot.nlu.lexicon import Lexicon
from bot.nlu.place_words import PlaceWords
from bot.nlu.places import PlaceFinder, Reading
from bot.nlu.possible_places import possible_places
from bot.nlu.postal import postal_codes
from bot.nlu.text import LANGUAGES, REFERENCE, words_of

ORDINARY_TIMES = 2  # a word seen once in the examples may be somebody's village
GENITIVES = frozenset({"sv", "en"})


def load_lexicons(folder: Path) -> dict[str, Lexicon]:
    """The lexicons of all languages.

    Raises:
        BadLexicon: a file is missing or has a wrong shape.
    """
    return {code: Lexicon.load(folder, code) for code in LANGUAGES}


def ordinary_words(texts: Iterable[str]) -> frozenset[str]:
    """Folded words that occur more than once in *texts*: they are no misspelt places."""
    counts = Counter(word.folded for text in texts for word in words_of(text))
    return frozenset(word for word, times in counts.items() if times >= ORDINARY_TIMES)


class Finder:
    """Finds everything that lexicons and gazetteer know."""

    def __init__(self, lexicons: dict[str, Lexicon], ordinary: frozenset[str]) -> None:
        self._lexicons = lexicons
        self._places = PlaceFinder(shared_gazetteer(), ordinary)
        self._place_words: dict[tuple[str, ...], PlaceWords] = {}

    def find(
        self, text: str, languages: Sequence[str], country: str | None, *, fuzzy: bool = True
    ) -> list[Found]:
        """What is in *text*, in its order.

        Args:
            text: as typed.
            languages: of the message, and of the page; the lexicon of the second is asked only
                when the first knows nothing.
            country: where the learner is likely to be; None if unknown.
            fuzzy: whether misspelt places are looked for.
        """
        lexicons = [self._lexicons[code] for code in dict.fromkeys(languages)]
        found = [*self._places_in(text, lexicons, country, fuzzy), *_references(text)]
        taken = {(one.start, one.end) for one in found}
        for lexicon in lexicons:
            words = [w for w in lexicon.find(text) if (w.start, w.end) not in taken]
            found += words
            if words:
                break
        return sorted(found, key=lambda one: one.start)

    def possible(self, text: str, languages: Sequence[str], country: str | None) -> list[Found]:
        """Names of places that nothing in *text* announces; arguments as for `find`."""
        lexicons = [self._lexicons[code] for code in dict.fromkeys(languages)]
        reading = self._reading(lexicons, country, fuzzy=False)
        return list(possible_places(self._places, text, reading))

    def measured(self, one: Found, language: str) -> Found:
        """*one* with the hours a week or the months that its words tell in *language*."""
        return self._lexicons[language].measured(one)

    def candidates(
        self, value: str, languages: Sequence[str], country: str | None
    ) -> list[dict[str, object]]:
        """Places that *value* may mean, likeliest first; empty if none is known by such a name."""
        lexicons = [self._lexicons[code] for code in dict.fromkeys(languages)]
        return self._places.resolve(value, self._reading(lexicons, country, fuzzy=True))

    @property
    def names(self) -> frozenset[str]:
        """Folded names of places."""
        return self._places.names

    def _places_in(
        self, text: str, lexicons: list[Lexicon], country: str | None, fuzzy: bool
    ) -> Iterator[Found]:
        yield from self._places.find(text, self._reading(lexicons, country, fuzzy=fuzzy))
        yield from postal_codes(text, self._places.gazetteer, country)

    def _reading(self, lexicons: list[Lexicon], country: str | None, *, fuzzy: bool) -> Reading:
        has_genitive = any(lexicon.language in GENITIVES for lexicon in lexicons)
        return Reading(self._words_of(lexicons), has_genitive, country, fuzzy)

    def _words_of(self, lexicons: list[Lexicon]) -> PlaceWords:
        key = tuple(lexicon.language for lexicon in lexicons)
        if key not in self._place_words:
            self._place_words[key] = PlaceWords.of(lexicons)
        return self._place_words[key]


def _references(text: str) -> Iterator[Found]:
    """Contact data: as references where the web process has replaced it, else as typed."""
    for detail in find_details(text, None):
        if detail.kind != "id":
            data = {"kind": detail.kind}
            yield Found("contact", detail.value, detail.start, detail.end, data)
    for match in REFERENCE.finditer(text):
        data = {"kind": match.group(1), "reference": match.group()}
        yield Found("contact", match.group(), match.start(), match.end(), data)
