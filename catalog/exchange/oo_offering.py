"""Runs of a course of an Open Education API file."""

from __future__ import annotations

from datetime import date
from typing import Any

from catalog.exchange import values
from catalog.exchange.json_values import first_day, free_key
from catalog.exchange.notes import Notes, items, plain_text
from catalog.exchange.oo_objects import SESSIONS, Course, Objects, Thing, own_id
from catalog.exchange.oo_values import code_of_entry, first_of, place, price, texts
from catalog.exchange.records import OfferingRecord

STARTS = ("startDate", "startDateTime")
ENDS = ("endDate", "endDateTime")
FIRST = ("firstStartDate", "firstStartDateTime")
CLOSES = ("enrollEndDate", "enrolEndDate", "enrollEndDateTime", "enrolEndDateTime")
NOT_GIVEN = ("cancelled", "canceled", "concept", "inactive")


def offerings_of(
    objects: Objects, course: Course, notes: Notes, country: str | None, language: str | None
) -> tuple[OfferingRecord, ...]:
    """The runs of *course* that are given; where it has none, its first start and its price."""
    taken: set[str] = set()
    given = [run for run in course.offerings if run.get("state") not in NOT_GIVEN]
    found = [_offering(objects, run, notes, country, language, taken) for run in given]
    if not course.offerings:
        starts_on = _day(course.thing, FIRST, notes)
        money = price(course.thing, notes, country)
        if starts_on or money:
            key = starts_on.isoformat() if starts_on else "1"
            found.append(OfferingRecord(key, starts_on, **money))
    return tuple(found)


def _offering(
    objects: Objects,
    run: Thing,
    notes: Notes,
    country: str | None,
    language: str | None,
    taken: set[str],
) -> OfferingRecord:
    session = objects.first(run, SESSIONS) or {}
    starts_on = _day(run, STARTS, notes) or _day(session, STARTS, notes)
    stated = code_of_entry(run.get("primaryCode")) or own_id(run)
    key = stated or (starts_on.isoformat() if starts_on else str(len(taken) + 1))
    town, land = place(run, notes)
    found = run.get("ext")
    own: Any = found.get("passerelle") if isinstance(found, dict) else None
    own = own if isinstance(own, dict) else {}
    return OfferingRecord(
        free_key(key, taken),
        starts_on,
        _end(run, ENDS, notes) or _end(session, ENDS, notes),
        texts(own.get("starts"), notes, language),
        _end(own, ("apply_by",), notes) or _closing(run, notes),
        town or plain_text(own.get("municipality")),
        **price(run, notes, land or country),
    )


def _closing(run: Thing, notes: Notes) -> date | None:
    """The last day of the last period in which one can apply."""
    periods = items(first_of(run, "enrolmentPeriods", "enrollmentPeriods"))
    ends = [_end(period, ENDS, notes) for period in periods if isinstance(period, dict)]
    return max((day for day in ends if day), default=None) or _end(run, CLOSES, notes)


def _day(thing: Thing, names: tuple[str, ...], notes: Notes) -> date | None:
    return notes.read(names[0], first_of(thing, *names), first_day, "bad_day")


def _end(thing: Thing, names: tuple[str, ...], notes: Notes) -> date | None:
    return notes.read(names[0], first_of(thing, *names), values.day, "bad_day")
