"""Sessions of LHEO as offerings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import yaml

from catalog.exchange import values
from catalog.exchange.day_words import month_in_words
from catalog.exchange.lheo_codes import DAYS_A_MONTH
from catalog.exchange.lheo_node import Node, Notes
from catalog.exchange.lheo_prices import price_of
from catalog.exchange.records import OfferingRecord
from catalog.exchange.towns import town_name
from catalog.models import PriceBasis

OPEN_YEARS = ("0000", "9999")
YEAR = re.compile(r"(\d{4})0000")
OPEN_ENTRY = "1"  # of ``modalites-entrees-sorties``
WORDS = Path(__file__).parent / "lheo_words.yml"
LANGUAGE = "fr"  # of all texts
DEADLINES = (
    "date limite", "date limite inscription", "date limite d inscription",
    "date limite candidature", "date limite de candidature",
)  # fmt: skip


def offerings(
    actions: Sequence[Node], places: Sequence[str | None], municipality: str | None, notes: Notes
) -> list[OfferingRecord]:
    """The offerings of a course in the order of the file.

    *places* are the towns of the *actions*; *municipality* is the town of the course, which its
    offerings need not repeat.
    """
    several_places = len(set(places)) > 1
    made: dict[str, OfferingRecord] = {}
    for action, place in zip(actions, places, strict=True):
        price = price_of(action, notes)
        for run, stated in _sessions(action, notes):
            dated = run.starts_on or run.starts or run.ends_on or run.apply_by
            if not dated and price is None and not several_places:
                continue
            wanted = stated or (run.starts_on.isoformat() if run.starts_on else str(len(made) + 1))
            key = _free(wanted, made)
            made[key] = OfferingRecord(
                key=key,
                starts_on=run.starts_on,
                ends_on=run.ends_on,
                starts=run.starts,
                apply_by=run.apply_by,
                municipality=None if place == municipality else place,
                price_cents=None if price is None else price.cents,
                currency=None if price is None else price.currency or "EUR",
                price_basis=None if price is None else price.basis or PriceBasis.WHOLE,
            )
    return list(made.values())


def place_of(action: Node) -> str | None:
    """The town in which an action, or an entry of an index, takes place."""
    place = action.child("lieu-de-formation")
    return town_name(place.within("ville") if place else action.text("ville"))


def months_of(runs: Sequence[OfferingRecord]) -> int | None:
    """The length of the first run that has both ends; None if it is less than half a month."""
    for run in runs:
        if run.starts_on and run.ends_on and run.ends_on > run.starts_on:
            return round((run.ends_on - run.starts_on).days / DAYS_A_MONTH) or None
    return None


def _sessions(action: Node, notes: Notes) -> Iterator[tuple[OfferingRecord, str | None]]:
    """Days of each session, and the number by which it is known."""
    sessions = action.children("session")
    otherwise = any_time() if action.text("modalites-entrees-sorties") == OPEN_ENTRY else {}
    number = action.attribute("numero")
    if action.element.tag.endswith("resume-offre"):
        number = None
    if not sessions:
        yield OfferingRecord("", starts=otherwise), number
    for place, session in enumerate(sessions, start=1):
        fallback = f"{number}-{place}" if number and len(sessions) > 1 else number
        yield _days(session, notes, otherwise), session.attribute("numero") or fallback


def _days(session: Node, notes: Notes, otherwise: dict[str, str]) -> OfferingRecord:
    """The days of a session; *otherwise* says when it starts if it names no day."""
    deadline = (
        session.text("date-limite-inscription")
        or session.text("periode-inscription", "periode", "fin")
        or session.text("periode-inscription", "fin")
        or session.named_extra(DEADLINES)
    )
    start = session.text("periode", "debut")
    month = _month(start)
    starts_on = None if month else _day(notes, "starts_on", start)
    return OfferingRecord(
        key="",
        starts_on=starts_on,
        starts={LANGUAGE: month} if month else {} if starts_on else otherwise,
        ends_on=_day(notes, "ends_on", session.text("periode", "fin")),
        apply_by=_day(notes, "apply_by", deadline),
    )


def _day(notes: Notes, column: str, text: str | None) -> date | None:
    if text is None or text.startswith(OPEN_YEARS) or _month(text):
        return None
    return notes.read(column, text, _plain_day, "bad_day")


def _month(text: str | None) -> str | None:
    """The month in words where the day is zero, or the year: ``20260900``, ``20270000``."""
    if text is None or not text.endswith("00") or text.startswith(OPEN_YEARS):
        return None
    year = YEAR.fullmatch(text)
    return year[1] if year else month_in_words(text, LANGUAGE)


@lru_cache(maxsize=1)
def any_time() -> dict[str, str]:
    """Words, per language, for a start that people choose themselves."""
    found: dict[str, str] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["any_time"]
    return found


def _plain_day(text: str) -> date | None:
    """Nearly all days are eight digits, which need not be tried in every form."""
    if len(text) == 8 and text.isascii() and text.isdigit():
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    return values.day(text)


def _free(key: str, taken: dict[str, OfferingRecord]) -> str:
    found, number = key, 1
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found
