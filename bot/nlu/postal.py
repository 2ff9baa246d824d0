"""Finds postal codes of France, Sweden and Belgium in a text; it knows no Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.nlu.found import Found
from bot.nlu.places import MOST_CANDIDATES, candidate
from bot.nlu.text import words_of
from catalog.gazetteer import Gazetteer, Place

# Not behind or before other digits, and not an amount of money or of hours.
_MONEY = r"(?! ?(?:€|eur|euros?|balles|kr|sek|kronor|kr\b|hp|h\b|%|uur|timmar|heures|hours))"
_CODE = re.compile(
    rf"(?<![\d.,+€/-])(\d{{5}}|\d{{3}} \d{{2}}|\d{{4}})(?![\d/]|[.,]\d){_MONEY}", re.IGNORECASE
)
_COUNTRIES = {5: ("FR", "SE"), 6: ("SE",), 4: ("BE",)}
_YEARS = range(1900, 2100)  # four digits that are far more often a year than a Belgian town
SHORT_MESSAGE = 3


def postal_codes(text: str, gazetteer: Gazetteer, country: str | None) -> Iterator[Found]:
    """Codes that exist, with the places that have them; the learner's country comes first."""
    for found in _CODE.finditer(text):
        code = found.group(1)
        if len(code) == 4 and not _is_belgian(text, code, country):
            continue
        places = _places(code, gazetteer, country)
        if places:
            candidates = [candidate(place) for place in places[:MOST_CANDIDATES]]
            yield Found("place", code, *found.span(1), {"candidates": candidates})


def _is_belgian(text: str, code: str, country: str | None) -> bool:
    is_year = int(code) in _YEARS
    return country == "BE" and (not is_year or len(words_of(text)) <= SHORT_MESSAGE)


def _places(code: str, gazetteer: Gazetteer, country: str | None) -> list[Place]:
    possible = _COUNTRIES[len(code)]
    for one in sorted(possible, key=lambda name: name != country):
        places = gazetteer.by_postal_code(code, one)
        if places:
            return places
    return []
