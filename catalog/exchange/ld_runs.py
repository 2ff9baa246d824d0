"""Runs of a course of a JSON-LD file, and what they say of the course."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.exchange.delivery_words import meaning, one_mode, one_pace, read_delivery
from catalog.exchange.json_values import country_code, first_day, free_key, town
from catalog.exchange.ld_offers import Price, price_of
from catalog.exchange.ld_part import Part
from catalog.exchange.ld_times import effort_of, program_months
from catalog.exchange.records import OfferingRecord
from catalog.exchange.runs import months_of
from catalog.exchange.values import LONGEST_DAY
from catalog.models import Mode, Pace
from catalog.texts import LANGUAGES

# More than a mistyped day: letters, or a year with its month.
WORDS = re.compile(r"[^\W\d]{3}|^\d{4}(-\d\d)?$")
MODES = ("courseMode", "educationalProgramMode", "eventAttendanceMode", "deliveryMode")


@dataclass(frozen=True)
class Given:
    """How, where and when a course is given."""

    mode: Mode | None
    pace: Pace | None
    months: int | None
    hours_per_week: float | None
    municipality: str | None
    country: str | None
    caveats: tuple[str, ...]
    offerings: tuple[OfferingRecord, ...]


@dataclass(frozen=True)
class Place:
    """Where a run is given; ``online`` of a place that is none."""

    municipality: str | None = None
    country: str | None = None
    online: bool = False


def runs_of(course: Part, country: str | None) -> Given:
    """The runs of *course*, and what they and it say of its mode, pace and length.

    Args:
        course: the thing.
        country: whose money a price is in that does not say.
    """
    runs = [course.graph.runs(course.thing), [course.thing]]
    parts = [Part(course.graph, r, course.notes, course.language) for r in runs[0] or runs[1]]
    places = [_place(part) for part in parts]
    general = price_of(course, country)
    taken: set[str] = set()
    offerings = []
    homes = [place for place in places if place.municipality]
    for part, place in zip(parts, places, strict=True):
        own = None if part.thing is course.thing else price_of(part, country)
        run = _offering(part, place, own or general, taken)
        if run:
            offerings.append(run)
            homes = [home for home in homes if home is not place]
    effort = effort_of([course, *parts])
    months = effort.months or program_months(course)
    # Our own files state a length wherever there is one.
    months = months or (None if course.graph.is_own else months_of(offerings))
    mode, pace, caveats = _delivery(course, parts, places)
    countries = {place.country for place in places if place.country}
    return Given(
        mode, pace, months, effort.hours_per_week,
        homes[0].municipality if homes else None,
        next(iter(countries)) if len(countries) == 1 else None,
        caveats, tuple(offerings),
    )  # fmt: skip


def _offering(
    part: Part, place: Place, price: Price | None, taken: set[str]
) -> OfferingRecord | None:
    starts_on, words = _start(part)
    ends_on = part.day("endDate")
    for table in part.parts("courseSchedule"):
        starts_on = starts_on or table.day("startDate", first_day)
        ends_on = ends_on or table.day("endDate")
    apply_by = part.day("applicationDeadline") or (price.apply_by if price else None)
    is_run = part.is_a("CourseInstance")
    words = part.texts("passerelle:starts") or words
    named = part.text("identifier", "courseCode") if is_run else None
    if not (starts_on or ends_on or apply_by or words or named or price):
        return None
    key = named or (starts_on.isoformat() if starts_on else str(len(taken) + 1))
    money: dict[str, Any] = {}
    if price and price.cents is not None:
        money = {"price_cents": price.cents, "currency": price.currency, "price_basis": price.basis}
    return OfferingRecord(
        free_key(key, taken), starts_on, ends_on, words, apply_by, place.municipality, **money
    )


def _start(part: Part) -> tuple[date | None, dict[str, str]]:
    """The first day; where it is no day but a month, a season or "any time", its words."""
    said = part.text("startDate")
    if said and len(said) <= LONGEST_DAY and part.language in LANGUAGES and WORDS.search(said):
        try:
            first_day(said)
        except ValueError:
            return None, {part.language: said}
    return part.day("startDate", first_day), {}


def _delivery(
    course: Part, parts: list[Part], places: list[Place]
) -> tuple[Mode | None, Pace | None, tuple[str, ...]]:
    """Of runs that differ in their mode the course is hybrid, and its provider must be asked."""
    kinds = [kind for kind in course.labels("programType") if any(meaning(kind))]
    modes, paces = read_delivery([*course.labels(*MODES), *kinds], course.notes, MODES[0])
    stated = [one_mode(modes)]
    for part, place in zip(parts, places, strict=True):
        if part.thing is course.thing:
            found = modes
        else:
            found, more = read_delivery(part.labels(*MODES), part.notes, MODES[0])
            paces |= more
        stated.append(one_mode(found) or (Mode.DISTANCE if place.online else None))
    known = {mode for mode in stated if mode}
    return one_mode(known), one_pace(paces), ("provider_must_confirm",) if len(known) > 1 else ()


def _place(part: Part) -> Place:
    online = False
    for value in part.raw("location"):
        if isinstance(value, dict) and "@value" not in value:
            inner = Part(part.graph, value, part.notes, part.language)
            if inner.is_a("VirtualLocation"):
                online = True
                continue
            found = _of_thing(inner)
        else:
            found = _of_text(part.labels("location")[0] if part.labels("location") else None)
        if found.municipality:
            return found
        online = online or found.online
    return Place(online=online)


def _of_thing(place: Part) -> Place:
    address = next(iter(place.parts("address")), place)
    locality = address.text("addressLocality")
    country = address.read("addressCountry", country_code, "unknown_code")
    if locality:
        return Place(locality, country)
    told = _of_text(place.text("address") if address is place else None)
    if told.municipality:
        return Place(told.municipality, country)
    named = _of_text(place.text("name"))
    return Place(named.municipality, country, named.online)


def _of_text(text: str | None) -> Place:
    if text is None:
        return Place()
    if meaning(text)[0] is Mode.DISTANCE:
        return Place(online=True)
    return Place(town(text))
