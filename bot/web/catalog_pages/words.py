"""Values of catalog rows in the words of the reader; unknown values are not shown, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from catalog.models import Course, Offering, Site
from catalog.models.columns import CatalogRow
from catalog.texts import Texts

Pair = tuple[str, str]
"""A label and a value, both in the language of the reader."""
LOCALES = {"fr": "fr", "sv": "sv", "nl": "nl_BE", "en": "en_GB"}
REPLACED = "other"


class PageWords:
    """Texts of the catalog's pages in one language."""

    def __init__(self, texts: Texts, language: str) -> None:
        self._texts = texts
        self.language = language

    def label(self, name: str) -> str:
        """The label of a value."""
        return self._texts.get("catalog", f"label_{name}", self.language)

    def code(self, kind: str, code: str) -> str:
        """A code in words; the code itself where nobody has written it yet."""
        key = f"{kind}_{code}"
        if self._texts.has("cards", key, self.language):
            return self._texts.get("cards", key, self.language)
        return code.replace("_", " ")

    def codes(self, kind: str, codes: Iterable[str]) -> list[str]:
        """Several codes in words."""
        return [self.code(kind, code) for code in codes]

    def count(self, key: str, count: int) -> str:
        """A number with its noun."""
        return self._texts.get("cards", key, self.language, count=count)

    def day(self, when: date) -> str:
        """A day as people write it."""
        return format_date(when, "long", locale=LOCALES[self.language])

    def number(self, value: float) -> str:
        """A number as people write it."""
        return format_decimal(value, format="#,##0.#", locale=LOCALES[self.language])

    def text(self, by_language: dict[str, str]) -> tuple[str, str] | None:
        """The text in the reader's language, else in any, with the language it is in."""
        for code in (self.language, *by_language):
            if by_language.get(code):
                return by_language[code], code
        return None

    def price(self, run: Offering) -> str | None:
        """What a run costs; None if no source says so."""
        if run.price_cents is None:
            return None
        if run.price_cents == 0:
            return self._texts.get("cards", "detail_free", self.language)
        locale = LOCALES[self.language]
        amount = format_currency(run.price_cents / 100, run.currency or "EUR", locale=locale)
        basis = run.price_basis.value if run.price_basis else "whole"
        key = "detail_price" if basis == "whole" else f"detail_price_{basis}"
        return self._texts.get("cards", key, self.language, amount=amount)


def course_pairs(words: PageWords, row: Course) -> Iterator[Pair]:
    """What is known of a course, label by label."""
    yield words.label("provider"), row.provider.name
    yield words.label("country"), words.code("country", row.country)
    yield from _maybe(words, "municipality", row.municipality)
    yield from _maybe(words, "award", row.award)
    yield words.label("level"), words.code("level", row.level or "course")
    yield from _maybe(words, "eqf_level", row.eqf_level)
    yield words.label("field"), words.code("field", row.field)
    yield words.label("mode"), words.code("mode", row.mode.value)
    yield from _maybe(words, "pace", row.pace and words.code("pace", row.pace.value))
    months = row.duration_months
    yield from _maybe(words, "duration", months and words.count("months", months))
    hours = row.hours_per_week
    yield from _maybe(words, "hours_per_week", hours and words.number(hours))
    yield from _maybe(words, "ects", row.ects and words.number(row.ects))
    yield words.label("language"), words.code("language", row.language)


def course_line(words: PageWords, row: Course) -> list[str]:
    """What tells a course from others in a list; each part speaks for itself."""
    parts = [row.provider.name, row.award or words.code("level", row.level or "course")]
    parts.append(words.code("mode", row.mode.value))
    if row.duration_months:
        parts.append(words.count("months", row.duration_months))
    return [*parts, words.code("country", row.country)]


def site_line(words: PageWords, row: Site) -> list[str]:
    """What tells a site from others in a list."""
    kind = words.code("kind", row.kind.value)
    return [kind, *filter(None, (row.municipality, row.region)), words.code("country", row.country)]


def site_pairs(words: PageWords, row: Site) -> Iterator[Pair]:
    """What is known of a site, label by label."""
    yield words.label("kind"), words.code("kind", row.kind.value)
    yield words.label("network"), words.code("network", row.network)
    yield from _maybe(words, "operator", row.operator)
    yield from _maybe(words, "partner_institution", row.partner_institution)
    town = " ".join(filter(None, (row.postal_code, row.municipality)))
    yield words.label("address"), ", ".join(filter(None, (row.street, town)))
    yield from _maybe(words, "region", row.region)
    yield words.label("country"), words.code("country", row.country)
    yield from _maybe(words, "services", ", ".join(words.codes("service", row.services)))


def origin_pairs(words: PageWords, row: CatalogRow) -> Iterator[Pair]:
    """Where a row comes from, of when it is, and when somebody checked it."""
    yield from _maybe(words, "source_date", row.source_date)
    yield from _maybe(words, "verified_on", row.verified_on and words.day(row.verified_on))


def _maybe(words: PageWords, name: str, value: Any) -> Iterator[Pair]:
    if value:
        yield words.label(name), str(value)
