"""Prices in the words of people."""

from __future__ import annotations

import pytest

from catalog.exchange.money import Price, price_in
from catalog.models import PriceBasis

CREDIT, TERM, YEAR, WHOLE = (
    PriceBasis.CREDIT,
    PriceBasis.TERM,
    PriceBasis.YEAR,
    PriceBasis.WHOLE,
)


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("1 250,50 €", Price(125_050, "EUR")),
        ("1\u202f250\u00a0€", Price(125_000, "EUR")),
        ("€ 1.157,20", Price(115_720, "EUR")),
        ("1'250.00 CHF", Price(125_000, "CHF")),
        ("GBP800", Price(80_000, "GBP")),
        ("£4,625 per year", Price(462_500, "GBP", YEAR)),
        ("The fees are £800 per semester, payable monthly.", Price(80_000, "GBP", TERM)),
        ("80 €/ECTS", Price(8_000, "EUR", CREDIT)),
        ("95 kr/hp", Price(9_500, "SEK", CREDIT)),
        ("450 € / an (3 ans)", Price(45_000, "EUR", YEAR)),
        ("£9,250 for 2026/27", Price(925_000, "GBP")),
        ("150 000 SEK totalt", Price(15_000_000, "SEK", WHOLE)),
        ("€ 300 per schooljaar", Price(30_000, "EUR", YEAR)),
        ("à partir de 500 €", Price(50_000, "EUR")),
        ("2500", Price(250_000)),
        ("Gratuit", Price(0)),
        ("Kostnadsfri", Price(0)),
        ("No fee", Price(0)),
        ("0 kr", Price(0, "SEK")),
        ("-", None),
    ],
)
def test_prices(text: str, price: Price | None) -> None:
    assert price_in(text) == price


@pytest.mark.parametrize(
    "text",
    ["sur devis", "Contact us", "500-700 €", "de 500 à 700 €", "3 x 100 €", "-50 €", "1e99",
     "UK: £9,250; elsewhere: £14,000", "£99999999999999999999"],
)  # fmt: skip
def test_several_amounts_or_none_are_no_price(text: str) -> None:
    with pytest.raises(ValueError):
        price_in(text)
