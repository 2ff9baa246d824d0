"""The runs of a course from the rows of a spreadsheet that have its key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from catalog.exchange.day_words import month_in_words
from catalog.exchange.money import CODES, Price, currency_in, currency_of, price_in
from catalog.exchange.records import OfferingRecord
from catalog.exchange.table_cells import Cells, table_day
from catalog.exchange.values import plain
from catalog.models import PriceBasis
from catalog.texts import LANGUAGES

LONGEST_WORDS = 120  # of a start that is no day


def offerings(
    rows: Sequence[Cells], country: str | None, language: str | None
) -> tuple[OfferingRecord, ...]:
    """The runs in the order of the rows.

    Args:
        rows: of one course; the first one says where the course itself is given.
        country: whose currency prices have that name none.
        language: of words for a start.
    """
    made: dict[str, OfferingRecord] = {}
    usual = rows[0].line("municipality")
    for number, row in enumerate(rows, start=1):
        run = _offering(row, str(number), country, language, usual)
        if run is not None:
            made.setdefault(run.key, run)
    return tuple(made.values())


def _offering(
    row: Cells, number: str, country: str | None, language: str | None, usual: str | None
) -> OfferingRecord | None:
    starts_on, starts = _start(row, language)
    price = row.read("price", price_in, "bad_number")
    ends_on, apply_by = row.day("ends_on"), row.day("apply_by")
    if not (starts_on or starts or ends_on or apply_by or price is not None):
        return None
    place = row.line("municipality")
    return OfferingRecord(
        key=row.text("offering_id") or (starts_on.isoformat() if starts_on else number),
        starts_on=starts_on,
        ends_on=ends_on,
        starts=starts,
        apply_by=apply_by,
        municipality=row.line("offering_municipality") or (place if place != usual else None),
        price_cents=None if price is None else price.cents,
        currency=None if price is None else _currency(row, price, country),
        price_basis=None if price is None else _basis(row, price),
    )


def _start(row: Cells, language: str | None) -> tuple[date | None, dict[str, str]]:
    """The first day, and the words for it where there is none: ``vecka 35``, ``09/2026``."""
    starts, written = row.texts("starts", language), row.text("starts_on")
    if written is None:
        return None, starts
    try:
        return table_day(written), starts
    except ValueError:
        words = month_in_words(written, language or LANGUAGES[0]) or _words(written)
    if words is None or language is None:
        row.doubt("starts_on", written, "bad_day")
        return None, starts
    return None, starts or {language: words}


def _words(written: str) -> str | None:
    """Words for a time; a day that does not exist is none."""
    tried_a_day = sum(letter.isdigit() for letter in written) > sum(map(str.isalpha, written))
    return None if tried_a_day else plain(written, LONGEST_WORDS)


def _currency(row: Cells, price: Price, country: str | None) -> str:
    stated = row.text("currency") or ""
    known = stated.upper() if stated.upper() in CODES else currency_in(stated)
    return known or price.currency or currency_of(country)


def _basis(row: Cells, price: Price) -> PriceBasis:
    stated = row.word("price_basis")
    return PriceBasis(stated) if stated else price.basis or PriceBasis.WHOLE
