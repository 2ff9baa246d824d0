"""A course from a course or a programme of an Open Education API file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from catalog.exchange.delivery_words import one_mode, one_pace, read_delivery
from catalog.exchange.faults import Fault
from catalog.exchange.json_values import language_code
from catalog.exchange.notes import Notes, Unfit, as_text, items
from catalog.exchange.oo_level import codes_of, level_of_study, study_loads
from catalog.exchange.oo_objects import GIVERS, PROGRAMMES, Course, Objects, Thing, own_id
from catalog.exchange.oo_offering import offerings_of
from catalog.exchange.oo_values import code_of_entry, first_of, place, tagged, texts, unmarked
from catalog.exchange.own_values import read_own
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import CourseRecord, OfferingRecord, ProviderRecord
from catalog.exchange.runs import months_of
from catalog.exchange.spans import Span, span, whole_months

OWN = "passerelle"
MODES = ("modesOfDelivery", "modeOfDelivery", "deliveryMode", "deliveryModes")
HOURS = ("sbu", "hour", "hours")


def course_record(
    objects: Objects, course: Course, where: str, options: ReadOptions
) -> Iterator[CourseRecord | Fault]:
    """The record of *course* and the doubts about it, or why it is none."""
    key = code_of_entry(course.thing.get("primaryCode")) or own_id(course.thing)
    notes = Notes(where, key)
    try:
        yield _record(objects, course, notes, options)
    except Unfit as error:
        yield error.fault
        return
    yield from notes.doubts


def extension(thing: Thing) -> Thing | None:
    """What we wrote of an object under our own names; None in the files of others."""
    found = thing.get("ext")
    own = found.get(OWN) if isinstance(found, dict) else None
    return own if isinstance(own, dict) else None


def _record(objects: Objects, course: Course, notes: Notes, options: ReadOptions) -> CourseRecord:
    thing, own = course.thing, extension(course.thing)
    if notes.key is None:
        raise notes.unfit("no_key")
    taught_in = _language(thing, notes)
    language = options.language or taught_in
    title, titles = _titles(thing, notes, None if own is not None else language)
    provider = _provider(objects, thing, notes, options.provider)
    municipality, country = place(thing, notes)
    money_of = country or provider.country or options.country
    runs = offerings_of(objects, course, notes, money_of, language)
    told = texts(first_of(thing, "description", "abstract"), notes, language)
    given: dict[str, Any] = {
        "codes": codes_of(thing, own),
        "municipality": municipality,
        "country": country,
        "url": as_text(first_of(thing, "link", "url")),
        **level_of_study(thing, notes, is_own=own is not None),
        **_effort(thing, notes, runs if own is None else ()),
        **_delivery(course, notes),
    }
    return CourseRecord(
        key=notes.key,
        where=notes.where,
        title=title,
        titles=titles,
        summaries=told if own is not None else unmarked(told),
        provider=provider,
        language=taught_in,
        entry_requirements=texts(
            first_of(thing, "admissionRequirements", "enrolment", "enrollment"), notes, language
        ),
        offerings=runs,
        **given | read_own(own or {}, notes),
    )


def _titles(thing: Thing, notes: Notes, language: str | None) -> tuple[str, dict[str, str]]:
    found = tagged(thing.get("name"), notes)
    if not found:
        raise notes.unfit("missing_value", column="name")
    title = next((pair for pair in found if language and pair[0] == language), found[0])
    titles: dict[str, str] = {}
    for pair in found:
        if pair[0] and pair is not title:
            titles.setdefault(pair[0], pair[1])
    return title[1], titles


def _language(thing: Thing, notes: Notes) -> str | None:
    stated = items(first_of(thing, "teachingLanguages", "teachingLanguage", "languageOfChoice"))
    found = (notes.read("teachingLanguages", one, language_code, "unknown_code") for one in stated)
    return next(filter(None, found), None)


def _provider(objects: Objects, thing: Thing, notes: Notes, usual: str | None) -> ProviderRecord:
    """Who gives it; where nobody is named, who gives the programme that it belongs to.

    A server answers for one organisation: the only one of the file, else *usual*, stands in.
    """
    near = [
        thing,
        objects.host(thing),
        objects.first(thing, PROGRAMMES),
    ]
    givers = [objects.first(one, GIVERS) for one in near if one]
    for giver in [*givers, None if usual else objects.organisation]:
        name = next((text for _, text in tagged(giver.get("name"), notes)), None) if giver else None
        if giver and name:
            town, country = place(giver, notes)
            own = (extension(giver) or {}).get("url")
            link = as_text(own or first_of(giver, "link", "url"))
            return ProviderRecord(name, _provider_key(giver), country, town, link)
    named = next(
        (as_text(value) for name in GIVERS["organisation"] for value in items(thing.get(name))),
        None,
    )
    if usual:
        return ProviderRecord(usual, named)
    if named:
        raise notes.unfit("not_linked", value=named)
    raise notes.unfit("missing_value", column="organisation")


def _provider_key(giver: Thing) -> str | None:
    """Its code; ours has none where it repeats the id that the standard wants."""
    code, named = code_of_entry(giver.get("primaryCode")), own_id(giver)
    if extension(giver) is not None and code == named:
        return None
    return code or named


def _effort(thing: Thing, notes: Notes, runs: Iterable[OfferingRecord]) -> dict[str, Any]:
    """Months as stated, else those of a run; hours a week from the study load."""
    length = notes.read("duration", thing.get("duration"), span, "bad_value")
    total = next((value for unit, value in study_loads(thing, notes) if unit in HOURS), None)
    return {
        "duration_months": whole_months(length) if length else months_of(runs),
        "hours_per_week": _weekly(length, total),
    }


def _weekly(length: Span | None, total: float | None) -> float | None:
    if not (length and total and length.weeks >= 1):
        return None
    return round(total / length.weeks, 1)


def _delivery(course: Course, notes: Notes) -> dict[str, Any]:
    """Mode and pace; of its runs where it says nothing itself."""
    words = _words(course.thing) or [word for run in course.offerings for word in _words(run)]
    modes, paces = read_delivery(dict.fromkeys(words), notes, "modesOfDelivery")
    study = [as_text(word) or "" for word in items(course.thing.get("modeOfStudy"))]
    more_modes, more_paces = read_delivery(study, notes, "modeOfStudy")
    return {"mode": one_mode(modes or more_modes), "pace": one_pace(paces | more_paces)}


def _words(thing: Thing) -> list[str]:
    found = [as_text(word) for name in MODES for word in items(thing.get(name))]
    return [word for word in found if word]
