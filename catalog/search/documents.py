"""A course as a document of the index; it reads no database and writes no index."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from zlib import crc32

from sqlalchemy import Row
from tantivy import Document

from catalog.folding import fold
from catalog.models import PriceBasis
from catalog.search import schema
from catalog.search.analyse import Analyser

MODE_NOTE = re.compile(
    r"\([^()]*\b(?:distance|distans|online|en ligne|afstand)\b[^()]*\)", re.IGNORECASE
)
NEVER = 10_000_000  # a day number that does not come
DAYS_PER_MONTH = 30.5
# A run whose length nobody knows counts as over so long after its start.
UNKNOWN_LENGTH_DAYS = 366
MONTHS_OF = {PriceBasis.TERM: 6, PriceBasis.YEAR: 12}


def document(
    course: Row[Any], runs: Sequence[Row[Any]], stamp: int, analyser: Analyser
) -> Document:
    """The document of *course* with its *runs*."""
    made = Document()
    for name, text in _texts(course, analyser):
        made.add_text(name, text)
    for name, code in _codes(course, runs):
        made.add_text(name, code)
    for name, number in _numbers(course, runs, stamp):
        made.add_integer(name, number)
    made.add_float(schema.WORTH, worth(course))
    return made


def place_key(country: str, municipality: str) -> str:
    """The code of a town in the index."""
    return f"{country}:{fold(municipality)}"


def place_keys(course: Row[Any], runs: Sequence[Row[Any]]) -> set[str]:
    """Codes of the towns where the course is given; that of its provider if it names none."""
    towns = {course.municipality, *(run.municipality for run in runs)} - {None, ""}
    if not towns and course.provider_town:
        towns = {course.provider_town}
    return {place_key(course.country, town) for town in towns}


def worth(course: Row[Any]) -> float:
    """How good the row is apart from any wish, 1.00 to 1.05: link, newer source, fewer caveats.

    The last digits come from the public id, so that the order is the same on every machine.
    """
    year = min(max(int((course.source_date or "")[:4] or 0) - 2000, 0), 63)
    caveats = 7 - min(len(course.caveats), 7)
    steps = (bool(course.url) * 64 + year) * 8 + caveats
    tie = crc32(course.public_id.encode()) % 256
    return 1.0 + 0.05 * (steps * 256 + tie) / (128 * 8 * 256)


def _texts(course: Row[Any], analyser: Analyser) -> Iterator[tuple[str, str]]:
    titles = [(course.language, course.title)]
    titles += [(lang, text) for lang, text in course.titles.items() if text != course.title]
    # "(enseignement à distance)" behind a title makes no course one for teachers.
    titles = [(lang, MODE_NOTE.sub(" ", text)) for lang, text in titles]
    yield schema.TITLE, analyser.as_typed(text for _, text in titles)
    yield schema.TITLE_STEMS, analyser.stems(titles)
    if course.award:
        award = (course.language, course.award)
        yield schema.AWARD, f"{analyser.as_typed([course.award])} {analyser.stems([award])}"
    yield schema.PROVIDER, analyser.as_typed([course.provider])
    if course.summaries:
        yield schema.SUMMARY, analyser.stems(course.summaries.items())


def _codes(course: Row[Any], runs: Sequence[Row[Any]]) -> Iterator[tuple[str, str]]:
    for name in ("public_id", "country", "field", "level", "mode", "pace", "language"):
        if (code := getattr(course, name)) is not None:
            yield name, code
    for key in place_keys(course, runs):
        yield "place", key


def _numbers(course: Row[Any], runs: Sequence[Row[Any]], stamp: int) -> Iterator[tuple[str, int]]:
    yield schema.ROW, course.id
    yield schema.STAMP, stamp
    yield "over", _over(course, runs)
    if course.hours_per_week is not None:
        yield "hours", math.ceil(course.hours_per_week * 10)
    if course.duration_months is not None:
        yield "months", course.duration_months
    if course.eqf_level is not None:
        yield "eqf", course.eqf_level
    if (cost := _cost(course, runs)) is not None:
        yield "cost", cost[0]
        yield "currency", schema.number_of(cost[1])
    for run in runs:
        if run.starts_on is not None:
            yield "starts", run.starts_on.toordinal()


def _cost(course: Row[Any], runs: Sequence[Row[Any]]) -> tuple[int, str] | None:
    """The lowest price of the whole course in the currency of its first price; None if unknown."""
    priced = [run for run in runs if run.price_cents is not None and run.currency]
    if not priced:
        return None
    currency = priced[0].currency
    costs = [_whole(course, run) for run in priced if run.currency == currency]
    return min(costs), currency


def _whole(course: Row[Any], run: Row[Any]) -> int:
    """The price of a run from start to end, as far as the length is known, in cents."""
    times = 1.0
    if run.price_basis is PriceBasis.CREDIT and course.ects:
        times = course.ects
    elif run.price_basis in MONTHS_OF and course.duration_months:
        times = math.ceil(course.duration_months / MONTHS_OF[run.price_basis])
    cents: int = run.price_cents
    return round(cents * times)


def _over(course: Row[Any], runs: Sequence[Row[Any]]) -> int:
    """Number of the last day on which the row may be offered first; ``NEVER`` if it has none."""
    ends = [_last_day(run, course.duration_months) for run in runs if run.starts_on or run.ends_on]
    day = max(ends, default=NEVER)
    review: date | None = course.review_by
    return min(day, review.toordinal()) if review else day


def _last_day(run: Row[Any], months: int | None) -> int:
    if run.ends_on is not None:
        return int(run.ends_on.toordinal())
    started: date = run.starts_on
    days = UNKNOWN_LENGTH_DAYS if months is None else round(months * DAYS_PER_MONTH)
    return int(started.toordinal() + days)
