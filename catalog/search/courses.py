"""One question to the course index: wishes, what was given up for lack of hits, words before fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tantivy import Occur, Query

from catalog.db import utcnow
from catalog.search import filters
from catalog.search.index import Snapshot
from catalog.search.ranking import Clause, Order, best, has_any
from catalog.search.relax import GivenUp, easiest_around_words, easiest_to_give_up
from catalog.search.text import TextQuestion
from catalog.search.wishes import TOPICS, CourseQuery, Wish

Rows = Sequence[tuple[int, list[Wish]]]


@dataclass(frozen=True)
class Answer:
    """Numbers of database rows, best first, each with the wishes that it meets."""

    rows: Rows = ()
    relaxed: GivenUp = ()
    total: int = 0


@dataclass
class Question:
    """*query* against *snapshot*.

    Attributes:
        country: where to look; None for everywhere.
        wished: a question to the index per wish besides text and country.
    """

    snapshot: Snapshot
    query: CourseQuery
    text: TextQuestion
    country: str | None
    wished: Mapping[Wish, Query]

    @classmethod
    def of(cls, snapshot: Snapshot, query: CourseQuery, country: str | None) -> Question:
        """The question for *country*."""
        text = TextQuestion(query.text or "", query.language, snapshot)
        wished = filters.wished(query, snapshot.facts.nearness)
        return cls(snapshot, query, text, country, wished)

    def answer(self) -> Answer:
        """The best courses, with as few wishes given up as possible.

        What the words name goes before how it is taught: only when no course has them at all are
        courses of the field that they point to shown, and then the words count as given up.
        """
        if self._best((), by_field=False)[0]:
            return self._filled(())
        return (self._with_words() if self.text else None) or self._without_words()

    def _with_words(self) -> Answer | None:
        """Courses that have all words, with other wishes given up; None if there are none."""
        others = [wish for wish in self._stated() if wish not in (Wish.TEXT, Wish.FIELD)]
        given_up = easiest_around_words(others, lambda wishes: self._fits(wishes, False))
        if given_up is None:
            return None
        rows, total = self._best(given_up, by_field=False)
        return Answer(rows, given_up, total)

    def _without_words(self) -> Answer:
        """Courses of the field that the words point to, or with wishes given up."""
        rows, total = self._best((), by_field=True)
        if rows:
            return Answer(rows, (Wish.TEXT,) if self.text else (), total)
        given_up = easiest_to_give_up(self._stated(), lambda wishes: self._fits(wishes, True))
        if given_up is None:
            return Answer()
        return self._filled(given_up)

    def _filled(self, given_up: GivenUp) -> Answer:
        """Courses that have the words and, where they are few, others of the words' field."""
        rows, total = self._best(given_up, by_field=False)
        limit = self.query.limit
        if len(rows) >= limit or not self.text:
            return Answer(rows, given_up, total)
        others = self._kept(given_up, by_field=True)
        if rows:
            words = self._kept(given_up, by_field=False)
            others.append((Occur.MustNot, Query.boolean_query([*words, _anything()])))
        more, count = best(self.snapshot.searcher, others, self._order(), limit - len(rows))
        met = _by_field(self._met(given_up))
        return Answer([*rows, *((row, met) for row in more)], given_up, total + count)

    def _stated(self) -> list[Wish]:
        return [w for w in Wish if w in self.wished or (w is Wish.TEXT and self.text)]

    def _fits(self, given_up: GivenUp, by_field: bool) -> bool:
        if not given_up:  # that was tried before anything was given up
            return False
        kept = self._kept(given_up, by_field=by_field)
        needed = [clause for clause in kept if clause[0] is Occur.Must] or [_anything()]
        # Under a constant no clause is scored, which halves the time.
        wanted = Query.const_score_query(Query.boolean_query(needed), 1.0)
        return has_any(self.snapshot.searcher, wanted)

    def _best(self, given_up: GivenUp, by_field: bool) -> tuple[Rows, int]:
        """The best courses for what is kept, with the wishes that they meet."""
        met = self._met(given_up)
        clauses = self._kept(given_up, by_field=by_field)
        rows, total = best(self.snapshot.searcher, clauses, self._order(), self.query.limit)
        shown = _by_field(met) if by_field and Wish.TEXT not in given_up else met
        return [(row, shown) for row in rows], total

    def _kept(self, given_up: GivenUp, by_field: bool) -> list[Clause]:
        """Clauses for the wishes that are kept."""
        country = filters.code("country", self.country)
        kept = [query for wish, query in self.wished.items() if wish not in given_up]
        clauses = [(Occur.Must, query) for query in kept]
        clauses += [(Occur.Must, country)] if country else []
        return clauses + self._words(given_up, by_field)

    def _words(self, given_up: GivenUp, by_field: bool) -> list[Clause]:
        if not self.text:
            return []
        if Wish.TEXT not in given_up:
            return [(Occur.Must, self.text.every_word(by_field))]
        topics = TOPICS & ({*self.wished} - {*given_up})
        return self.text.preferred() if topics else [(Occur.Must, self.text.some_words(by_field))]

    def _order(self) -> Order:
        currency = self.query.currency if self.query.max_cost_cents is not None else None
        return Order(utcnow().date(), self.query.level, bool(self.text), currency)

    def _met(self, given_up: GivenUp) -> list[Wish]:
        country = [Wish.COUNTRY] if self.country else []
        return country + [wish for wish in self._stated() if wish not in given_up]


def ids_by_text(
    snapshot: Snapshot,
    text: str,
    language: str,
    codes: Mapping[str, Sequence[str]],
    limit: int,
    offset: int = 0,
) -> tuple[list[int], int]:
    """Numbers of the rows of courses that have every word of *text*, best first, and their count.

    Args:
        snapshot: the index to ask.
        text: free words.
        language: of the text.
        codes: values that are wanted by field of the index, one of each; an empty list is no wish.
        limit: how many at most.
        offset: how many of the whole list come before them.
    """
    wanted: list[Clause] = [
        (Occur.Must, filters.one_of(name, values)) for name, values in codes.items() if values
    ]
    wanted.append((Occur.Must, TextQuestion(text, language, snapshot).every_word(by_field=False)))
    order = Order(utcnow().date(), by_text=True)
    rows, total = best(snapshot.searcher, wanted, order, offset + limit)
    return rows[offset:], total


def _by_field(met: Sequence[Wish]) -> list[Wish]:
    """What a course meets that lies in the field of the words but has none of them."""
    return list(dict.fromkeys(Wish.FIELD if wish is Wish.TEXT else wish for wish in met))


def _anything() -> Clause:
    return Occur.Must, Query.const_score_query(Query.all_query(), 0.0)
