"""Values that the JSON formats share: languages, countries, money, days, places, keys of runs."""

from __future__ import annotations

import html
import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from catalog.exchange import values
from catalog.exchange.money import currency_in, currency_of
from catalog.exchange.records import Code
from catalog.exchange.table_columns import code_of

CENTRAL = ZoneInfo("Europe/Brussels")  # the catalog's countries in Europe share its time
NO_LANGUAGE = ("und", "mul", "zxx", "mis")
SYSTEM_WORDS = {
    "formacode": "formacode", "rome": "rome", "nsf": "nsf", "isced": "isced_f", "iscedf": "isced_f",
    "rncp": "rncp", "esco": "esco", "ssyk": "ssyk", "sun": "sun", "sun2020": "sun", "sun2000": "sun",
}  # fmt: skip
ISCED_F = re.compile(r"\d{2,6}")
POSTAL_CODE = re.compile(r"^(?:[A-Z]{1,2}[- ])?(?:\d{3} \d{2}|\d{4,5})\s+(?=\D)")


def language_code(text: str | None) -> str | None:
    """Two letters for ``nl-BE``, ``fra``, ``Svenska`` or an address that ends so; None for none.

    Raises:
        ValueError: it names no language.
    """
    if text is None:
        return None
    word = re.split(r"[/#]", text.rstrip("/#"))[-1]
    short = re.split(r"[-_]", word)[0].lower()
    if short in NO_LANGUAGE:
        return None
    found = code_of("language", word) or code_of("language", short)
    if found is None and not (len(short) == 2 and short.isalpha()):
        raise ValueError(text)
    return found or short


def country_code(text: str | None) -> str | None:
    """Two letters, upper case.

    Raises:
        ValueError: it names no country.
    """
    if text is None:
        return None
    word = re.split(r"[/#]", text.rstrip("/#"))[-1]
    found = code_of("country", word)
    if found is None and not (len(word) == 2 and word.isalpha()):
        raise ValueError(text)
    return found or word.upper()


def currency_code(text: str | None, country: str | None) -> str:
    """Three letters; where none are given, those of the country."""
    word = (text or "").strip()
    if re.fullmatch("[A-Za-z]{3}", word):
        return word.upper()
    return currency_in(word) or currency_of(country)


def first_day(text: str) -> date | None:
    """A day on which something begins.

    A midnight here is late on the day before in the files of programs that count in UTC.

    Raises:
        ValueError: it is no day.
    """
    if "T" in text:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is not None:
            local = moment.astimezone(CENTRAL)
            if local.time() == time():
                return local.date()
    return values.day(text)


def town(text: str | None) -> str | None:
    """The municipality of ``Rue X 1, 25000 Besançon, France``, without its postal code."""
    parts = [part.strip() for part in (text or "").split(",") if part.strip()]
    if len(parts) > 1 and code_of("country", parts[-1]):
        parts.pop()
    last = parts[-1] if parts else ""
    return POSTAL_CODE.sub("", last) or None


def system_of(text: str | None) -> str | None:
    """Our name of the classification that *text*, a name or an address, speaks of."""
    words = re.findall("[a-z]+[0-9]*", (text or "").lower())
    return next((SYSTEM_WORDS[word] for word in words if word in SYSTEM_WORDS), None)


def code(system: str, value: str, label: str | None = None) -> Code:
    """A code without blanks, of an address only its end; an occupation of ESCO keeps its address."""
    bare = value if system == "esco" else re.split(r"[/#]", value.rstrip("/#"))[-1]
    return Code(system, re.sub(r"\s", "", bare), label)


def isced_field(text: str | None) -> str | None:
    """A field of ISCED-F of two to four digits; None if *text* is no such code."""
    return text[:4] if text and ISCED_F.fullmatch(text) else None


def free_key(wanted: str, taken: set[str]) -> str:
    """*wanted*, or with a number behind it where it is taken; taken from now on."""
    found, number = wanted, 2
    while found in taken:
        found, number = f"{wanted}-{number}", number + 1
    taken.add(found)
    return found


def escaped(text: str) -> str:
    """*text* so that ``values.plain`` gives it back where it looks like markup."""
    return html.escape(text, quote=False) if values.MARKUP.search(text) else text


def money(cents: int) -> str:
    """An amount with a point: ``1250.50``."""
    return f"{cents // 100}.{cents % 100:02}"
