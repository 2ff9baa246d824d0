"""Reads amounts in everyday words: hours a week, months, money; it knows no Rasa."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.nlu.found import Found
from bot.nlu.text import fold

MONTHS_OF = {"year": 12.0, "term": 6.0, "month": 1.0, "week": 7 / 30.4}
MOST_HOURS = 80
MOST_MONTHS = 120
MOST_MONEY = 1_000_000
MOST_CHILDREN = 12
SMALL = "small|young|little|grown|petits|jeunes|grands|sma|stora|kleine|jonge|grote"
# ``1 500``, ``1.500`` and ``1,500`` are fifteen hundred in every one of our languages.
GROUPED = r"\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?!\d)"
# A number of at most three digits that no unit follows.
BARE = re.compile(r"(?<![\w.,:/-])\d{1,3}(?![\w%€$:/-]|[.,]\d)(?!\s*(?:€|%|euro|kr))")


@dataclass(frozen=True)
class Amounts:
    """Patterns for one language, on folded text.

    Attributes:
        hours: a number of hours; no hours of a day.
        lengths: a number and a unit of time, by the name of the unit.
        money: a sum, by currency.
        count: a number right before something that is counted.
        half: words behind a unit that add one half.
        numbers: what number words are worth.
    """

    hours: re.Pattern[str]
    daily: re.Pattern[str]
    lengths: tuple[tuple[str, re.Pattern[str]], ...]
    money: tuple[tuple[str, re.Pattern[str]], ...]
    count: re.Pattern[str]
    half: re.Pattern[str]
    numbers: Mapping[str, float]

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> Amounts:
        """From the part `amounts` of a lexicon file."""
        numbers = {fold(str(word)): float(value) for word, value in content["numbers"].items()}
        words = sorted(numbers, key=len, reverse=True)
        spelt = "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in words)
        number = rf"(?<!\w)({GROUPED}|\d+(?:[.,]\d+)?|{spelt})"
        return cls(
            hours=_pattern(number, content["hour"]),
            daily=_pattern(r"(?<!\w)", content["day"]),
            lengths=tuple((unit, _pattern(number, content[unit])) for unit in MONTHS_OF),
            money=tuple((c, _money(number, units)) for c, units in content["money"].items()),
            count=re.compile(rf"{number}\s+(?:(?:{SMALL})\s+)?$"),
            half=_pattern("", content.get("and_half") or ["\0"]),
            numbers=numbers,
        )

    def hours_in(self, text: str) -> float | None:
        """Hours a week in *text*; None if it tells none, or hours of a day."""
        folded = fold(text)
        found = self.hours.search(folded)
        if found is None or self.daily.search(folded):
            return None
        hours = self._value(found.group(1)) + self._half_after(folded, found.end())
        return hours if 0 < hours <= MOST_HOURS else None

    def months_in(self, text: str) -> int | None:
        """The longest length of time in *text* in whole months, at least one; None if there is none."""
        folded = fold(text)
        found = [
            (self._value(match.group(1)) + self._half_after(folded, match.end())) * MONTHS_OF[unit]
            for unit, pattern in self.lengths
            for match in pattern.finditer(folded)
        ]
        months = math.ceil(round(max(found, default=0), 1))
        return months if 0 < months <= MOST_MONTHS else None

    def sums_in(self, text: str) -> Iterator[Found]:
        """Sums of money in *text*, in whole units, with their currency."""
        folded = fold(text)
        if len(folded) != len(text):  # the places in the text would be wrong
            return
        for currency, pattern in self.money:
            for match in pattern.finditer(folded):
                amount = self._value(match.group(1) or match.group(2))
                if 0 < amount <= MOST_MONEY:
                    data = {"amount": round(amount), "currency": currency}
                    yield Found("budget", text[slice(*match.span())], *match.span(), data)

    def plain_in(self, text: str) -> Iterator[Found]:
        """Hours without "a week" and bare numbers: what they are of, only the talk can tell."""
        folded = fold(text)
        if len(folded) != len(text) or self.daily.search(folded):
            return
        for match in self.hours.finditer(folded):
            hours = self._value(match.group(1)) + self._half_after(folded, match.end())
            if 0 < hours <= MOST_HOURS:
                yield Found("hours", text[slice(*match.span())], *match.span(), {"named": hours})
        for match in BARE.finditer(folded):
            yield Found("number", match.group(), *match.span(), {"named": int(match.group())})

    def count_before(self, text: str, at: int) -> int | None:
        """The number of children that ends right before *at*; an article counts nothing."""
        found = self.count.search(fold(text[:at]))
        count = round(self._value(found.group(1))) if found else 0
        is_article = found is not None and count == 1 and not found.group(1).isdigit()
        return count if 0 < count <= MOST_CHILDREN and not is_article else None

    def _value(self, number: str) -> float:
        known = self.numbers.get(number.replace("-", " "))
        if known is not None:
            return known
        if re.fullmatch(GROUPED, number):
            return float(re.sub(r"\D", "", number))
        return float(number.replace(",", "."))

    def _half_after(self, folded: str, at: int) -> float:
        """One half, where the words behind say so: ``2 ans et demi``."""
        return 0.5 if self.half.match(folded[at:].lstrip()) else 0.0


def _pattern(number: str, units: Iterable[str]) -> re.Pattern[str]:
    names = "|".join(re.escape(fold(str(unit))) for unit in units)
    return re.compile(rf"{number}[\s'’-]*(?:{names})(?!\w)")


def _money(number: str, units: Iterable[str]) -> re.Pattern[str]:
    """The currency behind the number, or before it."""
    names = "|".join(re.escape(fold(str(unit))) for unit in units)
    return re.compile(rf"{number}\s*(?:{names})(?!\w)|(?<!\w)(?:{names})\s*{number}")
