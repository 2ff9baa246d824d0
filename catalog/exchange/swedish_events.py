"""An event of a Swedish education (EMIL, Susa-navet, JobEd Connect) as runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from catalog.exchange import values
from catalog.exchange.doubts import Doubts
from catalog.exchange.nested import (
    Nested,
    code,
    first,
    folded,
    inner,
    language_code,
    many,
    text,
    truth,
)
from catalog.exchange.records import OfferingRecord
from catalog.exchange.runs import Run, months_between
from catalog.exchange.swedish import mode_of, municipality
from catalog.models import Mode, Pace, PriceBasis
from catalog.texts import LANGUAGES

IDENTIFIERS = ("identifier", "id", "eventid", "educationeventid", "eventidentifier")
PROVIDERS = (
    "provider", "providers", "educationprovider", "educationproviders", "providerid",
    "providerids", "educationproviderid", "providersummary",
)  # fmt: skip
PACES = ("paceofstudypercentage", "paceofstudypercentages", "paceofstudy", "pace", "studypace")
DISTANCES = ("distance", "isdistance", "distanceeducation", "itdistance", "deliverymode")
PLACES = ("locations", "location", "visitaddress", "address")
PACE_WORDS = (
    (r"helfart|heltid|full", 1.0), (r"halvfart|half", 0.5), (r"kvartsfart", 0.25),
)  # fmt: skip
FLEXIBLE = re.compile(r"individ|flexib|valfri|egen takt")
ABROAD = re.compile(r"\b(utanfor|outside|non|tredje|third|avgiftsskyld)")
DAY = re.compile(r"\d{4}-\d\d-\d\d(T.*)?")
MOST_PACE = 2.0
CURRENCY = "SEK"


def cancelled(event: Nested) -> bool:
    """Whether it does not take place, or was taken out of the register."""
    state = folded(code(first(event, "status", "state")) or "")
    off = first(event, "cancelled", "iscancelled", "canceled", "installd", "instalt")
    return truth(off) is True or bool(re.search(r"cancel|installd|delet|inactiv|borttag", state))


def runs(event: Nested, doubts: Doubts, provider: str | None) -> list[Run]:
    """The runs of *event*, or of a summary of events: one for each of its executions.

    Args:
        event: as `nested` gives it.
        doubts: takes what cannot be read.
        provider: reference or name of who gives it.
    """
    shared = _shared(event, doubts)
    key = text(first(event, *IDENTIFIERS)) or ""
    executions = many(first(event, "executions", "execution", "timeperiod", "period")) or [event]
    return [
        _run(part, key if len(executions) == 1 else "", shared, doubts, provider)
        for part in executions
        if isinstance(part, dict)
    ]


def _shared(event: Nested, doubts: Doubts) -> dict[str, Any]:
    paces, pace = _paces(event, doubts)
    application = inner(event, "application", "applications", "admission")
    last = ("last", "lastdate", "lastapplicationdate", "end", "enddate", "deadline", "stop")
    beside = ("lastapplicationdate", "applicationdeadline", "applicationlast")
    charged = first(event, "fee", "fees", "price", "cost")
    price = _price(charged, doubts)
    tuition = {} if price else _price(first(event, "tuitionfee", "tuitionfees"), doubts)
    return {
        "price": price or tuition,
        "tuition": bool(tuition) or any(map(_abroad, many(charged))),
        "mode": _mode(event, doubts),
        "paces": paces,
        "pace": pace,
        "language": _language(event, doubts),
        "url": text(first(event, "url", "urls", "webaddress"))
        or text(first(application, "url", "urls")),
        "town": town(event),
        "apply_by": _day(first(application, *last) or first(event, *beside), "apply_by", doubts),
        "period": text(first(event, "startperiod", "semester", "term", "semesterstartfrom")),
    }


def _run(
    part: dict[str, Any],
    key: str,
    shared: dict[str, Any],
    doubts: Doubts,
    provider: str | None,
) -> Run:
    starts_on = _day(
        first(part, "start", "startdate", "starts", "first", "begin"), "starts_on", doubts
    )
    ends_on = _day(first(part, "end", "enddate", "ends", "last", "stop"), "ends_on", doubts)
    if starts_on and ends_on and ends_on < starts_on:
        doubts.add("bad_value", "ends_on", ends_on.isoformat())
        ends_on = None
    period = shared["period"]
    if starts_on is None and DAY.fullmatch(period or ""):
        starts_on = _day(period, "starts_on", doubts)
    return Run(
        OfferingRecord(
            key=key,
            starts_on=starts_on,
            ends_on=ends_on,
            starts={"sv": period} if period and starts_on is None else {},
            apply_by=shared["apply_by"],
            municipality=shared["town"],
            **shared["price"],
        ),
        tuition=shared["tuition"],
        mode=shared["mode"],
        paces=shared["paces"],
        pace=shared["pace"],
        months=months_between(starts_on, ends_on),
        language=shared["language"],
        url=shared["url"],
        provider=provider,
    )


def _day(value: Nested, column: str, doubts: Doubts) -> date | None:
    written = text(value)
    if written is None:
        return None
    # Days and times with a blank between, as some databases write them.
    cut = re.match(r"\d{4}-\d\d-\d\d(?=[ T+Z])", written)
    return doubts.read(column, cut.group() if cut else written, values.day, "bad_day")


def _mode(event: Nested, doubts: Doubts) -> Mode | None:
    places = [event, *(part for part in many(first(event, "extension", "extensions")))]
    for place in places:
        for name in DISTANCES:
            value = place.get(name) if isinstance(place, dict) else None
            if value is None or value == []:
                continue
            # In the standard the element alone, even empty, says that it is at a distance.
            found = Mode.DISTANCE if value in ("", {}) else mode_of(value)
            if found is None:
                doubts.add("unknown_code", "mode", code(value) or str(value))
            return found
    return None


def _paces(event: Nested, doubts: Doubts) -> tuple[tuple[float, ...], Pace | None]:
    found: list[float] = []
    pace: Pace | None = None
    for part in many(first(event, *PACES)):
        if isinstance(part, dict) and truth(first(part, "individual")):
            pace = Pace.FLEXIBLE
        names = ("percentage", "percent", "value", "content", "code", "text", "note")
        words = text(first(part, *names) if isinstance(part, dict) else part)
        if words is None:
            continue
        if FLEXIBLE.search(folded(words)):
            pace = Pace.FLEXIBLE
        elif (number := _part(words)) is not None:
            found.append(number)
        else:
            doubts.add("bad_value", "pace", words)
    return tuple(found), pace


def _part(words: str) -> float | None:
    """The part of a full week: ``50``, ``50 %``, ``0.5`` and ``halvfart`` are 0.5."""
    plain = folded(words)
    if found := next((part for word, part in PACE_WORDS if re.search(word, plain)), None):
        return found
    number = re.search(r"\d+(?:[.,]\d+)?", words)
    if number is None:
        return None
    part = float(number.group().replace(",", "."))
    # No course has a pace of one percent: such a number is a part already.
    part = part if part <= 1 else part / 100
    return part if 0 < part <= MOST_PACE else None


def _language(event: Nested, doubts: Doubts) -> str | None:
    names = ("languageofinstruction", "languageofinstructions", "languagesofinstruction",
             "instructionlanguages", "teachinglanguage", "language")  # fmt: skip
    said = [found for part in many(first(event, *names)) if (found := language_code(part))]
    known = next((found for found in said if found in LANGUAGES), None)
    if said and known is None:
        doubts.add("unknown_code", "language", said[0])
    return known


def town(node: Nested) -> str | None:
    """The town or municipality where it is; its code is put into words."""
    for place in [*_places(node), node]:
        if not isinstance(place, dict):
            named = text(place)
            return municipality(named) or named
        for name in ("municipality", "municipalityname", "town", "city", "locality", "posttown"):
            words = text(first(place, name))
            if words:
                known = municipality(words) or words
                return (known.title() if known.isupper() else known)[:120]
        number = code(first(place, "municipalitycode", "municipalitycodes", "areacode"))
        if found := municipality(number):
            return found
    return None


def _places(node: Nested) -> Iterator[Nested]:
    for name in PLACES:
        yield from many(first(node, name))


def _abroad(fee: Nested) -> bool:
    """Whether its condition says that only learners from outside of Europe pay it."""
    return bool(ABROAD.search(folded(text(first(fee, "condition", "conditions")) or "")))


def _price(value: Nested, doubts: Doubts) -> dict[str, Any]:
    for part in many(value):
        names = ("total", "totalamount", "amount", "value", "sum", "content", "price")
        amount = first(part, *names) if isinstance(part, dict) else part
        written = text(amount)
        free = truth(amount) is False
        if not free and (written is None or truth(amount)):
            continue
        cents = 0 if free else doubts.read("price", written, values.cents, "bad_number")
        if cents is not None:
            currency = (code(first(part, "currency")) or CURRENCY).upper()[:3]
            return {"price_cents": cents, "currency": currency, "price_basis": PriceBasis.WHOLE}
    return {}
