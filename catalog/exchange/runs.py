"""A course from its runs: what they agree on, and one course per mode where they differ in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog.exchange.records import CourseRecord, OfferingRecord
from catalog.models import Mode, Pace

FULL_WEEK = 40  # hours
STUDY_YEAR = 40  # weeks
WEEKS_A_MONTH = 52 / 12
DAYS_A_MONTH = 365.25 / 12
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Run:
    """A run with what the catalog keeps of it with the course.

    Attributes:
        paces: parts of a full week (1.0 is full time) at which it can be taken.
        pace: where it is stated without a number.
        months: calendar months from start to end; None if unknown.
        provider: reference or name of who gives it.
        tuition: whether its price is a tuition fee.
    """

    offering: OfferingRecord
    mode: Mode | None = None
    paces: tuple[float, ...] = ()
    pace: Pace | None = None
    months: int | None = None
    language: str | None = None
    url: str | None = None
    provider: str | None = None
    tuition: bool = False


def courses(
    base: CourseRecord, runs: Sequence[Run], weeks: float | None = None
) -> Iterator[CourseRecord]:
    """*base* with its runs; one record per mode, told apart by their keys, if the modes differ.

    A run of no stated mode counts as presential beside others: nobody may be promised a distance
    that no source states.

    Args:
        base: its length is taken where no run has both ends.
        runs: in the order of the file.
        weeks: of full-time study; gives the length where nothing else does.
    """
    stated = {run.mode for run in runs}
    if len(stated) <= 1:
        yield _course(base, runs, weeks, base.key, next(iter(stated), None))
        return
    modes = list(dict.fromkeys(run.mode or Mode.PRESENTIAL for run in runs))
    for mode in modes:
        chosen = [run for run in runs if (run.mode or Mode.PRESENTIAL) is mode]
        key = f"{base.key}#{mode.value}" if len(modes) > 1 else base.key
        yield _course(base, chosen, weeks, key, mode)


def _course(
    base: CourseRecord, runs: Sequence[Run], weeks: float | None, key: str, mode: Mode | None
) -> CourseRecord:
    pace, part = _pace(runs)
    town = base.municipality or next(
        (run.offering.municipality for run in runs if run.offering.municipality), None
    )
    if mode is Mode.DISTANCE:
        town = None
    months = next((run.months for run in runs if run.months), None) or base.duration_months
    return replace(
        base,
        key=key,
        mode=mode,
        pace=base.pace or pace,
        hours_per_week=None if part is None else FULL_WEEK * part,
        duration_months=months or study_months(weeks, part),
        language=base.language or next((run.language for run in runs if run.language), None),
        url=base.url or next((run.url for run in runs if run.url), None),
        municipality=town,
        offerings=_offerings(runs, town, mode),
    )


def _offerings(
    runs: Sequence[Run], town: str | None, mode: Mode | None
) -> tuple[OfferingRecord, ...]:
    """Each run once; the place is said only where it is not that of the course."""
    made: dict[str, OfferingRecord] = {}
    for number, run in enumerate(runs, start=1):
        found = run.offering
        day = found.starts_on.isoformat() if found.starts_on else str(number)
        key = found.key or (day if day not in made else f"{day}-{number}")
        away = found.municipality if mode is not Mode.DISTANCE else None
        away = None if away == town else away
        same = (found.key, found.municipality) == (key, away)
        made.setdefault(key, found if same else replace(found, key=key, municipality=away))
    return tuple(made.values())


def _pace(runs: Sequence[Run]) -> tuple[Pace | None, float | None]:
    """The pace, and the part of a full week if it is always the same."""
    parts = {part for run in runs for part in run.paces}
    stated = {run.pace for run in runs if run.pace}
    stated |= {Pace.FULL_TIME if part >= 1 else Pace.PART_TIME for part in parts}
    part = parts.pop() if len(parts) == 1 else None
    if len(stated) > 1:
        return Pace.FLEXIBLE, None
    return next(iter(stated), None), part


def months_between(start: date | None, end: date | None) -> int | None:
    """Calendar months from *start* to *end*, at least one; None if one is unknown or misplaced."""
    if start is None or end is None or end < start:
        return None
    months = max(1, round(((end - start).days + 1) / DAYS_A_MONTH))
    return months if months <= MOST_MONTHS else None


def months_of(offerings: Iterable[OfferingRecord]) -> int | None:
    """Months of the first run that has both its ends."""
    found = (months_between(run.starts_on, run.ends_on) for run in offerings)
    return next((months for months in found if months), None)


def study_months(weeks: float | None, part: float | None) -> int | None:
    """Calendar months that *weeks* of full-time study take at a part of the pace.

    A year of study has 40 weeks: what is longer has its holidays between.
    """
    if not weeks:
        return None
    taken = weeks / (part or 1)
    years = max(0, -(-taken // STUDY_YEAR) - 1)
    months = max(1, round(years * 12 + (taken - years * STUDY_YEAR) / WEEKS_A_MONTH))
    return months if months <= MOST_MONTHS else None
