"""The order of what was found: the index gives the best hundred, finer rules arrange them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tantivy import DocAddress, Occur, Query, Searcher, SearchResult

from catalog.levels import levels
from catalog.search import filters, schema
from catalog.search.schema import number_of

CANDIDATES = 100
# Finds whose relevance differs by less than a tenth count as equal; then the rest decides.
STEPS_PER_E = 10
LEAST_SCORE = 0.001
UNKNOWN_GAP = 9
# Of `worth`: without the digits that only break ties.
WORTH_STEPS = 128 * 8

Clause = tuple[Occur, Query]


@dataclass(frozen=True)
class Order:
    """How to arrange what is found.

    Attributes:
        today: courses that were over before it come last.
        level: code of the wished level, which near ones come first for.
        by_text: whether the score tells relevance.
        currency: of the wished cost, whose unknowns come later; None without such a wish.
    """

    today: date
    level: str | None = None
    by_text: bool = False
    currency: str | None = None

    def question(self, clauses: Sequence[Clause]) -> Query:
        """*clauses* as one question; without a text, near levels and known costs score."""
        wanted = list(clauses)
        if not self.by_text:
            wanted.append((Occur.Must, Query.all_query()))
            wanted.extend((Occur.Should, one) for one in self._near_levels())
            if self.currency:
                known = filters.of_known_cost(self.currency)
                wanted.append((Occur.Should, Query.const_score_query(known, 2.0 * UNKNOWN_GAP)))
        return Query.boolean_query(wanted)

    def key(self, candidate: Candidate) -> tuple[float, ...]:
        """What *candidate* is ordered by, the smallest first; the public id breaks ties."""
        return (
            candidate.over < self.today.toordinal(),
            self.currency is not None and candidate.currency != number_of(self.currency),
            -round(math.log(max(candidate.score, LEAST_SCORE)) * STEPS_PER_E)
            if self.by_text
            else 0,
            level_gap(candidate.eqf, self.level),
            -math.floor((candidate.worth - 1.0) / 0.05 * WORTH_STEPS + 1e-6),
        )

    def _near_levels(self) -> list[Query]:
        gaps = {eqf: level_gap(eqf, self.level) for eqf in range(1, 9)} if self.level else {}
        return [Query.const_score_query(_eqf(eqf), UNKNOWN_GAP - gap) for eqf, gap in gaps.items()]


class Candidate(NamedTuple):
    """A document and what its order depends on; the names are those of its fields."""

    row: int
    over: int
    worth: float
    eqf: int | None
    currency: int | None
    score: float
    address: DocAddress


READ = ("row", "over", "worth", "eqf", "currency")


def best(
    searcher: Searcher, clauses: Sequence[Clause], order: Order, limit: int
) -> tuple[list[int], int]:
    """Numbers of the database rows of the *limit* best courses, and how many fit in all.

    Courses that are over never come before others, however well they fit.
    """
    wanted = order.question(clauses)
    size = max(CANDIDATES, 3 * limit)
    found, total = _search(searcher, wanted, size)
    over = [one for one in found if one.over < order.today.toordinal()]
    if total > size and len(found) - len(over) < limit:
        without = (Occur.MustNot, filters.is_over(order.today))
        alive = Query.boolean_query([(Occur.Must, wanted), without])
        found = [*_search(searcher, alive, size)[0], *over]
    return [one.row for one in _first(searcher, found, order, limit)], total


def level_gap(eqf_level: int | None, wished: str | None) -> int:
    """EQF levels between a course and the wished level; 0 without a wish, far if unknown."""
    level = levels().get(wished or "")
    if level is None or level.eqf_min is None or level.eqf_max is None:
        return 0
    if eqf_level is None:
        return UNKNOWN_GAP
    return max(level.eqf_min - eqf_level, eqf_level - level.eqf_max, 0)


def _search(searcher: Searcher, wanted: Query, size: int) -> tuple[list[Candidate], int]:
    found = searcher.search(wanted, limit=size, weight_by_field=schema.WORTH)
    at = [address for _, address in found.hits]
    columns: list[Any] = [searcher.fast_field_values(name, at) for name in READ]
    scores = [score for score, _ in found.hits]
    rows = zip(*columns, scores, at, strict=True)
    return [Candidate(*row) for row in rows], _count(found)


def has_any(searcher: Searcher, wanted: Query) -> bool:
    """Whether *wanted* finds anything."""
    return bool(searcher.search(wanted, limit=1, count=False).hits)


def _count(found: SearchResult) -> int:
    return found.count or 0  # type: ignore[attr-defined]  # missing in the library's type marks


def _first(
    searcher: Searcher, found: Sequence[Candidate], order: Order, limit: int
) -> list[Candidate]:
    """The first *limit* in order; public ids are read only where something else does not decide."""
    keyed = sorted(((order.key(one), one) for one in found), key=lambda pair: pair[0])
    last = keyed[limit - 1][0] if len(keyed) >= limit else None
    close = [pair for pair in keyed if last is None or pair[0] <= last]
    named = [
        (key, str(searcher.doc(one.address).get_first("public_id")), one) for key, one in close
    ]
    return [one for _, _, one in sorted(named, key=lambda entry: entry[:2])[:limit]]


def _eqf(level: int) -> Query:
    return Query.term_query(schema.schema(), "eqf", level, index_option="basic")
