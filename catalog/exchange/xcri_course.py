"""A course of XCRI-CAP with its presentations as records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from catalog.exchange import values
from catalog.exchange.doubts import Doubts
from catalog.exchange.faults import Fault
from catalog.exchange.frameworks import eqf_of
from catalog.exchange.nested import (
    Nested,
    code,
    first,
    folded,
    inner,
    language_code,
    many,
    ours,
    plain_name,
    text,
    texts,
)
from catalog.exchange.reading import LONGEST_SUMMARY, ReadOptions
from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord, Record
from catalog.exchange.runs import Run, courses, months_between
from catalog.exchange.table_words import mode_in
from catalog.exchange.xcri_words import ATTENDANCE, STUDY, cost, months
from catalog.models import Mode, Pace
from catalog.texts import LANGUAGES

LANGUAGE = "en"
# Two points of these are one of ECTS; each is ten hours of work.
HALF_CREDITS = ("cats", "scqf", "cqfw")
SUMMARIES = ("abstract", "objective", "learningoutcome")
# Version 1.1 has texts of many kinds in one element, told apart by their type.
REQUIREMENTS = ("entryrequirements", "prerequisites", "prerequisite")
ASIDE = ("assessmentstrategy", "assessment", "applicationprocedure", "regulations", "support")
OTHER_TEXTS = (*REQUIREMENTS, *ASIDE)
DELETED = "3"  # in a file of changes
EMPTY_MONTH = re.compile(r"\d{4}(-\d\d)?")


def course_records(
    node: Nested, provider: ProviderRecord | None, options: ReadOptions, position: int
) -> Iterator[Record | Fault]:
    """The records of a course, one for each mode, and what could not be read of it.

    Args:
        node: the course as `nested_xml` gives it.
        provider: the provider around it; None if it has no name.
        options: country and language for what the course leaves out.
        position: among the courses of the file, counted from 1.
    """
    key = identifier(node)
    doubts = Doubts(f"education {key or position}", key)
    titles = texts(first(node, "title"), options.language or LANGUAGE)
    missing = [name for name, found in (("title", titles), ("provider", provider)) if not found]
    if text(node.get("recstatus")) == DELETED:
        return
    if key is None:
        yield Fault(doubts.where, "no_key")
    elif missing or provider is None:
        yield Fault(doubts.where, "missing_value", {"column": missing[0]}, key)
    else:
        runs = [
            _run(part, doubts, options)
            for part in many(first(node, "presentation"))
            if isinstance(part, dict)
        ]
        yield from courses(_course(node, titles, provider, options, doubts), runs)
        yield from doubts.found


def identifier(node: Nested) -> str | None:
    """The address among the identifiers, else the internal one, else the first."""
    parts = many(first(node, "identifier"))
    internal = (
        part
        for part in parts
        if isinstance(part, dict) and "internal" in str(part.get("type")).lower()
    )
    address = (part for part in parts if re.match(r"https?://", text(part) or ""))
    chosen = next(address, None) or next(internal, None) or next(iter(parts), None)
    return text(chosen)


def _course(
    node: Nested,
    titles: dict[str, str],
    provider: ProviderRecord,
    options: ReadOptions,
    doubts: Doubts,
) -> CourseRecord:
    language = options.language or LANGUAGE
    main = language if language in titles else next(iter(titles))
    wins = inner(node, "qualification")
    award = text(first(wins, "title")) or text(first(node, "qualification"))
    codes = tuple(_codes(node))
    isced = next((found.value for found in codes if found.system == "isced_f"), None)
    return CourseRecord(
        key=doubts.key or "",
        where=doubts.where,
        title=titles.pop(main),
        titles=ours(titles),
        provider=provider,
        country=options.country,
        summaries=_summary(node, language),
        entry_requirements=_plain(_requirements(node), language),
        award=award[:120] if award else None,
        eqf_level=_eqf([wins, *many(first(node, "credit"))]),
        codes=codes,
        isced_f=isced[:4] if isced else None,
        ects=_ects(node, doubts),
        url=values.web_address(text(first(node, "url"))),
    )


def _summary(node: Nested, language: str) -> dict[str, str]:
    """The first of the texts about the course that says anything."""
    about = [part for part in many(first(node, "description")) if _kind(part) not in OTHER_TEXTS]
    parts = [about, *(first(node, name) for name in SUMMARIES)]
    found = (_plain(part, language) for part in parts)
    return next((words for words in found if words), {})


def _requirements(node: Nested) -> Nested:
    """What is needed to enter: an element of its own, or a description of that type."""
    stated = first(node, "prerequisite")
    typed = [part for part in many(first(node, "description")) if _kind(part) in REQUIREMENTS]
    return stated or typed


def _kind(part: Nested) -> str:
    """The plain name of a description's type; empty if it has none."""
    return plain_name(str(part.get("type") or "")) if isinstance(part, dict) else ""


def _plain(value: Nested, language: str) -> dict[str, str]:
    # A description may be nothing but the address of one.
    said = [part for part in many(value) if not isinstance(part, dict) or part.get("value")]
    found = ours(texts(said, language))
    shown = {name: values.plain(words, LONGEST_SUMMARY) for name, words in found.items()}
    return {name: words for name, words in shown.items() if words}


def _eqf(parts: list[Nested]) -> int | None:
    """The level where it is said of which framework; a bare number is another one in each country."""
    levels = (many(first(part, "educationlevel", "level")) for part in parts)
    for level in (level for stated in levels for level in stated):
        kind = level.get("type", "") if isinstance(level, dict) else ""
        if found := eqf_of(f"{kind} {text(level) or ''}"):
            return found
    return None


def _ects(node: Nested, doubts: Doubts) -> float | None:
    unknown: str | None = None
    for part in many(first(node, "credit")):
        written = text(first(part, "value", "credits") if isinstance(part, dict) else part)
        amount = doubts.read("ects", written, values.number, "bad_number")
        scheme = (text(first(part, "scheme")) or "").lower()
        if amount is None:
            continue
        if "ects" in scheme or "european credit" in scheme:
            return amount
        if any(name in scheme for name in HALF_CREDITS):
            return amount / 2
        unknown = unknown or written
    if unknown:
        doubts.add("unknown_code", "ects", unknown)
    return None


def _codes(node: Nested) -> Iterator[Code]:
    for part in many(first(node, "subject")):
        if not isinstance(part, dict):
            continue
        kind = folded(str(part.get("type") or "").rpartition(":")[2]).replace(" ", "_")
        label = text(first(part, "value"))
        value = text(first(part, "identifier", "code")) or label
        system = {"isced": "isced_f", "isced_f_2013": "isced_f", "iscedf": "isced_f"}.get(
            kind, kind
        )
        if system and value:
            yield Code(system, value.replace(" ", ""), label if label != value else None)


def _run(node: dict[str, Any], doubts: Doubts, options: ReadOptions) -> Run:
    starts_on, starts = _when(first(node, "start"), "starts_on", doubts)
    ends_on, _ = _when(first(node, "end"), "ends_on", doubts)
    length = inner(node, "duration") or {"value": first(node, "duration")}
    return Run(
        OfferingRecord(
            key=identifier(node) or "",
            starts_on=starts_on,
            ends_on=ends_on,
            starts={options.language or LANGUAGE: starts} if starts else {},
            apply_by=_when(first(node, "applyuntil"), "apply_by", doubts)[0],
            municipality=_town(node),
            **cost(text(first(node, "cost")), options.country, doubts),
        ),
        mode=_coded(node, "attendancemode", ATTENDANCE, doubts),
        pace=_coded(node, "studymode", STUDY, doubts),
        months=months(length, doubts) or months_between(starts_on, ends_on),
        language=_language(node, doubts),
        url=values.web_address(text(first(node, "url"))),
    )


def _when(value: Nested, column: str, doubts: Doubts) -> tuple[date | None, str | None]:
    """A day, or the words where there is none."""
    part = next(iter(many(value)), None)
    exact = text(first(part, "dtf")) if isinstance(part, dict) else None
    words = text(first(part, "value")) if isinstance(part, dict) else text(part)
    if exact and not EMPTY_MONTH.fullmatch(exact):
        try:
            return values.day(exact), None
        except ValueError:
            doubts.add("bad_day", column, exact)
    if words is None:
        return None, exact
    try:
        return values.day(words), None
    except ValueError:
        if column != "starts_on":
            doubts.add("bad_day", column, words)
        return None, values.plain(words, 120)


def _town(node: dict[str, Any]) -> str | None:
    venue = inner(node, "venue")
    around = inner(venue, "provider") or venue
    place = inner(around, "location") or inner(around, "address") or around
    found = text(first(place, "town", "city"))
    return found[:120] if found else None


def _coded(
    node: dict[str, Any], name: str, known: dict[str, Mode | Pace | None], doubts: Doubts
) -> Any:
    """Our value for a coded element, by its identifier or its words."""
    part = next(iter(many(first(node, name))), None)
    if part is None:
        return None
    stated = folded(text(first(part, "identifier")) or "" if isinstance(part, dict) else "")
    words = folded(text(first(part, "value")) or "" if isinstance(part, dict) else text(part) or "")
    for written in (stated, words):
        if written in known:
            return known[written]
    if name == "attendancemode" and (found := _mode_within(node, words)):
        return found
    column = "mode" if name == "attendancemode" else "pace"
    doubts.add("unknown_code", column, words or stated or code(part) or "?")
    return None


def _mode_within(node: dict[str, Any], words: str) -> Mode | None:
    """The mode that the words for it, or for the pattern, hold among others."""
    try:
        return mode_in(f"{words}, {text(first(node, 'attendancepattern')) or ''}")
    except ValueError:
        return None


def _language(node: dict[str, Any], doubts: Doubts) -> str | None:
    said = [language_code(part) for part in many(first(node, "languageofinstruction"))]
    known = next((found for found in said if found in LANGUAGES), None)
    if said and known is None:
        doubts.add("unknown_code", "language", said[0] or "?")
    return known
