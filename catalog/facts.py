"""Facts and help lines with their dates and sources; it knows nothing of the answers they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from babel.numbers import format_currency

from catalog.datafiles import Section, read_section, subsection
from catalog.errors import BadDataFile, MissingText

CONFIDENCES = ("A", "B", "C")
WEAK = "C"


@dataclass(frozen=True)
class Amount:
    """A sum of money.

    Attributes:
        value: in units of the currency.
        currency: ISO 4217 code.
    """

    value: Decimal
    currency: str

    def in_words(self, language: str) -> str:
        """The sum as people of *language* write it."""
        return format_currency(self.value, self.currency, locale=language)


@dataclass(frozen=True)
class Fact:
    """One statement about one country.

    Attributes:
        texts: the statement per language, without the full stop.
        amount: put in for ``{amount}``; None if the statement has none.
        as_of: ``2025``, ``2025-06`` or ``2025-06-12``; None if the source is undated.
        source: where it was read, short enough to be shown.
        official_url: where a reader can check it.
        confidence: A official, B dated secondary source, C old or conflicting.
        review_by: last day on which it is shown without a warning.
        topic: what it is about, for editors.
        audience: work statuses it is meant for; empty for everybody.
    """

    id: str
    country: str
    texts: Mapping[str, str]
    amount: Amount | None
    as_of: str | None
    source: str
    official_url: str
    confidence: str
    review_by: date
    topic: str = "other"
    audience: tuple[str, ...] = ()

    def text(self, language: str) -> str:
        """The statement in *language*, with its amount.

        Raises:
            MissingText: nobody has written it in this language.
        """
        if language not in self.texts:
            raise MissingText(f"facts.{self.id}", language)
        amount = self.amount.in_words(language) if self.amount else ""
        return self.texts[language].format(amount=amount)

    def is_due(self, today: date) -> bool:
        """Whether it has to be checked before it is relied on."""
        return today > self.review_by or self.confidence == WEAK

    def fits(self, work_status: str | None) -> bool:
        """Whether it is meant for people of this work status; an unknown one gets what all get."""
        return not self.audience or work_status in self.audience


@dataclass(frozen=True)
class HelpLine:
    """A telephone number for people in danger.

    Attributes:
        names, hours: per language; hours may be empty.
        checked_on: day on which a person last checked it; None if nobody has.
    """

    country: str
    number: str
    names: Mapping[str, str]
    hours: Mapping[str, str]
    source: str
    checked_on: date | None

    def line(self, language: str) -> str:
        """Number, name and hours as one line of text.

        Raises:
            MissingText: the line has no name in this language.
        """
        if language not in self.names:
            raise MissingText(f"helplines.{self.number}", language)
        hours = f", {self.hours[language]}" if language in self.hours else ""
        return f"{self.number}: {self.names[language]}{hours}"


def read_facts(path: Path) -> dict[tuple[str, str], Fact]:
    """The facts of the file at *path* by ``(id, country)``.

    Raises:
        BadDataFile: the file cannot be read, or a fact lacks its source, date or confidence.
    """
    facts = {}
    for key, countries in subsection(path, read_section(path), "facts").items():
        for country, row in countries.items():
            facts[key, country] = _fact(path, key, country, row)
    return facts


def read_help_lines(path: Path) -> dict[str, tuple[HelpLine, ...]]:
    """The help lines of the file at *path* by country, most fitting first.

    Raises:
        BadDataFile: the file cannot be read, or a line lacks its number, name or source.
    """
    countries = subsection(path, read_section(path), "helplines")
    return {
        country: tuple(_help_line(path, country, row) for row in rows)
        for country, rows in countries.items()
    }


def _fact(path: Path, key: str, country: str, row: Section) -> Fact:
    try:
        fact = Fact(
            id=key,
            country=country,
            texts=row["text"],
            amount=amount_of(row.get("amount")),
            as_of=row["as_of"],
            source=row["source"],
            official_url=row["official_url"],
            confidence=row["confidence"],
            review_by=row["review_by"],
            topic=row["topic"],
            audience=tuple(row.get("audience", ())),
        )
    except (KeyError, InvalidOperation) as error:
        raise BadDataFile(str(path), f"fact {key!r}: {error}", row.line) from error
    if fact.confidence not in CONFIDENCES or not isinstance(fact.review_by, date):
        raise BadDataFile(str(path), f"fact {key!r}: bad confidence or review_by", row.line)
    return fact


def amount_of(row: Mapping[str, Any] | None) -> Amount | None:
    """The amount in ``{"value": "103.20", "currency": "EUR"}``; None for None.

    Raises:
        decimal.InvalidOperation: the value is no number.
    """
    return None if row is None else Amount(Decimal(row["value"]), row["currency"])


def _help_line(path: Path, country: str, row: Section) -> HelpLine:
    try:
        return HelpLine(
            country, row["number"], row["name"], row["hours"], row["source"], row["checked_on"]
        )
    except KeyError as error:
        raise BadDataFile(str(path), f"help line without {error}", row.line) from error
