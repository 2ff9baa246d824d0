"""Values as the Open Education API writes them: texts per language, codes, places, money."""

from __future__ import annotations

import re
from typing import Any

from catalog.exchange import values
from catalog.exchange.json_values import country_code, currency_code, language_code
from catalog.exchange.notes import Notes, as_text, items, plain_text
from catalog.exchange.oo_objects import Thing
from catalog.models import PriceBasis
from catalog.texts import LANGUAGES

COUNTRY_KEYS = ("iso3166-1-alpha2", "iso3166-1-alpha3", "iso3166-2")
LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
EMPHASIS = re.compile(r"(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1")
TOTAL = "total costs"
BASES = {
    PriceBasis.CREDIT: "x-per-credit",
    PriceBasis.TERM: "x-per-term",
    PriceBasis.YEAR: "x-per-year",
}

Tagged = list[tuple[str | None, str]]


def first_of(thing: Thing, *names: str) -> Any:
    """The first value under *names* that is there."""
    return next((thing[name] for name in names if thing.get(name) not in (None, [], "")), None)


def tagged(value: Any, notes: Notes) -> Tagged:
    """Texts with their language: of a list of language and value, an object by language, a text."""
    found: Tagged = []
    for item in items(value):
        if not isinstance(item, dict):
            pairs = [(None, item)]
        elif "value" in item:
            pairs = [(item.get("language"), item["value"])]
        else:
            pairs = list(item.items())
        for language, content in pairs:
            text = plain_text(content)
            if text:
                stated = notes.read("language", language, language_code, "unknown_code")
                found.append((stated, text))
    return found


def texts(value: Any, notes: Notes, language: str | None) -> dict[str, str]:
    """The first text per language of ours; those without one are in *language*."""
    found: dict[str, str] = {}
    for stated, text in tagged(value, notes):
        if (stated or language) in LANGUAGES:
            found.setdefault(str(stated or language), text)
    return found


def unmarked(found: dict[str, str]) -> dict[str, str]:
    """Texts without the marks of Markdown, which the standard lets servers use."""
    return {name: EMPHASIS.sub(r"\2", LINK.sub(r"\1", text)) for name, text in found.items()}


def code_of_entry(entry: Any) -> str | None:
    """The code of an identifier, which is an object or a bare text."""
    return plain_text(entry.get("code") if isinstance(entry, dict) else entry)


def place(thing: Thing, notes: Notes) -> tuple[str | None, str | None]:
    """The municipality and the country of the first address; where one teaches comes first."""
    found = [
        item for item in items(first_of(thing, "addresses", "address")) if isinstance(item, dict)
    ]
    found.sort(key=lambda item: item.get("addressType") not in ("teaching", "visit"))
    towns = (plain_text(item.get("city")) for item in found)
    countries = (_country(item, notes) for item in found)
    return next(filter(None, towns), None), next(filter(None, countries), None)


def _country(address: Thing, notes: Notes) -> str | None:
    value = first_of(address, "countryCode", "country")
    if isinstance(value, dict):
        value = first_of(value, *COUNTRY_KEYS)
    text = as_text(value)
    return notes.read(
        "countryCode", text[:2] if text and "-" in text else text, country_code, "unknown_code"
    )


def price(thing: Thing, notes: Notes, country: str | None) -> dict[str, Any]:
    """Amount, currency and basis of the total costs, else of the first costs; empty if unknown."""
    costs = items(first_of(thing, "priceInformation", "price", "prices"))
    costs = [cost if isinstance(cost, dict) else {"amount": cost} for cost in costs]
    costs.sort(key=lambda cost: _cost_type(cost) != TOTAL)
    for cost in costs:
        cents = _amount(cost, notes)
        if cents is not None:
            stated = as_text(cost.get("currency"))
            basis = next(
                (b for b, name in BASES.items() if cost.get("costType") == name), PriceBasis.WHOLE
            )
            return {
                "price_cents": cents,
                "currency": currency_code(stated, country),
                "price_basis": basis,
            }
    return {}


def _cost_type(cost: Thing) -> str:
    return str(cost.get("costType", "")).replace("_", " ").lower()


def _amount(cost: Thing, notes: Notes) -> int | None:
    """The amount with taxes; of its two parts where it stands in parts only; as it is shown."""

    def cents(*names: str) -> int | None:
        return notes.read(names[0], first_of(cost, *names), values.cents, "bad_number")

    whole = cents("amount")
    if whole is not None:
        return whole
    bare, tax = cents("amountWithoutVat"), cents("vatAmount")
    if bare is not None:
        return bare + (tax or 0)
    shown = next((text for _, text in tagged(cost.get("displayAmount"), notes)), None)
    return notes.read("displayAmount", shown, values.cents, "bad_number")
