"""What the codes and words of XCRI-CAP for attendance, study, length and cost mean for us."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from catalog.exchange.doubts import Doubts
from catalog.exchange.lengths import months_in
from catalog.exchange.money import currency_of, price_in
from catalog.exchange.nested import Nested, first, text
from catalog.exchange.runs import MOST_MONTHS
from catalog.exchange.spans import span
from catalog.models import Mode, Pace, PriceBasis

ATTENDANCE: dict[str, Mode | Pace | None] = {
    "cm": Mode.PRESENTIAL, "campus": Mode.PRESENTIAL, "nc": Mode.PRESENTIAL,
    "face to face": Mode.PRESENTIAL, "face to face non campus": Mode.PRESENTIAL,
    "da": Mode.HYBRID, "distance with attendance": Mode.HYBRID,
    "mm": Mode.HYBRID, "mixed": Mode.HYBRID, "mixed mode": Mode.HYBRID, "blended": Mode.HYBRID,
    "ds": Mode.DISTANCE, "distance without attendance": Mode.DISTANCE,
    "distance": Mode.DISTANCE, "distance learning": Mode.DISTANCE,
    "on": Mode.DISTANCE, "ol": Mode.DISTANCE, "online": Mode.DISTANCE,
    "online no attendance": Mode.DISTANCE,
    # At a workplace: none of ours, and no doubt either.
    "wb": None, "work based": None, "nk": None, "not known": None,
}  # fmt: skip
STUDY: dict[str, Mode | Pace | None] = {
    "ft": Pace.FULL_TIME, "full time": Pace.FULL_TIME,
    "pt": Pace.PART_TIME, "part time": Pace.PART_TIME,
    "fl": Pace.FLEXIBLE, "fx": Pace.FLEXIBLE, "flexible": Pace.FLEXIBLE,
    "pf": None, "part of a full time programme": None, "nk": None, "not known": None,
}  # fmt: skip


def months(length: Nested, doubts: Doubts) -> int | None:
    """Calendar months of a duration: ``P3Y``, or words such as ``18 months``."""
    written = text(first(length, "interval"))
    total, is_read = 0.0, written is None
    with suppress(ValueError):
        total, is_read = span(written or "").months, True
    words = text(first(length, "value"))
    if not total and words:
        with suppress(ValueError):
            total = months_in(words)
    if written and not is_read and not total:
        doubts.add("bad_value", "duration_months", written)
    return max(1, round(total)) if 0 < total <= MOST_MONTHS else None


def cost(written: str | None, country: str | None, doubts: Doubts) -> dict[str, Any]:
    """Price, currency and basis; a text with several amounts is left out with a doubt."""
    price = doubts.read("price", written, price_in, "bad_number")
    if price is None:
        return {}
    return {
        "price_cents": price.cents,
        "currency": price.currency or currency_of(country),
        "price_basis": price.basis or PriceBasis.WHOLE,
    }
