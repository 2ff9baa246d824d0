"""Calendar months in the words of people: ``2 ans et 6 mois``, ``ett år``, ``18 maanden``."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from catalog.folding import fold

LONGEST = 300  # characters that are looked through
FILE = Path(__file__).parent / "length_words.yml"


def months_in(text: str) -> float:
    """The months of the first length that *text* names, with the smaller units that belong to it.

    Raises:
        ValueError: it names none.
    """
    return _months_in(text[:LONGEST])


@lru_cache(maxsize=10_000)  # the same few lengths stand in most rows
def _months_in(text: str) -> float:
    folded = fold_numbers(text)
    found = list(_length().finditer(folded))
    if not found:
        raise ValueError(text)
    total, last = _one(found[0]), found[0]
    for part in found[1:]:
        between = folded[last.end() : part.start()].strip()
        if between not in _words()["and"] or _unit(part) >= _unit(last):
            break
        total, last = total + _one(part), part
    return total


def fold_numbers(text: str) -> str:
    """*text* folded, with the commas and points inside numbers kept as points."""
    kept = re.sub(r"(?<=\d)[.,](?=\d)", "komma", text)
    return fold(kept).replace("komma", ".")


def _one(found: re.Match[str]) -> float:
    written = found["number"]
    amount = _numbers().get(written)
    amount = float(written) if amount is None else amount
    return (amount + (0.5 if found["half"] else 0)) * _unit(found)


def _unit(found: re.Match[str]) -> float:
    return _units()[found["unit"]]


@lru_cache(maxsize=1)
def _length() -> re.Pattern[str]:
    numbers = "|".join(sorted(_numbers(), key=len, reverse=True))
    units = "|".join(sorted(_units(), key=len, reverse=True))
    half = "|".join(_words()["half"])
    between = "|".join(_words()["between"])
    return re.compile(
        rf"(?<![\w.])(?P<number>\d+(?:\.\d+)?|{numbers})\s*(?:(?:{between}) )?"
        rf"(?P<unit>{units})\b(?P<half> (?:{half})\b)?"
    )


@lru_cache(maxsize=1)
def _numbers() -> dict[str, float]:
    return {
        str(word): float(amount) for amount, words in _words()["numbers"].items() for word in words
    }


@lru_cache(maxsize=1)
def _units() -> dict[str, float]:
    units = _words()["units"]
    months = {"year": 12.0, "half_year": 6.0, "month": 1.0, "week": 12 / 52, "day": 12 / 365.25}
    return {word: months[name] for name, words in units.items() for word in words}


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content
