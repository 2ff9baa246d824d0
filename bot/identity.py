"""National identity numbers of France, Sweden and Belgium in a text: where they stand, nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from stdnum import luhn
from stdnum.be import bis as belgian_foreigner
from stdnum.be import nn as belgian
from stdnum.fr import nir as french

FRENCH = re.compile(
    r"(?<!\w)[12][ .-]?\d\d[ .-]?\d\d[ .-]?(?:\d\d|2[ABab])[ .-]?\d{3}[ .-]?\d{3}(?:[ .-]?\d\d)?(?!\w)"
)
BELGIAN = re.compile(r"(?<!\w)\d\d[ .]?\d\d[ .]?\d\d[ .-]?\d{3}[ .-]?\d\d(?!\w)")
SWEDISH = re.compile(r"(?<!\w)(?:(?:19|20)\d{6}[-+ ]?|\d{6}[-+ ])\d{4}(?!\w)")
SWEDISH_BARE = re.compile(r"(?<!\w)\d{10}(?!\w)")
FRENCH_WITHOUT_KEY = 13
COORDINATION = 60
"""Added to the day of birth in the numbers of people who are not yet registered in Sweden."""


def certain(text: str) -> Iterator[tuple[int, int]]:
    """Spans that are identity numbers by their shape and check digits."""
    yield from _spans(FRENCH, _is_french, text)
    yield from _spans(BELGIAN, _is_belgian, text)
    yield from _spans(SWEDISH, _is_swedish, text)


def possible(text: str) -> Iterator[tuple[int, int]]:
    """Spans of ten bare digits that may be a Swedish number; a phone number can look the same."""
    yield from _spans(SWEDISH_BARE, _is_swedish, text)


def _spans(
    shape: re.Pattern[str], check: Callable[[str], bool], text: str
) -> Iterator[tuple[int, int]]:
    for match in shape.finditer(text):
        if check(match.group()):
            yield match.span()


def _is_french(value: str) -> bool:
    """With its key if there is one; many people leave it out."""
    plain = re.sub(r"[ .-]", "", value)
    if len(plain) != FRENCH_WITHOUT_KEY:
        return bool(french.is_valid(plain))
    month = int(plain[3:5])
    return 1 <= month <= 12 or 20 <= month <= 42 or month >= 50


def _is_belgian(value: str) -> bool:
    plain = re.sub(r"\D", "", value)
    return bool(belgian.is_valid(plain) or belgian_foreigner.is_valid(plain))


def _is_swedish(value: str) -> bool:
    plain = re.sub(r"\D", "", value)[-10:]
    month, day = int(plain[2:4]), int(plain[4:6])
    if day > COORDINATION:
        day -= COORDINATION
    return 1 <= month <= 12 and 1 <= day <= 31 and bool(luhn.is_valid(plain))
