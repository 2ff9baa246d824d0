"""What a course of a JSON-LD file costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from catalog.exchange import values
from catalog.exchange.json_values import currency_code
from catalog.exchange.ld_part import Part
from catalog.exchange.table_columns import code_of
from catalog.folding import fold
from catalog.models import PriceBasis

AMOUNTS = ("price", "lowPrice", "minPrice")
FREE = ("free", "gratuit", "gratuite", "gratis", "kostnadsfri", "kostnadsfritt", "avgiftsfri", "0")
# Paid for every month, which the catalog has no basis for.
SUBSCRIPTIONS = ("subscription", "abonnement", "abonnemang", "prenumeration")
UNIT_CODES = {"ann": PriceBasis.YEAR, "course": PriceBasis.WHOLE, "c62": PriceBasis.WHOLE}


@dataclass(frozen=True)
class Price:
    """A price, or only the last day to apply that an offer states."""

    cents: int | None
    currency: str | None = None
    basis: PriceBasis | None = None
    apply_by: date | None = None


def price_of(part: Part, country: str | None) -> Price | None:
    """The first price among the offers of *part*; None if nothing is said of money."""
    dated: Price | None = None
    for offer in part.parts("offers"):
        closes = offer.day("availabilityEnds")
        for one in _specifications(offer):
            price = _price(one, offer, country, closes)
            if price:
                return price
        dated = dated or (Price(None, apply_by=closes) if closes else None)
    if dated is None and part.read("isAccessibleForFree", _truth):
        return Price(0, currency_code(None, country), PriceBasis.WHOLE)
    return dated


def _specifications(offer: Part) -> Iterator[Part]:
    if offer.is_a("UnitPriceSpecification", "PriceSpecification", "CompoundPriceSpecification"):
        yield offer
        return
    for one in (*offer.parts("priceSpecification"), offer):
        yield from one.parts("priceComponent")
        yield one


def _price(one: Part, offer: Part, country: str | None, closes: date | None) -> Price | None:
    category = fold(offer.text("category") or "")
    found = next((text for term in AMOUNTS if (text := one.text(term))), None)
    if found is None and category in FREE:
        found = "0"
    if found is None:
        return None
    if category in SUBSCRIPTIONS:
        one.notes.doubt("price", f"{found} / {category}", "bad_value")
        return None
    cents = 0 if fold(found) in FREE else one.notes.read("price", found, values.cents, "bad_number")
    basis = _basis(one, cents)
    if cents is None or basis is None:
        return None
    stated = one.text("priceCurrency") or offer.text("priceCurrency")
    sign = next((sign for sign in ("€", "kr") if sign in found), None)
    return Price(cents, currency_code(stated or sign, country), basis, closes)


def _basis(one: Part, cents: int | None) -> PriceBasis | None:
    """What the amount pays for; None, and a doubt, of units that the catalog does not have."""
    unit = one.text("unitText", "unitCode", "billingDuration")
    if unit is None or not cents:
        return PriceBasis.WHOLE if unit is None else _known(unit) or PriceBasis.WHOLE
    found = _known(unit)
    if found is None:
        one.notes.doubt("price", f"{one.text('price')} / {unit}", "bad_value")
    return found


def _known(unit: str) -> PriceBasis | None:
    folded = fold(unit)
    code = code_of("price_basis", unit)
    if folded == "p1y":
        return PriceBasis.YEAR
    return PriceBasis(code) if code else UNIT_CODES.get(folded)


def _truth(text: str) -> bool:
    return text.lower() in ("true", "1", "http://schema.org/true", "https://schema.org/true")
