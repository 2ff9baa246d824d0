"""What a learner may wish of a course, and what a search answers; it knows no index."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from catalog.models import Course


class Wish(StrEnum):
    """What a learner may wish for, in the order in which they would give it up."""

    START = "start"
    COST = "cost"
    HOURS = "hours"
    PACE = "pace"
    DURATION = "duration"
    NEAR = "near"
    TEXT = "text"
    MODE = "mode"
    LEVEL = "level"
    LANGUAGE = "language"
    FIELD = "field"
    COUNTRY = "country"


Why = Wish
# A wish without one of these says how or where, not what: it cannot stand alone.
TOPICS = frozenset({Wish.TEXT, Wish.LEVEL, Wish.FIELD})


@dataclass(frozen=True)
class CourseQuery:
    """What a learner says; None or an empty text is no wish.

    Attributes:
        country: code of the country; None for all.
        field, level: codes of ``catalog.levels``.
        mode: code of ``catalog.models.Mode``.
        text: free words, in the learner's language.
        language: the learner's language.
        limit: how many courses at most.
        across_borders: whether courses at a distance of other countries may be offered when the
            country has none.
        pace: code of ``catalog.models.Pace``.
        taught_in: language of teaching, two letters.
        max_hours_per_week: of study.
        max_duration_months: of the whole course.
        max_cost_cents: of the whole course, in cents of *currency*; a course of unknown cost, or
            with a price in another currency, is not refused but comes later.
        currency: ISO 4217 code.
        starts_from, starts_until: days between which a dated run must start, both included; None
            on one side leaves it open.
        near: latitude and longitude in degrees (WGS 84) of where the learner is.
        within_km: how far they would travel, as the crow flies; a course at a distance needs a
            published study place that near, any other course its own municipality.
    """

    country: str | None = None
    field: str | None = None
    level: str | None = None
    mode: str | None = None
    text: str | None = None
    language: str = "fr"
    limit: int = 3
    across_borders: bool = False
    pace: str | None = None
    taught_in: str | None = None
    max_hours_per_week: float | None = None
    max_duration_months: int | None = None
    max_cost_cents: int | None = None
    currency: str = "EUR"
    starts_from: date | None = None
    starts_until: date | None = None
    near: tuple[float, float] | None = None
    within_km: float = 30.0


@dataclass(frozen=True)
class CourseHit:
    """A course, the wishes it meets and those it does not.

    A course that has none of the words but lies in the field they point to meets ``FIELD``
    instead of ``TEXT``.
    """

    course: Course
    why: list[Wish]
    relaxed: list[Wish]


@dataclass(frozen=True)
class CourseResults:
    """The best hits, the wishes given up to find them, and how many courses fit in all."""

    hits: list[CourseHit] = field(default_factory=list)
    relaxed: list[Wish] = field(default_factory=list)
    total: int = 0
