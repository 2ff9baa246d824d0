"""Wishes other than the text, as questions to the index that add nothing to the score."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

from tantivy import FieldType, Occur, Query

from catalog.models import Mode
from catalog.search import schema
from catalog.search.near import Nearness
from catalog.search.wishes import CourseQuery, Wish

# Ranges over few different values: their terms are cheaper to walk than the column of every course.
FIRST, LAST = 0, 2**40


def wished(query: CourseQuery, nearness: Nearness) -> dict[Wish, Query]:
    """A question per wish that *query* states, the text left out, easiest to give up first."""
    found = {
        Wish.START: _starts(query),
        Wish.COST: _cost(query),
        Wish.HOURS: _hours(query),
        Wish.PACE: code("pace", query.pace),
        Wish.DURATION: _duration(query),
        Wish.NEAR: _near(query, nearness),
        Wish.MODE: code("mode", query.mode),
        Wish.LEVEL: code("level", query.level),
        Wish.LANGUAGE: code("language", query.taught_in),
        Wish.FIELD: code("field", query.field),
    }
    return {wish: one for wish, one in found.items() if one is not None}


def code(name: str, value: str | None) -> Query | None:
    """Courses with this code; None without one."""
    if not value:
        return None
    return _silent(Query.term_query(schema.schema(), name, value, index_option="basic"))


def one_of(name: str, values: Sequence[str]) -> Query:
    """Courses with one of these codes; none without any."""
    if not values:
        return Query.empty_query()
    return _silent(Query.term_set_query(schema.schema(), name, values))


def is_over(today: date) -> Query:
    """Courses that have ended, or whose row is past its day of review."""
    return _between("over", FIRST, today.toordinal() - 1)


def of_known_cost(currency: str) -> Query:
    """Courses with a price in *currency*."""
    number = schema.number_of(currency)
    return Query.term_query(schema.schema(), "currency", number, index_option="basic")


def _starts(query: CourseQuery) -> Query | None:
    if query.starts_from is None and query.starts_until is None:
        return None
    first = query.starts_from.toordinal() if query.starts_from else FIRST
    last = query.starts_until.toordinal() if query.starts_until else LAST
    return _between("starts", first, last)


def _cost(query: CourseQuery) -> Query | None:
    """Courses that are not known to cost more: one of unknown cost stays."""
    if query.max_cost_cents is None:
        return None
    dearer = Query.boolean_query(
        [
            (Occur.Must, of_known_cost(query.currency)),
            (Occur.Must, _between("cost", query.max_cost_cents + 1, LAST, few=False)),
        ]
    )
    everything = _silent(Query.all_query())
    return Query.boolean_query([(Occur.Must, everything), (Occur.MustNot, dearer)])


def _hours(query: CourseQuery) -> Query | None:
    if query.max_hours_per_week is None:
        return None
    return _between("hours", FIRST, math.floor(query.max_hours_per_week * 10))


def _duration(query: CourseQuery) -> Query | None:
    if query.max_duration_months is None:
        return None
    return _between("months", FIRST, query.max_duration_months)


def _near(query: CourseQuery, nearness: Nearness) -> Query | None:
    if query.near is None:
        return None
    distance = Query.term_query(schema.schema(), "mode", Mode.DISTANCE.value, index_option="basic")
    towns = one_of("place", nearness.towns_within(query.near, query.within_km))
    meets = Query.boolean_query([(Occur.Must, towns), (Occur.MustNot, distance)])
    ways = [(Occur.Should, meets)]
    if nearness.has_site_within(query.near, query.within_km):
        ways.append((Occur.Should, distance))
    return _silent(Query.boolean_query(ways))


def _between(name: str, first: int, last: int, few: bool = True) -> Query:
    found = Query.range_query(
        schema.schema(), name, FieldType.Integer, first, last, use_inverted_index=few
    )
    return _silent(found)


def _silent(query: Query) -> Query:
    return Query.const_score_query(query, 0.0)
