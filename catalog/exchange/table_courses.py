"""A course from the rows of a spreadsheet that have its key."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from catalog.exchange import values
from catalog.exchange.reading import LONGEST_SUMMARY, ReadOptions
from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord
from catalog.exchange.table_cells import Cells
from catalog.exchange.table_words import mode_in
from catalog.folding import fold
from catalog.levels import levels
from catalog.models import Pace, PriceBasis
from catalog.texts import LANGUAGES

LONGEST_AWARD = 120
NO_LEVEL = ("sans niveau specifique", "sans niveau", "aucun", "geen", "ingen")
LEVEL = r"(?:niv|niveau|niva|level|eqf|seqf|vks|cec|vks niveau|eqf level)? ?([1-8])(?: bac \d)?"
AFTER_SCHOOL = re.compile(r"bac (?:\d ou )?([2358])\b")
YEARS_AFTER_SCHOOL = {2: 5, 3: 6, 5: 7, 8: 8}
SYSTEMS = ("formacode", "rome", "nsf", "sun", "esco")
DURATION = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(mois|manad|maand|month|an|annee|ar\b|jaar|year|semestre|termin|semester"
    r"|semaine|vecka|veckor|week|weken)"
)
MONTHS_IN = {"an": 12, "ar": 12, "ja": 12, "ye": 12, "te": 6, "mo": 1, "ma": 1}
WEEKS_A_MONTH = 52 / 12
CURRENCY_SIGNS = {"€": "EUR", "eur": "EUR", "euro": "EUR", "kr": "SEK", "sek": "SEK"}
CURRENCY_OF = {"FR": "EUR", "BE": "EUR", "SE": "SEK"}


def course_record(rows: Sequence[Cells], options: ReadOptions) -> CourseRecord:
    """The course of *rows*, all of one key; raises `BadCell`."""
    row = rows[0]
    country = row.word("country") or options.country
    language = row.word("language") or options.language
    titles = {code: row.text(f"title_{code}") for code in LANGUAGES}
    return CourseRecord(
        key=str(row.key),
        where=row.where,
        public_id=row.text("public_id"),
        title=row.needed("title"),
        titles={code: text for code, text in titles.items() if text},
        summaries=row.texts("summary", language, LONGEST_SUMMARY),
        provider=ProviderRecord(
            row.text("provider") or options.provider or row.needed("provider"),
            row.text("provider_id"),
            country,
            row.text("provider_municipality"),
            values.web_address(row.text("provider_url")),
        ),
        language=language,
        country=country,
        municipality=row.text("municipality"),
        entry_requirements=row.texts("entry_requirements", language),
        codes=_codes(row),
        offerings=tuple(_offerings(rows, country, language)),
        url=values.web_address(row.text("url")),
        funding=row.listed("funding"),
        **_level(row),
        **_effort(row),
        **row.origin(),
    )


def _level(row: Cells) -> dict[str, Any]:
    level, award = row.text("level"), row.text("award")
    known = {"level": level if level in levels() else None, "field": row.word("field")}
    eqf_level = row.read("eqf_level", _eqf_level, "bad_value")
    if level and known["level"] is None:
        eqf_level = eqf_level or row.read("level", _eqf_level, "unknown_code")
    return known | {
        "award": values.plain(award or (None if known["level"] else level), LONGEST_AWARD),
        "eqf_level": eqf_level,
        "isced_f": row.text("isced_f"),
        "rncp_code": row.text("rncp_code"),
        "ects": row.number("ects"),
    }


def _eqf_level(text: str) -> int | None:
    """1 to 8 of ``5``, ``NIVEAU 5``, ``bac + 2``.

    Raises:
        ValueError: it names no level, or several.
    """
    folded = fold(text)
    if folded in NO_LEVEL:
        return None
    if stated := re.fullmatch(LEVEL, folded):
        return int(stated[1])
    if years := AFTER_SCHOOL.match(folded):
        return YEARS_AFTER_SCHOOL[int(years[1])]
    raise ValueError(text)


def _effort(row: Cells) -> dict[str, Any]:
    pace = row.word("pace")
    return {
        "mode": row.read("mode", mode_in, "unknown_code"),
        "pace": Pace(pace) if pace else None,
        "duration_months": row.between("duration_months", 0, 240) or _duration(row),
        "hours_per_week": row.number("hours_per_week"),
    }


def _duration(row: Cells) -> int | None:
    """Months from words such as ``2 ans``, ``18 månader``, ``40 veckor``."""
    text = row.text("duration")
    found = DURATION.search(fold_numbers(text)) if text else None
    if text and found is None:
        row.doubt("duration_months", text, "bad_value")
    if found is None:
        return None
    amount, unit = float(found[1].replace(",", ".")), found[2]
    if unit.startswith(("semaine", "veck", "week")):
        return max(1, round(amount / WEEKS_A_MONTH))
    months = 6 if unit.startswith("seme") else MONTHS_IN[unit[:2]]
    return round(amount * months)


def fold_numbers(text: str) -> str:
    """*text* folded, with the commas and points inside numbers kept."""
    kept = re.sub(r"(?<=\d)[.,](?=\d)", "komma", text)
    return fold(kept).replace("komma", ".")


def _codes(row: Cells) -> tuple[Code, ...]:
    return tuple(
        Code(system, part.strip())
        for system in SYSTEMS
        for part in re.split(r"[;,|\s]+", row.text(system) or "")
        if part.strip()
    )


def _offerings(
    rows: Sequence[Cells], country: str | None, language: str | None
) -> list[OfferingRecord]:
    made: dict[str, OfferingRecord] = {}
    for number, row in enumerate(rows, start=1):
        run = _offering(row, str(number), country, language)
        if run is not None:
            made.setdefault(run.key, run)
    return list(made.values())


def _offering(
    row: Cells, number: str, country: str | None, language: str | None
) -> OfferingRecord | None:
    starts_on, starts = row.day("starts_on"), row.texts("starts", language)
    price = row.read("price", values.cents, "bad_number")
    ends_on, apply_by = row.day("ends_on"), row.day("apply_by")
    if not (starts_on or starts or ends_on or apply_by or price is not None):
        return None
    stated = row.text("offering_id")
    basis = row.word("price_basis")
    return OfferingRecord(
        key=stated or (starts_on.isoformat() if starts_on else number),
        starts_on=starts_on,
        ends_on=ends_on,
        starts=starts,
        apply_by=apply_by,
        municipality=row.text("offering_municipality"),
        price_cents=price,
        currency=None if price is None else _currency(row, country),
        price_basis=None if price is None else PriceBasis(basis or "whole"),
    )


def _currency(row: Cells, country: str | None) -> str:
    stated = fold(row.text("currency") or "") or (row.text("currency") or "")
    if stated.upper() in ("EUR", "SEK"):
        return stated.upper()
    told = f"{row.text('currency') or ''} {row.text('price') or ''}".lower()
    found = next((code for sign, code in CURRENCY_SIGNS.items() if sign in told), None)
    return found or CURRENCY_OF.get(country or "", "EUR")
