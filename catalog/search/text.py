"""What a learner types, as a question to the index: each word with all the forms it may be found in."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Occur, Query, Searcher

from catalog.search import schema
from catalog.search.analyse import token
from catalog.search.compounds import LANGUAGES as COMPOUNDING
from catalog.search.index import Snapshot
from catalog.search.ranking import has_any
from catalog.search.synonyms import Concept, Words, synonyms
from catalog.texts import LANGUAGES
from catalog.words import stem, telling_words

# What a find is worth, times how telling the word is: exact over stem over compound over typing error
# over other words for the same; title and award over provider and summary.
EXACT, STEM, FOREIGN_STEM, AWARD, PROVIDER, SUMMARY = 2.0, 1.7, 1.3, 1.8, 0.6, 0.5
PARTS, BEGINNING, SLIP = 1.2, 0.8, 0.7
OWN_SYNONYM, FOREIGN_SYNONYM, LEVEL, FIELD = 1.0, 0.7, 3.0, 0.2
TIE_BREAKER = 0.1
WEAK = 0.3

SHORTEST_BEGINNING = 5
MOST_BEGINNINGS = 12
MOST_CLOSE = 3
# Of a long letter the first words tell enough; each costs some looks into the index.
MOST_WORDS = 24
SHORTEST_TYPO = 5
TWO_SLIPS_FROM = 9
LONGEST_PHRASE = 4
# Of a text that is the only topic, at least this share of the words must be found.
LEAST_SHARE = 0.5

Clauses = list[Query]


@dataclass(frozen=True)
class Unit:
    """A word or phrase of the text.

    Attributes:
        by_words: finds courses that have it, or other words for it; None if none has.
        by_field: finds courses of the fields that it points to; None if it points to none.
        is_weak: whether it only says how a course is.
    """

    by_words: Query | None
    by_field: Query | None
    is_weak: bool = False


class TextQuestion:
    """A learner's text against one index."""

    def __init__(self, text: str, language: str, snapshot: Snapshot) -> None:
        found = _Reader(language, snapshot).units(telling_words(text, language)[:MOST_WORDS])
        firm = [unit for unit in found if not unit.is_weak]
        self._firm = firm or found
        self._weak = [unit for unit in found if unit.is_weak] if firm else []

    def __bool__(self) -> bool:
        return bool(self._firm)

    def every_word(self, by_field: bool) -> Query:
        """Courses that have every word; *by_field* also those of the field that a word points to."""
        wanted = [self._any(unit, by_field) for unit in self._firm]
        return Query.boolean_query([*((Occur.Must, query) for query in wanted), *self._optional()])

    def some_words(self, by_field: bool) -> Query:
        """Courses that have at least ``LEAST_SHARE`` of the words that the catalogue knows."""
        known = [unit for unit in self._firm if unit.by_words or unit.by_field]
        wanted = [(Occur.Should, self._any(unit, by_field)) for unit in known or self._firm]
        least = math.ceil(len(wanted) * LEAST_SHARE)
        enough = Query.boolean_query(wanted, minimum_number_should_match=least)
        return Query.boolean_query([(Occur.Must, enough), *self._optional()])

    def preferred(self) -> list[tuple[Occur, Query]]:
        """The words as mere preferences."""
        return [(Occur.Should, u.by_words) for u in self._firm if u.by_words] + self._optional()

    def _optional(self) -> list[tuple[Occur, Query]]:
        return [
            (Occur.Should, Query.boost_query(u.by_words, WEAK)) for u in self._weak if u.by_words
        ]

    @staticmethod
    def _any(unit: Unit, by_field: bool) -> Query:
        ways = [unit.by_words, unit.by_field if by_field else None]
        found = [way for way in ways if way is not None]
        return _best_of(found) if found else Query.empty_query()


class _Reader:
    """Makes units of words, for one language and one index."""

    def __init__(self, language: str, snapshot: Snapshot) -> None:
        self._language = language
        self._searcher: Searcher = snapshot.searcher
        self._analyser = snapshot.analyser

    def units(self, typed: Sequence[str]) -> list[Unit]:
        """The units of the telling words *typed*, longest phrases first."""
        told = [self._corrected(word) for word in typed]
        found, at = [], 0
        while at < len(told):
            size = next(
                (n for n in range(LONGEST_PHRASE, 1, -1) if self._is_phrase(told[at : at + n], n)),
                1,
            )
            found.append(self._unit(told[at : at + size]))
            at += size
        return found

    def _is_phrase(self, told: Sequence[str], size: int) -> bool:
        return len(told) == size and bool(synonyms().of_phrase(told, self._language))

    def _unit(self, told: Sequence[str]) -> Unit:
        is_weak = len(told) == 1 and synonyms().is_weak(told[0], self._language)
        concepts = [] if is_weak else synonyms().of_phrase(told, self._language)
        if not concepts and not is_weak and len(told) == 1:
            concepts = self._of_parts(told[0])
        together = [self._one_word(word) for word in told]
        ways = [_all_of([_best_of(each) for each in together])] if all(together) else []
        for concept in concepts:
            ways.extend(self._other_words(concept))
        places = {concept.field for concept in concepts if concept.field}
        in_field = [_constant("field", code, FIELD) for code in sorted(places)]
        return Unit(
            _best_of(ways) if ways else None, _best_of(in_field) if in_field else None, is_weak
        )

    def _of_parts(self, word: str) -> list[Concept]:
        """Concepts that the last part of a compound names, else its first: nurse of "night nurse"."""
        parts = self._analyser.parts(word, self._language)
        if not parts and self._language in COMPOUNDING:
            # The first part need not be known: whatever a "kör" is, a "körlärare" is a teacher.
            parts = tuple(word[at:] for at in range(3, len(word) - SHORTEST_BEGINNING + 1))
        for part in (*parts[-1:], *parts):
            if found := synonyms().of_phrase([part], self._language):
                return found
        return []

    def _one_word(self, word: str) -> Clauses:
        """The ways in which the index has *word*; empty if it has it in none."""
        ways = [*self._direct(word), *self._compound(word), *self._beginning(word)]
        if ways or len(word) < SHORTEST_TYPO:
            return ways
        return self._misspelt(word)

    def _direct(self, word: str) -> Iterator[Query]:
        yield from self._term(schema.TITLE, word, EXACT)
        for language in LANGUAGES:
            own = language == self._language
            yield from self._stem(schema.TITLE_STEMS, word, language, STEM if own else FOREIGN_STEM)
            yield from self._stem(schema.SUMMARY, word, language, SUMMARY)
        for form in (word, token(stem(word, self._language), self._language)):
            yield from self._term(schema.AWARD, form, AWARD)
        yield from self._term(schema.PROVIDER, word, PROVIDER)

    def _compound(self, word: str) -> Iterator[Query]:
        """Courses that have all parts of the compound *word*, together or apart."""
        for language in (self._language, "sv", "nl"):
            parts = [p for p in self._analyser.parts(word, language) if telling_words(p, language)]
            terms = [
                list(self._term(schema.TITLE_STEMS, token(part, language), PARTS)) for part in parts
            ]
            if parts and all(terms):
                yield _all_of([term for found in terms for term in found])
                return

    def _beginning(self, word: str) -> Iterator[Query]:
        if len(word) < SHORTEST_BEGINNING:
            return
        longer = self._searcher.terms_with_prefix(schema.TITLE, word, limit=MOST_BEGINNINGS)
        for term, _ in longer:
            if term != word:
                yield from self._term(schema.TITLE, term, BEGINNING)

    def _misspelt(self, word: str) -> Clauses:
        """Courses with the words that are fewest slips away, two in a long word at most."""
        return next((found for slips in _slips(word) if (found := self._close(word, slips))), [])

    def _close(self, word: str, slips: int) -> Clauses:
        """Courses with a word of a title at most *slips* typing errors from *word*."""
        titles = [term for term, _ in self._searcher.terms_with_prefix(schema.TITLE, word[0])]
        close = process.extract(
            word, titles, scorer=OSA.distance, score_cutoff=slips, limit=MOST_CLOSE
        )
        if close:
            ways = [way for term, *_ in close for way in self._direct(str(term))]
            return [Query.boost_query(way, SLIP) for way in ways]
        any_start = Query.fuzzy_term_query(schema.schema(), schema.TITLE, word, distance=1)
        return [any_start] if has_any(self._searcher, any_start) else []

    def _corrected(self, word: str) -> str:
        """*word*, or the everyday word that it misspells if no title has a word as close."""
        if len(word) < SHORTEST_TYPO or self._is_known(word):
            return word
        table = synonyms().tables.get(self._language)
        for slips in _slips(word):
            if self._close(word, slips):
                return word
            if table is not None and (near := table.close_to(word, slips)):
                return near
        return word

    def _is_known(self, word: str) -> bool:
        if synonyms().of_phrase([word], self._language):
            return True
        ways = (self._direct(word), self._compound(word), self._beginning(word))
        return any(True for way in ways for _ in way) or bool(self._of_parts(word))

    def _other_words(self, concept: Concept) -> Iterator[Query]:
        if concept.level:
            yield _constant("level", concept.level, LEVEL)
        for language, phrases in concept.phrases.items():
            worth = OWN_SYNONYM if language == self._language else FOREIGN_SYNONYM
            for phrase in phrases:
                yield from self._phrase(phrase, language, worth)

    def _phrase(self, phrase: Words, language: str, worth: float) -> Iterator[Query]:
        """Courses with every word of *phrase*, of *language*, in the title or the award."""
        terms = [
            [
                *self._term(schema.TITLE, word, worth),
                *self._stem(schema.TITLE_STEMS, word, language, worth),
                *self._stem(schema.AWARD, word, language, worth),
            ]
            for word in phrase
        ]
        if all(terms):
            # Words of one phrase must not add up to more than one word that says it all.
            together = _all_of([_best_of(found) for found in terms])
            yield Query.boost_query(together, 1 / len(phrase))

    def _stem(self, name: str, word: str, language: str, worth: float) -> Iterator[Query]:
        stemmed = stem(word, language)
        # "förare" has the stem of "för": a stem that says nothing finds everything.
        if _tells(stemmed, language):
            yield from self._term(name, token(stemmed, language), worth)

    def _term(self, name: str, value: str, worth: float) -> Iterator[Query]:
        if value and self._searcher.doc_freq(name, value):
            term = Query.term_query(schema.schema(), name, value, index_option="freq")
            yield Query.boost_query(term, worth)


@lru_cache(maxsize=20_000)
def _tells(stemmed: str, language: str) -> bool:
    return bool(telling_words(stemmed, language))


def _slips(word: str) -> Iterable[int]:
    return (1, 2) if len(word) >= TWO_SLIPS_FROM else (1,)


def _best_of(queries: Clauses) -> Query:
    return queries[0] if len(queries) == 1 else Query.disjunction_max_query(queries, TIE_BREAKER)


def _all_of(queries: Clauses) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Must, query) for query in queries])


def _constant(name: str, value: str, worth: float) -> Query:
    term = Query.term_query(schema.schema(), name, value, index_option="basic")
    return Query.const_score_query(term, worth)
