"""Lengths of time as exchange files write them: ISO 8601 durations, or words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from catalog.exchange.lengths import months_in
from catalog.exchange.runs import MOST_MONTHS, WEEKS_A_MONTH

NUMBER = r"(\d+(?:[.,]\d+)?)"
ISO = re.compile(
    rf"P(?:{NUMBER}Y)?(?:{NUMBER}M)?(?:{NUMBER}W)?(?:{NUMBER}D)?"
    rf"(?:T(?:{NUMBER}H)?(?:{NUMBER}M)?(?:{NUMBER}S)?)?"
)
WEEKLY = re.compile(
    rf"{NUMBER}\s*(?:h|hours?|heures?|timmar|tim|uur|uren)\s*"
    r"(?:per|par|a|i|/|de)?\s*(?:week|semaine|vecka|veckan|w|sem)\b"
)
DAYS_A_WEEK = 7


@dataclass(frozen=True)
class Span:
    """A length of time; a day or week of the calendar is no number of hours of work.

    Attributes:
        months: of the calendar: years, months, weeks and days.
        hours: of the clock.
    """

    months: float
    hours: float

    @property
    def weeks(self) -> float:
        """The months in weeks."""
        return self.months * WEEKS_A_MONTH


def span(text: str) -> Span:
    """The length that *text* gives: ``P1Y6M``, ``PT22H``, ``18 månader``.

    Raises:
        ValueError: it gives none, or more than any course takes.
    """
    found = ISO.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()):
        return Span(months_in(text), 0)
    amounts = [float((part or "0").replace(",", ".")) for part in found.groups()]
    years, months, weeks, days, hours, minutes, seconds = amounts
    calendar = years * 12 + months + (weeks + days / DAYS_A_WEEK) / WEEKS_A_MONTH
    if calendar > MOST_MONTHS:
        raise ValueError(text)
    return Span(calendar, hours + minutes / 60 + seconds / 3600)


def whole_months(length: Span) -> int | None:
    """The months, at least one; None where *length* has hours only."""
    return max(1, round(length.months)) if length.months else None


def weekly_hours(text: str) -> float | None:
    """Hours a week in words: ``6 heures par semaine``, ``20 tim/vecka``."""
    found = WEEKLY.search(text.lower())
    return float(found[1].replace(",", ".")) if found else None
