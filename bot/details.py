"""Finds contact details and identity numbers in a text; web protects them, understanding names them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import Leniency

from bot import identity

EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
WHEN = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])([ ./-])(?:0[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|[012]\d[.: ][0-5]\d ?[-–] ?[012]\d[.: ][0-5]\d"
)
"""Dates and hours that could be dialled somewhere."""
REGIONS = ("FR", "SE", "BE", "MQ", "RE", "GP", "GF", "YT", "NL")
FEWEST_DIGITS = 6  # shorter runs are ages, years and postal codes; looking for phones is slow


@dataclass(frozen=True)
class Found:
    """A detail in a text. *kind* is phone, email or id."""

    start: int
    end: int
    kind: str
    value: str


def find_details(text: str, country: str | None) -> list[Found]:
    """Details in *text*, in order, without overlap; a number is tried first as one of *country*."""
    if "@" not in text and sum(sign.isdigit() for sign in text) < FEWEST_DIGITS:
        return []
    regions = sorted(REGIONS, key=lambda region: region != country)
    found: list[Found] = []
    for candidate in _candidates(text, regions):
        if all(candidate.end <= other.start or candidate.start >= other.end for other in found):
            found.append(candidate)
    return sorted(found, key=lambda detail: detail.start)


def _candidates(text: str, regions: list[str]) -> Iterator[Found]:
    for match in EMAIL.finditer(text):
        yield Found(match.start(), match.end(), "email", match.group())
    for start, end in list(identity.certain(text)):
        yield Found(start, end, "id", text[start:end])
        text = text[:start] + "x" * (end - start) + text[end:]  # a phone number may follow at once
    for start, end in _phones(text, regions):
        if not WHEN.fullmatch(text[start:end]):
            yield Found(start, end, "phone", text[start:end])
    for start, end in identity.possible(text):
        yield Found(start, end, "id", text[start:end])


def _phones(text: str, regions: list[str]) -> Iterator[tuple[int, int]]:
    for region in regions:
        for phone in phonenumbers.PhoneNumberMatcher(text, region):
            yield phone.start, phone.end
    # With a country's code in front it was meant as a phone number, assigned or not.
    for phone in phonenumbers.PhoneNumberMatcher(text, None, leniency=Leniency.POSSIBLE):
        yield phone.start, phone.end
