"""What a caller asks the catalog for, read from the query of an address; it knows no table."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from multidict import MultiMapping

from bot.errors import BadRequest
from bot.web.language import LANGUAGES
from catalog.levels import fields, levels
from catalog.models import Mode, SiteKind
from catalog.services.seed_rows import COUNTRIES, codes

Query = MultiMapping[str]
PAGE_SIZE = 20
MOST_PER_PAGE = 100
MOST_PAGES = 1_000_000
LONGEST_TEXT = 200
NUMBER = re.compile(r"\d{1,7}", re.ASCII)
CODE = re.compile(r"[a-z0-9_]{1,40}")


@dataclass(frozen=True)
class Page:
    """Which part of a list: *number* counts from 1, *size* is the number of rows on each."""

    number: int = 1
    size: int = PAGE_SIZE

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.size

    @classmethod
    def read(cls, query: Query) -> Page:
        """Read `page` and `limit`.

        Raises:
            BadRequest: no number, below 1 or too high.
        """
        return cls(
            number=_number(query, "page", 1, MOST_PAGES),
            size=_number(query, "limit", PAGE_SIZE, MOST_PER_PAGE),
        )


@dataclass(frozen=True)
class CourseFilter:
    """Courses wanted; an empty filter lets everything pass, several codes mean any of them.

    Attributes:
        languages: of teaching.
        text: free words, empty for none.
        text_language: in which the words are taken to be written.
    """

    countries: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    text: str = ""
    text_language: str = "fr"

    @classmethod
    def read(cls, query: Query, text_language: str) -> CourseFilter:
        """Read the filters; raises `BadRequest` with the name of the wrong one."""
        return cls(
            countries=read_codes(query, "country", COUNTRIES),
            fields=read_codes(query, "field", fields()),
            levels=read_codes(query, "level", levels()),
            modes=read_codes(query, "mode", codes(Mode)),
            languages=read_codes(query, "language", LANGUAGES),
            text=_text(query, "q"),
            text_language=text_language,
        )


@dataclass(frozen=True)
class SiteFilter:
    """Sites wanted; see `CourseFilter`."""

    countries: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: Query) -> SiteFilter:
        """Read the filters; raises `BadRequest` with the name of the wrong one."""
        return cls(
            countries=read_codes(query, "country", COUNTRIES),
            networks=read_codes(query, "network"),
            kinds=read_codes(query, "kind", codes(SiteKind)),
        )


@dataclass(frozen=True)
class SchemeFilter:
    """Schemes wanted; see `CourseFilter`."""

    countries: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @classmethod
    def read(cls, query: Query) -> SchemeFilter:
        """Read the filters; raises `BadRequest` with the name of the wrong one."""
        return cls(read_codes(query, "country", COUNTRIES), read_codes(query, "kind"))


def read_codes(query: Query, name: str, allowed: Collection[str] | None = None) -> tuple[str, ...]:
    """The codes under *name*, parted by commas or given several times, whatever their case.

    *allowed* are the codes that exist; None is an open list, of which only the form is checked.

    Raises:
        BadRequest: a code that does not exist, or of the wrong form.
    """
    words = [word.strip() for part in query.getall(name, []) for word in part.split(",")]
    known = None if allowed is None else {code.lower(): code for code in allowed}
    found = []
    for word in filter(None, words):
        code = word.lower() if known is None else known.get(word.lower(), "")
        if not code or (known is None and not CODE.fullmatch(code)):
            raise BadRequest(name)
        found.append(code)
    return tuple(dict.fromkeys(found))


def _number(query: Query, name: str, default: int, most: int) -> int:
    text = query.get(name) or str(default)
    if not NUMBER.fullmatch(text) or not 1 <= int(text) <= most:
        raise BadRequest(name)
    return int(text)


def _text(query: Query, name: str) -> str:
    text = query.get(name, "").strip()
    if len(text) > LONGEST_TEXT:
        raise BadRequest(name)
    return text
