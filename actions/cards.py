"""Cards of courses: catalog rows in people's words; sites and schemes have modules of their own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from actions.replies import AREA, day, listed, locale_of, tidy
from actions.source_names import source_name
from catalog.models import Course, Mode, Offering, Scheme, Site
from catalog.services.next_step import leads_somewhere
from catalog.texts import Texts

# A line stays readable with two notes; the catalog orders them, most important first.
MAX_CAVEATS = 2
MAX_REASONS = 3
MEETINGS = "meetings_on_site"
Card = dict[str, Any]


class Words:
    """Texts of the cards in one language."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self.language = language

    def get(self, key: str, /, **values: Any) -> str:
        """The text *key* with *values* put in.

        Raises:
            MissingText: nobody has written it in this language.
        """
        return self._texts.get(AREA, key, self.language, **values)

    def has(self, key: str) -> bool:
        """Whether the text *key* is written in this language."""
        return self._texts.has(AREA, key, self.language)

    def first(self, *keys: str) -> str:
        """The first of *keys* that is written; the last one must be.

        Raises:
            MissingText: not even the last one is.
        """
        return self.get(next((key for key in keys if self.has(key)), keys[-1]))

    def listed(self, parts: Iterable[str]) -> str:
        """*parts* as one enumeration."""
        return listed(parts, self.language)

    def date(self, when: date) -> str:
        """A day as people write it."""
        return format_date(when, "long", locale=locale_of(self.language))

    def number(self, value: float) -> str:
        """A number as people write it."""
        return format_decimal(value, format="#,##0.#", locale=locale_of(self.language))

    def money(self, cents: int, currency: str) -> str:
        """A sum as people write it."""
        return format_currency(cents / 100, currency, locale=locale_of(self.language))

    def source(self, row: Course | Site | Scheme) -> str:
        """The sentence that says where a row comes from, of when it is, and when it was checked."""
        if not row.source:
            return self.get("source_unknown")
        name = source_name(self, row.source)
        when = day(row.source_date, self.language)
        if when is None:
            told = self.get("source_undated", source=name)
        else:
            told = self.get("source_dated", source=name, date=when)
        checked = self.get("verified", date=self.date(row.verified_on)) if row.verified_on else ""
        return f"{told} {checked}".strip()

    def notes(self, caveats: Iterable[str]) -> tuple[str, ...]:
        """What a learner must be told about a row, in words; at most two."""
        return tuple(self.get(f"caveat_{code}") for code in list(caveats)[:MAX_CAVEATS])

    def noted(self, notes: Iterable[str]) -> str:
        """The sentence with *notes*, or nothing."""
        known = list(notes)
        return self.get("caveats", notes=self.get("note_separator").join(known)) if known else ""


def course_card(
    words: Words,
    course: Course,
    why: Iterable[str] = (),
    relaxed: Iterable[str] = (),
    is_above: bool = False,
    tells_contact: bool = True,
) -> Card:
    """The card of *course*.

    Args:
        words: in the language of the learner.
        course: with its provider and offerings loaded.
        why: codes of the wishes that it meets, strongest first.
        relaxed: codes of the wishes that it does not meet.
        is_above: whether it is above the diploma that the learner stated.
        tells_contact: whether its line says that nobody knows how to reach the school; one sentence
            for all is enough where no card has a contact.
    """
    notes = _course_notes(words, course, is_above)
    told = notes if tells_contact else [note for note in notes if note != _no_contact(words)]
    reasons = [words.get(f"why_{code}") for code in list(why)[:MAX_REASONS]]
    return {
        "type": "course",
        "id": course.public_id,
        "title": course.title_in(words.language),
        "provider": course.provider.name,
        "award": course.award,
        "eqf_level": course.eqf_level,
        "mode": course.mode.value,
        "duration_months": course.duration_months,
        "pace": course.pace.value if course.pace else None,
        "cost": price(words, course.priced_offering),
        "country": course.country,
        "field": course.field,
        "url": course.url,
        "why": reasons,
        "relaxed": [words.get(f"relaxed_{code}") for code in relaxed],
        "verified_on": course.verified_on.isoformat() if course.verified_on else None,
        "source": course.source,
        "source_date": course.source_date,
        "caveats": notes,
        "next_step": leads_somewhere(course),
        "text": _course_line(words, course, reasons, told),
    }


def _no_contact(words: Words) -> str:
    return words.notes(["no_contact"])[0]


def _course_notes(words: Words, course: Course, is_above: bool) -> list[str]:
    codes = (["above_diploma"] if is_above else []) + ([] if course.url else ["no_contact"])
    return list(words.notes([*codes, *course.caveats]))


def price(words: Words, offering: Offering | None) -> str | None:
    """What *offering* costs, in words; None if nobody knows."""
    if offering is None or offering.price_cents is None:
        return None
    if offering.price_cents == 0:
        return words.get("detail_free")
    amount = words.money(offering.price_cents, offering.currency or "EUR")
    basis = offering.price_basis.value if offering.price_basis else "whole"
    key = "detail_price" if basis == "whole" else f"detail_price_{basis}"
    return words.get(key, amount=amount)


def _course_line(words: Words, course: Course, reasons: list[str], notes: list[str]) -> str:
    line = words.get(
        "course_line",
        title=course.title_in(words.language),
        provider=course.provider.name,
        details=words.get("detail_separator").join(_course_details(words, course)),
        source=words.source(course),
    )
    why = words.get("why", reasons=words.listed(reasons)) if reasons else ""
    more = words.get("link", url=course.url) if course.url else ""
    return tidy(" ".join((line, why, words.noted(notes), more)))


def _course_details(words: Words, course: Course) -> Iterable[str]:
    level = f"level_{course.level}" if course.level else "level_course"
    award = course.award
    yield (
        f"{award}: {words.get(level)}"
        if award and award not in words.get(level)
        else words.get(level)
    )
    yield words.get(f"mode_{course.mode.value}")
    if course.duration_months:
        yield words.get("months", count=course.duration_months)
    if course.pace:
        yield words.get(f"pace_{course.pace.value}")
    if course.hours_per_week:
        yield words.get("detail_hours", hours=words.number(course.hours_per_week))
    yield from _run_details(words, course)


def _run_details(words: Words, course: Course) -> Iterable[str]:
    run = course.offerings[0] if course.offerings else None
    if run is not None and run.starts_on is not None:
        yield words.get("detail_starts", date=words.date(run.starts_on))
    elif run is not None and run.starts:
        yield words.get("detail_starts_words", words=starts_in_words(words, run))
    cost = price(words, course.priced_offering)
    if cost is not None:
        yield cost
    if where := meeting_place(course):
        yield words.get("detail_in", municipality=where)


def meeting_place(course: Course) -> str | None:
    """The town of meetings or exams; of a course at a distance, it is often only the school's seat."""
    is_there = course.mode is not Mode.DISTANCE or MEETINGS in course.caveats
    return course.municipality if is_there else None


def starts_in_words(words: Words, run: Offering) -> str:
    """When *run* starts in the words of its source, several starts as one enumeration."""
    told = run.starts.get(words.language) or next(iter(run.starts.values()))
    return words.listed(part.strip() for part in told.split(";"))
