"""A course from the rows of a spreadsheet that have its key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from catalog.exchange import values
from catalog.exchange.reading import LONGEST_SUMMARY, ReadOptions
from catalog.exchange.records import Code, CourseRecord, ProviderRecord
from catalog.exchange.spans import span, whole_months
from catalog.exchange.table_cells import Cells
from catalog.exchange.table_columns import code_of
from catalog.exchange.table_levels import level_values
from catalog.exchange.table_runs import offerings
from catalog.exchange.table_words import mode_in
from catalog.models import Mode, Pace
from catalog.texts import LANGUAGES

# Systems of codes; some cells hold a label behind each code, so that its form counts.
SYSTEMS = {
    "formacode": r"\b\d{5}\b",
    "rome": r"\b[A-Z]\d{4}\b",
    "nsf": r"\b\d{3}[a-z]?\b",
    "sun": r"[^;,|\s]+",
    "esco": r"[^;,|\s]+",
}
FULL_WEEK = 100  # per cent


def course_record(rows: Sequence[Cells], options: ReadOptions) -> CourseRecord:
    """The course of *rows*, all of one key; raises `BadCell`."""
    row = rows[0]
    country = row.word("country") or options.country
    language = row.word("language") or options.language
    # A sheet is written in one language, whatever the courses are taught in.
    written = options.language or language
    titles = {code: row.line(f"title_{code}") for code in LANGUAGES}
    return CourseRecord(
        key=str(row.key),
        where=row.where,
        public_id=row.text("public_id"),
        title=row.needed("title"),
        titles={code: text for code, text in titles.items() if text},
        summaries=row.texts("summary", written, LONGEST_SUMMARY),
        provider=ProviderRecord(
            row.line("provider") or options.provider or row.needed("provider"),
            row.text("provider_id"),
            country,
            row.line("provider_municipality"),
            row.address("provider_url"),
        ),
        language=language,
        country=country,
        municipality=row.line("municipality"),
        entry_requirements=row.texts("entry_requirements", written),
        codes=_codes(row),
        offerings=offerings(rows, country, written),
        url=row.address("url"),
        funding=row.listed("funding"),
        **level_values(row),
        **_effort(row),
        **row.origin(),
    )


def _effort(row: Cells) -> dict[str, Any]:
    mode, pace = row.text("mode"), row.text("pace")
    # ``Study mode`` is the place in some lists and the pace in others.
    if mode and pace is None and _is_pace(mode):
        mode, pace = None, mode
    return {
        "mode": row.made("mode", mode, _mode, "unknown_code"),
        "pace": row.made("pace", pace, _pace, "unknown_code"),
        "duration_months": row.between("duration_months", 0, 240) or _duration(row),
        "hours_per_week": row.number("hours_per_week"),
    }


def _is_pace(text: str) -> bool:
    return code_of("mode", text) is None and code_of("pace", text) is not None


def _mode(text: str) -> Mode:
    return mode_in(text)


def _pace(text: str) -> Pace:
    """The pace of a word or a share of a week: ``50 %``, ``0.5`` of a workbook.

    Raises:
        ValueError: it is neither.
    """
    if code := code_of("pace", text):
        return Pace(code)
    share = values.number(text.rstrip("% "))
    if share is None or not 0 < share <= FULL_WEEK:
        raise ValueError(text)
    return Pace.FULL_TIME if share in (1, FULL_WEEK) else Pace.PART_TIME


def _duration(row: Cells) -> int | None:
    """Months from words such as ``2 ans``, ``18 månader``, ``P1Y``."""
    return row.made("duration_months", row.text("duration"), _months, "bad_value")


def _months(text: str) -> int:
    found = whole_months(span(text))
    if found is None:
        raise ValueError(text)
    return found


def _codes(row: Cells) -> tuple[Code, ...]:
    return tuple(
        Code(system, part)
        for system, form in SYSTEMS.items()
        for part in re.findall(form, row.text(system) or "")
    )
