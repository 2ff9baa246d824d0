"""What an action of LHEO costs, all taxes in."""

from __future__ import annotations

import re

from catalog.exchange import values
from catalog.exchange.lheo_node import Node, Notes
from catalog.exchange.money import Price, price_in

AMOUNT_ALONE = re.compile(r"\d[\d\s.,]*(?:€|eur|euros?)?(?:\s*ttc)?", re.IGNORECASE)
# The national catalogue of training accounts has a group of its own for fees.
WITH_TAX, WITHOUT_TAX, TAX = ("frais ttc",), ("frais ht",), ("taux tva",)


def price_of(action: Node, notes: Notes) -> Price | None:
    """The total, else fees of the national catalogue, what is left to pay, hours at their price."""
    total = action.text("prix-total-TTC")
    if total is not None:
        return notes.read("price", total, price_in, "bad_number")
    return _national(action, notes) or _left(action, notes) or _hourly(action, notes)


def _national(action: Node, notes: Notes) -> Price | None:
    """Fees with tax; without tax they count only where its rate is stated."""
    if fees := action.named_extra(WITH_TAX):
        return notes.read("price", fees, price_in, "bad_number")
    fees, rate = action.named_extra(WITHOUT_TAX), action.named_extra(TAX)
    net = notes.read("price", fees, price_in, "bad_number")
    tax = notes.read("price", rate, values.number, "bad_number")
    if net is None or tax is None:
        return None
    return Price(round(net.cents * (100 + tax) / 100))


def _left(action: Node, notes: Notes) -> Price | None:
    """What is left to pay, where it is nothing but an amount."""
    left = action.text("frais-restants")
    if left is None or not AMOUNT_ALONE.fullmatch(left):
        return None
    return notes.read("price", left, price_in, "bad_number")


def _hourly(action: Node, notes: Notes) -> Price | None:
    """The price of an hour times the hours."""
    hour = notes.read("price", action.text("prix-horaire-TTC"), price_in, "bad_number")
    written = action.text("nombre-heures-total") or action.text("nombre-heures-centre")
    hours = notes.read("price", written, values.number, "bad_number") if hour else None
    return Price(round(hour.cents * hours)) if hour and hours else None
