"""Finds places in a text with the gazetteer, and no places where there are none; it knows no Rasa."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field

from bot.nlu.found import Found, longest_first
from bot.nlu.place_words import Lead, PlaceWords
from bot.nlu.text import Word, words_of
from catalog.folding import fold_place
from catalog.gazetteer import Gazetteer, Place

LONGEST_NAME = 6
MOST_CANDIDATES = 5
MOST_LONGER = 12  # more towns than that share a first word (saint, la): nobody means them by it
SHORT_MESSAGE = 3
# Below these a lower-case word without a preposition is taken for a word, not for a village.
LEAST_PEOPLE_HOME = 8_000
LEAST_PEOPLE_COMMON = 2_000  # a common word with fewer is a word even behind "in"
LEAST_PEOPLE_ABROAD = 50_000
FUZZY_LETTERS = 5
ARTICLES = ("le", "la", "les")
CONTRACTED = {"au": ("le",), "du": ("le",), "aux": ("les",), "des": ("les",)}


@dataclass(frozen=True)
class Reading:
    """How to read one message: its words about places, and where its learner is likely to be."""

    words: PlaceWords
    genitive: bool = False
    country: str | None = None
    fuzzy: bool = True


@dataclass
class PlaceFinder:
    """Finds names, with typos only where a preposition announces a place.

    `ordinary` holds words that occur in the examples: they are never taken for a misspelt name.
    """

    gazetteer: Gazetteer
    ordinary: Container[str] = frozenset()
    names: frozenset[str] = field(init=False)
    _longer: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.names = frozenset(self.gazetteer.names)
        self._longer = {}
        for name in self.names:
            self._longer.setdefault(name.split(" ", 1)[0], []).append(name)

    def find(self, text: str, reading: Reading) -> list[Found]:
        """Places in *text*, each with its candidates, best first: the learner's country leads."""
        words = words_of(text)
        named = longest_first(self._named(text, words, reading))
        taken = [(one.start, one.end) for one in named]
        free = [w for w in words if all(w.end <= s or w.start >= e for s, e in taken)]
        if not named and reading.fuzzy:
            named = list(self._misspelt(text, words, free, reading))[:1]
        return named

    def resolve(self, value: str, reading: Reading) -> list[dict[str, object]]:
        """Candidates for *value*, which is a place by its context; misspelt and shortened too."""
        words = words_of(value)
        places = self._called(words, reading, ARTICLES) or self._short_for(words, reading)
        places = places or self._close_to(words, reading)
        return [candidate(place) for place in places[:MOST_CANDIDATES]]

    def exactly(self, words: list[Word], at: int, to: int, reading: Reading) -> Found | None:
        """The place that words *at* to *to* name letter by letter; None if there is none.

        Behind a preposition of places the beginning of a longer name is enough: "vers Carentan".
        """
        run = words[at:to]
        places = self._called(run, reading)
        if not places and reading.words.lead(words, at) is Lead.STRONG:
            places = self._short_for(run, reading)
        if not places:
            return None
        name = " ".join(word.text for word in run)
        data = {"candidates": [candidate(place) for place in places[:MOST_CANDIDATES]]}
        return Found("place", name, run[0].start, run[-1].end, data)

    def _named(self, text: str, words: list[Word], reading: Reading) -> Iterator[Found]:
        for at, word in enumerate(words):
            articles = CONTRACTED.get(words[at - 1].folded, ()) if at else ()
            folded = fold_place(word.folded)
            longest = LONGEST_NAME if folded in self._longer else 1
            has_article = any(f"{article} {folded}" in self.names for article in articles)
            if longest == 1 and not reading.genitive and not has_article:
                continue
            for to in range(min(at + longest, len(words)), at, -1):
                if _is_cut(text, word, words[to - 1]):
                    continue  # part of a hyphenated name
                places = self._called(words[at:to], reading, articles)
                if places and self._is_meant(text, words, at, to, places, reading):
                    yield _found(text, word, words[to - 1], places)
                    break

    def _called(
        self, words: list[Word], reading: Reading, articles: Sequence[str] = ()
    ) -> list[Place]:
        """Places of that name, and of the name with one of *articles*: "au Lamentin"."""
        name = fold_place(" ".join(word.folded for word in words))
        if name not in self.names and reading.genitive:
            name = name.removesuffix("s")  # Nyköpings
        called = [name, *(f"{article} {name}" for article in articles)]
        places = [
            place for one in called if one in self.names for place in self.gazetteer.find(one)
        ]
        return _home_first(sorted(places, key=lambda place: -place.weight), reading)

    def _is_meant(
        self, text: str, words: list[Word], at: int, to: int, places: list[Place], reading: Reading
    ) -> bool:
        if words[at].text.isdigit():
            return False
        lead = reading.words.lead(words, at)
        capital = words[at].is_capitalised and not _opens_sentence(text, words, at)
        if to - at > 1:
            return self._is_long_name_meant(words[at:to], lead, capital, places, reading)
        name = words[at].folded
        if name in reading.words.never:
            return capital and lead is Lead.STRONG
        if name in reading.words.common:
            is_town = places[0].population >= LEAST_PEOPLE_COMMON
            return capital or len(words) == 1 or (lead is Lead.STRONG and is_town)
        if capital or lead >= Lead.BARE_A or len(words) <= SHORT_MESSAGE:
            return True
        return _is_large(places[0], reading) or (lead is Lead.WEAK and words[at].is_capitalised)

    def _is_long_name_meant(
        self, words: list[Word], lead: Lead, capital: bool, places: list[Place], reading: Reading
    ) -> bool:
        """Whether "la rochelle" is one here, and "mes parents" none."""
        if capital or lead is Lead.STRONG or _is_large(places[0], reading):
            return True
        plain = sum(w.folded in reading.words.never or w.folded in self.ordinary for w in words)
        return plain < len(words) - 1 or (lead >= Lead.WEAK and plain < len(words))

    def _misspelt(
        self, text: str, words: list[Word], free: list[Word], reading: Reading
    ) -> Iterator[Found]:
        for at, word in enumerate(words):
            tied = word.is_capitalised and len(_tied(text, words, at)) > 1
            if word not in free or (reading.words.lead(words, at) < Lead.BARE_A and not tied):
                continue
            run = _tied(text, words, at) or self._unknown_run(words, at, reading)
            for length in range(len(run), 0, -1):
                places = self._short_for(run[:length], reading) or self._close_to(
                    run[:length], reading
                )
                if places:
                    yield _found(text, run[0], run[length - 1], places)
                    break

    def _short_for(self, run: list[Word], reading: Reading) -> list[Place]:
        """Towns whose name begins so: "Digne" for Digne-les-Bains."""
        short = fold_place(" ".join(word.folded for word in run))
        names = self._longer.get(short.split(" ", 1)[0], [])
        names = [name for name in names if name.startswith(f"{short} ")]
        if len(names) > MOST_LONGER:
            return []
        places = [p for n in names for p in self.gazetteer.find(n, reading.country)]
        # One town alone may be small: nobody else can be meant by "Carhaix".
        least = LEAST_PEOPLE_HOME if len(run) == 1 and len(set(places)) > 1 else 0
        large = [place for place in dict.fromkeys(places) if place.population >= least]
        return sorted(large, key=lambda place: -place.weight)

    def _unknown_run(self, words: list[Word], at: int, reading: Reading) -> list[Word]:
        """The words from *at* on that nobody knows, at most three, long enough to be compared."""
        run: list[Word] = []
        for word in words[at : at + 3]:
            is_known = word.folded in self.ordinary or reading.words.knows(word.folded)
            if word.text.isdigit() or is_known:
                break
            run.append(word)
        return run if sum(len(word.folded) for word in run) >= FUZZY_LETTERS else []

    def _close_to(self, run: list[Word], reading: Reading) -> list[Place]:
        """Places whose name is a slip of the keyboard away, with the same first letter."""
        name = " ".join(word.folded for word in run)
        if len(name) < FUZZY_LETTERS:
            return []
        for country in dict.fromkeys([reading.country, None]):
            near = self.gazetteer.fuzzy(name, country, limit=3)
            near = [place for place in near if fold_place(place.name)[:1] == name[:1]]
            if near:
                return near
        return []


def _tied(text: str, words: list[Word], at: int) -> list[Word]:
    """The words from *at* on that hyphens tie together; empty if there is no hyphen."""
    to = at + 1
    while to < len(words) and text[words[to - 1].end : words[to].start] == "-":
        to += 1
    return words[at:to] if to - at > 1 else []


def _is_cut(text: str, first: Word, last: Word) -> bool:
    """Whether a hyphen ties the run to a word outside it: "Chinon" in "Château-Chinon"."""
    before, behind = text[max(0, first.start - 2) : first.start], text[last.end : last.end + 2]
    tied_before = before[-1:] == "-" and before[:1].isalpha()
    return tied_before or (behind[:1] == "-" and behind[1:].isalpha())


def _home_first(places: list[Place], reading: Reading) -> list[Place]:
    """Stable: inside the learner's country and outside it, the order stays."""
    return sorted(places, key=lambda place: place.country != reading.country)


def _is_large(place: Place, reading: Reading) -> bool:
    is_home = reading.country is None or place.country == reading.country
    return place.population >= (LEAST_PEOPLE_HOME if is_home else LEAST_PEOPLE_ABROAD)


def _opens_sentence(text: str, words: list[Word], at: int) -> bool:
    """Whether the word has its capital from its position, or shares it with the whole message."""
    if at == 0 or all(word.text.isupper() for word in words if word.text.isalpha()):
        return True
    return any(sign in text[words[at - 1].end : words[at].start] for sign in ".!?\n…")


def _found(text: str, first: Word, last: Word, places: list[Place]) -> Found:
    candidates = [candidate(place) for place in places[:MOST_CANDIDATES]]
    value = text[first.start : last.end]
    return Found("place", value, first.start, last.end, {"candidates": candidates})


def candidate(place: Place) -> dict[str, object]:
    """A place as entities carry it."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "country": place.country,
        "territory": place.territory,
        "lat": place.lat,
        "lon": place.lon,
        "rough": place.rough,
        "population": place.population,
    }
