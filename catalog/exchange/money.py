"""A price in the words of people: amount, currency and what it pays for."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from babel.numbers import list_currencies

from catalog.exchange import values
from catalog.folding import fold
from catalog.models import PriceBasis

FILE = Path(__file__).parent / "money_words.yml"
CODES = frozenset(list_currencies())
CURRENCY_OF = {"FR": "EUR", "BE": "EUR", "SE": "SEK", "GB": "GBP", "UK": "GBP"}
AMOUNT = re.compile(r"(?<![\d.,])-?\d(?:[\d.,]|['’\s](?=\d))*")
YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[/-]\s*(?:(?:19|20)?\d\d))?(?![\d.,])")
RANGE = re.compile(r"[\s€£$]*(?:-|–|—|x|×|à|a|to|till|tot|et|and|och|en)[\s€£$]*")
LONGEST = 1000  # characters; a text that speaks of a price is shorter
FREE_LENGTH = 60  # characters; a longer text without an amount speaks of other things too


class Price(NamedTuple):
    """A price.

    Attributes:
        cents: of *currency*; 0 is free.
        currency: ISO 4217 code; None where the text names none.
        basis: what it pays for; None where the text does not say.
    """

    cents: int
    currency: str | None = None
    basis: PriceBasis | None = None


@lru_cache(maxsize=10_000)
def price_in(text: str) -> Price | None:
    """The price that *text* names: ``1 250,50 €``, ``GBP800``, ``300 € par semestre``, ``gratis``.

    Returns:
        None where it stands for nothing (``-``).

    Raises:
        ValueError: it names none, several, a negative one or one beyond all fees.
    """
    found = values.blank(text)
    if found is None:
        return None
    if len(found) > LONGEST:
        raise ValueError(text[:LONGEST])
    amounts = _amounts(found)
    if not amounts and len(found) <= FREE_LENGTH and _is_free(found):
        return Price(0, currency_in(found))
    if len(amounts) != 1:
        raise ValueError(text)
    cents = values.cents(amounts[0])
    if cents is None:
        raise ValueError(text)
    return Price(cents, currency_in(found), basis_in(found))


def currency_in(text: str) -> str | None:
    """The currency of a code, a sign or a word in *text*; None without one."""
    for word in re.findall(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])", text):
        if word.isupper() and word in CODES:
            return str(word)
    lowered = text.lower()
    signs: dict[str, list[str]] = _words()["currency"]
    return next((code for code, known in signs.items() if _any_in(known, lowered)), None)


def currency_of(country: str | None) -> str:
    """The currency of prices that name none."""
    return CURRENCY_OF.get(country or "", "EUR")


def basis_in(text: str) -> PriceBasis | None:
    """What the price of *text* pays for, where it says so."""
    folded = fold(text.replace("/", " per "))
    bases: dict[str, str] = _words()["basis"]
    found = next((name for name, words in bases.items() if re.search(words, folded)), None)
    return PriceBasis(found) if found else None


def _amounts(text: str) -> list[str]:
    """Amounts that stand beside a currency; without one, all numbers that are no years."""
    if values.EXPONENT.search(text):
        return [text]
    found = list(AMOUNT.finditer(text))
    known = [part.group() for part in found if _beside_currency(text, part)]
    if known and len(known) == len(found):
        return known
    if len(known) == 1 and not _is_range(text, found):
        return known
    if known:
        return [part.group() for part in found]
    others = [part.group() for part in found if not YEAR.match(text, part.start())]
    return others or [part.group() for part in found]


def _is_range(text: str, found: list[re.Match[str]]) -> bool:
    """Whether two numbers stand one after the other as the ends of a range: ``500-700``."""
    between = (text[one.end() : other.start()] for one, other in pairwise(found))
    return any(map(RANGE.fullmatch, between))


def _beside_currency(text: str, part: re.Match[str]) -> bool:
    before, after = text[: part.start()][-8:], text[part.end() :][:8]
    return bool(
        re.search(r"[€£$]\s*$|(?<![A-Za-z])[A-Z]{3}\s*$|\bkr\.?\s*$", before)
        or re.match(r"\s*(?:[€£$]|[A-Z]{3}(?![A-Za-z])|kr\b|kronor\b|euros?\b|eur\b)", after)
    )


def _is_free(text: str) -> bool:
    return bool(re.search(_words()["free"], fold(text)))


def _any_in(known: list[str], lowered: str) -> bool:
    return any(
        word in lowered if not word.isalpha() else re.search(rf"(?<![a-z]){word}(?![a-z])", lowered)
        for word in known
    )


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    """The words as patterns: of each basis, and of what costs nothing."""
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    per, alone = "|".join(content["per"]), content["alone"]
    return {
        "currency": content["currency"],
        "free": rf"\b(?:{'|'.join(content['free'])})\b",
        "basis": {
            name: rf"\b(?:(?:{per}) (?:{'|'.join(words)})|{'|'.join(alone.get(name, [name]))})\b"
            for name, words in content["basis"].items()
        },
    }
