"""What the codes and words of XCRI-CAP for attendance, study, length and cost mean for us."""

from __future__ import annotations

import re
from typing import Any

from catalog.exchange import values
from catalog.exchange.doubts import Doubts
from catalog.exchange.nested import Nested, first, text
from catalog.folding import fold
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
INTERVAL = re.compile(
    r"P(?:(?P<y>[\d.]+)Y)?(?:(?P<m>[\d.]+)M)?(?:(?P<w>[\d.]+)W)?(?:(?P<d>[\d.]+)D)?(?P<t>T.*)?"
)
WORDS = re.compile(
    r"(\d+(?:\.\d+)?)\s*(?:academic )?(year|month|week|day|an\b|annee|mois|semaine|jour|jaar|maand"
    r"|week|dag|ar\b|manad|veck)"
)
MONTHS = {
    "year": 12.0, "an": 12.0, "annee": 12.0, "jaar": 12.0, "ar": 12.0,
    "month": 1.0, "mois": 1.0, "maand": 1.0, "manad": 1.0,
    "week": 12 / 52, "semaine": 12 / 52, "veck": 12 / 52,
    "day": 12 / 365, "jour": 12 / 365, "dag": 12 / 365,
}  # fmt: skip
MOST_MONTHS = 240
AMOUNT = re.compile(r"\d[\d.,'  ]*\d|\d")
FREE = re.compile(r"free|no (fee|charge|cost)|gratuit|gratis|kostnadsfri|avgiftsfri|none")
CURRENCIES = (("GBP", r"£|gbp|pound"), ("EUR", r"€|eur"), ("SEK", r"\bkr\b|sek"))
CURRENCY_OF = {"GB": "GBP", "UK": "GBP", "SE": "SEK"}
BASES = (
    (PriceBasis.YEAR, r"per (year|annum)|a year|/ ?year|par an|per jaar|per ar|yearly|annual"),
    (PriceBasis.TERM, r"per (term|semester)|par semestre|per termin"),
    (PriceBasis.CREDIT, r"per (credit|point|ects)|par credit|per studiepunt"),
)


def months(length: Nested, doubts: Doubts) -> int | None:
    """Calendar months of a duration: ``P3Y``, or words such as ``18 months``."""
    written = text(first(length, "interval"))
    found = INTERVAL.fullmatch(written or "")
    total = 0.0
    if found:
        parts = {"y": 12.0, "m": 1.0, "w": 12 / 52, "d": 12 / 365}
        total = sum(float(found[name] or 0) * month for name, month in parts.items())
    words = text(first(length, "value"))
    if not total and words:
        kept = re.sub(r"(?<=\d)[.,](?=\d)", "komma", words)
        named = WORDS.search(fold(kept).replace("komma", "."))
        total = float(named[1]) * MONTHS[named[2]] if named else 0.0
    if written and not found and not total:
        doubts.add("bad_value", "duration_months", written)
    return max(1, round(total)) if 0 < total <= MOST_MONTHS else None


def cost(written: str | None, country: str | None, doubts: Doubts) -> dict[str, Any]:
    """Price, currency and basis; a text with several amounts is left out with a doubt."""
    if written is None:
        return {}
    folded = fold(written)
    amounts = AMOUNT.findall(written)
    if not amounts and FREE.search(folded):
        return _price(0, _currency(written, country), PriceBasis.WHOLE)
    if len(amounts) != 1:
        doubts.add("bad_number", "price", written)
        return {}
    cents = doubts.read("price", amounts[0], values.cents, "bad_number")
    if cents is None:
        return {}
    lowered = written.lower()
    basis = next((kind for kind, words in BASES if re.search(words, lowered)), PriceBasis.WHOLE)
    return _price(cents, _currency(written, country), basis)


def _price(cents: int, currency: str, basis: PriceBasis) -> dict[str, Any]:
    return {"price_cents": cents, "currency": currency, "price_basis": basis}


def _currency(written: str, country: str | None) -> str:
    told = next((name for name, sign in CURRENCIES if re.search(sign, written.lower())), None)
    return told or CURRENCY_OF.get(country or "", "EUR")
