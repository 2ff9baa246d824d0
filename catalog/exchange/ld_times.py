"""How long a course of a JSON-LD file takes, and how much of a week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.exchange.ld_part import Part
from catalog.exchange.notes import as_text
from catalog.exchange.runs import WEEKS_A_MONTH
from catalog.exchange.spans import Span, span, weekly_hours, whole_months
from catalog.folding import fold

LENGTHS = ("timeRequired", "timeToComplete", "duration")
# How often in a week, by the words that Schedule has beside ISO 8601.
A_WEEK = {"daily": 7.0, "weekly": 1.0, "biweekly": 0.5, "monthly": 1 / WEEKS_A_MONTH,
          "yearly": 1 / 52}  # fmt: skip


@dataclass(frozen=True)
class Effort:
    """Length in months and hours a week, as far as they are known."""

    months: int | None
    hours_per_week: float | None


def effort_of(parts: Sequence[Part]) -> Effort:
    """What a course and its runs say of their length, their timetable and their work load."""
    lengths = [
        found for part in _each(parts) for term in LENGTHS if (found := part.read(term, span))
    ]
    loads = [_workload(part) for part in _each(parts)]
    lengths += [whole for *_, whole in loads if whole]
    tables = [_schedule(one) for part in _each(parts) for one in part.parts("courseSchedule")]
    lengths += [whole for whole, _ in tables if whole]
    stated = (*(hours for _, hours, _ in loads), *(hours for _, hours in tables))
    weekly = next(filter(None, stated), None)
    months = next((length for length in lengths if length.months), None)
    total = next((hours for hours, *_ in loads if hours), None)
    total = total or next((length.hours for length in lengths if length.hours), None)
    if weekly is None and total and months and months.weeks >= 1:
        weekly = round(total / months.weeks, 1)
    return Effort(whole_months(months) if months else None, weekly)


def program_months(part: Part) -> int | None:
    """Months of a programme that counts in terms: its credits by those of a term."""
    terms, per_term = part.number("termsPerYear"), part.number("typicalCreditsPerTerm")
    total = next(
        (inner.number("value") for inner in part.parts("numberOfCredits")),
        None,
    ) or (part.number("numberOfCredits") if part.raw("numberOfCredits") and terms else None)
    if not (terms and per_term and total):
        return None
    return max(1, round(total / per_term * 12 / terms))


def _each(parts: Sequence[Part]) -> list[Part]:
    """*parts*, where a course is its own run, once."""
    return list({id(part.thing): part for part in parts}.values())


def _workload(part: Part) -> tuple[float, float | None, Span | None]:
    """All hours of work, and those of a week, in ISO 8601 or in words; the length, if it is one."""
    for value in part.raw("courseWorkload"):
        text = as_text(value) or part.text("courseWorkload") or ""
        weekly = weekly_hours(text)
        if weekly:
            return 0, weekly, None
        found = part.notes.read("courseWorkload", text, span, "bad_value")
        if found:
            return found.hours, None, found if found.months else None
    return 0, None, None


def _schedule(schedule: Part) -> tuple[Span | None, float | None]:
    """The whole length and the hours a week of a timetable that repeats."""
    rate = schedule.read("repeatFrequency", _times_a_week, "bad_value")
    each = schedule.read("duration", span)
    count = schedule.number("repeatCount")
    if rate is None:
        return each, None
    whole = Span(count / rate / WEEKS_A_MONTH, 0) if count else None
    return whole, each.hours * rate if each and each.hours else None


def _times_a_week(text: str) -> float:
    word = fold(text.rstrip("/").rsplit("/", 1)[-1])
    if word in A_WEEK:
        return A_WEEK[word]
    every = span(text)
    if not every.months:
        raise ValueError(text)
    return 1 / every.weeks
