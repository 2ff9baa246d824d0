"""Days and months in the words of four languages: ``1er septembre 2026``, ``Sept. 2026``."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from catalog.folding import fold
from catalog.texts import LANGUAGES

# A weekday or a few words may stand before it and behind it; no figures, that may be another day.
BEFORE, BEHIND = r"(?:[a-z]+ ){0,4}", r"(?: [a-z]+){0,4}"
DAY_FIRST = re.compile(
    rf"{BEFORE}(\d{{1,2}}) ?(?:er|e|a|st|nd|rd|th|de|ste)?(?: of| de| d)? ([a-z]+) (\d{{4}}){BEHIND}"
)
MONTH_FIRST = re.compile(rf"{BEFORE}([a-z]+) (\d{{1,2}}) ?(?:st|nd|rd|th)? (\d{{4}}){BEHIND}")
FIGURES = re.compile(rf"{BEFORE}(\d{{1,2}}) (\d{{1,2}}) (\d{{4}}){BEHIND}")
MONTH_ALONE = re.compile(r"(\d{4})[-/](\d{1,2})|(\d{1,2})[-/.](\d{4})|(\d{4})(0[1-9]|1[0-2])00")
SHORTEST = 3  # letters of a shortened month
LAST_MONTH = 12


def day_in_words(text: str) -> date:
    """The day of ``mardi 1er septembre 2026``, ``September 1, 2026`` or ``1/9 2026``.

    Raises:
        ValueError: it is no such day.
    """
    folded = fold(text)
    if found := DAY_FIRST.fullmatch(folded):
        return date(int(found[3]), month_number(found[2]), int(found[1]))
    if found := MONTH_FIRST.fullmatch(folded):
        return date(int(found[3]), month_number(found[1]), int(found[2]))
    if found := FIGURES.fullmatch(folded):
        return date(int(found[3]), int(found[2]), int(found[1]))
    raise ValueError(text)


def month_in_words(text: str, language: str) -> str | None:
    """A month without a day, in words: ``09/2026``, ``2026-09``; None where it is none."""
    found = MONTH_ALONE.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found[1] or found[4] or found[5])
    month = int(found[2] or found[3] or found[6])
    if not 1 <= month <= LAST_MONTH:
        return None
    return format_date(date(year, month, 1), "MMMM yyyy", locale=language)


def month_number(word: str) -> int:
    """1 to 12 of a month's name, also shortened.

    Raises:
        ValueError: it is none.
    """
    if (number := _months().get(word)) is not None:
        return number
    if len(word) >= SHORTEST:
        longer = {number for name, number in _months().items() if name.startswith(word)}
        if len(longer) == 1:
            return longer.pop()
    raise ValueError(word)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    return {
        fold(name).strip(): number
        for language in LANGUAGES
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months["format"][width].items()
    }
