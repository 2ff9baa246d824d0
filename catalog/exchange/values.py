"""Values as exchange files write them: days, numbers, money, text with markup."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from html import unescape

from lxml import etree, html

from catalog.exchange.day_words import day_in_words

BLANKS = frozenset(("", "-", "--", "n/a", "nc", "néant", "null", "none"))
LONGEST_BLANK = 5
DAYS = (
    "%Y-%m-%d", "%Y%m%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%Y/%m/%d", "%d/%m/%y", "%d.%m.%y",
)  # fmt: skip
ISO = re.compile(r"\d{4}-\d\d-\d\d(T| \d|$)")
ZONED = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)")
TIME = re.compile(r"[\s,]+(?:à |kl\.? ?|om |at )?\d{1,2}[:h]\d\d\S*$")  # behind a day
NEVER = ("99991231", "00000000", "19000101", "1900-01-01", "01/01/1900")
SCHEME = re.compile(r"https?://[^\s/]", re.IGNORECASE)
NO_SCHEME = re.compile(r"(?:[\w-]+\.)+[A-Za-z]{2,}(?::\d+)?(?:[/?#]\S*)?$")
LONGEST_DAY = 80  # characters
LAST_YEAR = 2098  # 31 December of a later one stands for "open"
LARGEST = 10**12
MOST_MONEY = 20_000_000  # more has no place in a column of whole cents
# No "<" inside: else a text of many openings and no end would be gone through once for each.
TAG = r"<[a-zA-Z/!][^<>]*>"
MARKUP = re.compile(rf"{TAG}|&(?:[a-zA-Z]+|#\d+);")
MARKUP_ALONE = re.compile(TAG)
# Markup whose content is no text, or whose attributes hold an end of a tag.
HIDING = re.compile(r"<(?:script|style|!)|=\s*[\"'][^\"'<>]*>", re.IGNORECASE)
# Inside of a line: "<b>bold</b>," is one word with its comma; "<li>one</li><li>two</li>" are two.
INLINE = frozenset(
    {"a", "abbr", "b", "em", "font", "i", "mark", "s", "small", "span", "strong", "sub", "sup", "u"}
)
INLINE_ALONE = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?:[\s/][^<>]*)?>", re.IGNORECASE)
# A mark of XML that some systems write into the text itself.
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
AMOUNT = re.compile(r"-?\d[\d\s.,'’]*")
EXPONENT = re.compile(r"\d[eE][+-]?\d")
# Money has no three decimals: ``9,250`` and ``9.250`` are thousands.
THOUSANDS = re.compile(r"(?<![\d.,])([1-9]\d{0,2})[.,](?=\d{3}(?![\d.,]))")


def blank(text: str | None) -> str | None:
    """The text without outer blanks; None where it stands for "nothing" (``-``, ``n/a``)."""
    stripped = (text or "").strip()
    return None if len(stripped) <= LONGEST_BLANK and stripped.lower() in BLANKS else stripped


def day(text: str | None) -> date | None:
    """A day in one of the usual forms, European order; None where it stands for "open".

    Raises:
        ValueError: it is no day.
    """
    found = blank(text)
    if found is None or found in NEVER:
        return None
    if len(found) > LONGEST_DAY:
        raise ValueError(found[:LONGEST_DAY])
    day_found = _day(found)
    is_open = day_found.year > LAST_YEAR and (day_found.month, day_found.day) == (12, 31)
    is_open = is_open or day_found.year == date.min.year  # what some programs have for "nothing"
    return None if is_open else day_found


@lru_cache(maxsize=10_000)  # the same few days stand in most rows
def _day(found: str) -> date:
    if ISO.match(found):
        return datetime.fromisoformat(found).date()
    if zoned := ZONED.fullmatch(found):
        return date.fromisoformat(zoned[1])
    found = TIME.sub("", found)
    for form in DAYS:
        try:
            return datetime.strptime(found, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return day_in_words(found)


def number(text: str | None) -> float | None:
    """A number with a point or a comma, thousands parted or not.

    Raises:
        ValueError: it is no number.
    """
    found = blank(text)
    if found is None:
        return None
    return float(_decimal(found))


def cents(text: str | None) -> int | None:
    """An amount of money in cents: ``1 250,50 €`` is 125050.

    Raises:
        ValueError: it holds no amount, a negative one, or one beyond all fees.
    """
    found = blank(text)
    if found is None:
        return None
    amount = AMOUNT.search(found)
    if amount is None:
        raise ValueError(found)
    written = found if EXPONENT.search(found) else THOUSANDS.sub(r"\1", amount.group())
    value = _decimal(written)
    if not 0 <= value <= MOST_MONEY:
        raise ValueError(found)
    return int((value * 100).to_integral_value())


def _decimal(text: str) -> Decimal:
    digits = re.sub(r"[\s '’]", "", text)
    if "," in digits and "." in digits:
        thousands = "," if digits.rindex(".") > digits.rindex(",") else "."
        digits = digits.replace(thousands, "")
    elif digits.count(",") > 1 or digits.count(".") > 1:
        digits = digits.replace(",", "").replace(".", "")
    try:
        value = Decimal(digits.replace(",", ".").rstrip("."))
    except InvalidOperation:
        raise ValueError(text) from None
    if not value.is_finite() or abs(value) > LARGEST:
        raise ValueError(text)
    return value


def plain(text: str | None, most: int = 2000) -> str | None:
    """Text without markup, blanks joined, cut at a word after *most* characters at the latest."""
    found = blank(uncovered(text) if text else None)
    if found is None:
        return None
    if has_markup(found):
        found = _without_markup(found)
    joined = " ".join(found.split())
    if len(joined) > most:
        joined = joined[: most - 1].rsplit(" ", 1)[0] + "…"
    return joined or None


def has_markup(text: str) -> bool:
    """Whether *text* holds a tag or an entity; most texts hold neither sign of one."""
    return ("<" in text or "&" in text) and MARKUP.search(text) is not None


def web_address(text: str | None) -> str | None:
    """*text* with the scheme that people leave out; None where it is no address of the web.

    What a page would carry out when somebody clicks on it (``javascript:``) is none.
    """
    found = (text or "").strip()
    if SCHEME.match(found):
        return found
    return f"https://{found}" if NO_SCHEME.match(found) else None


def uncovered(text: str) -> str:
    """*text* without the marks of a CDATA section that stand in the text itself."""
    return CDATA.sub(r"\1", text) if "<![CDATA[" in text else text


def _without_markup(text: str) -> str:
    if not HIDING.search(text):  # what a parser would find, many times faster
        return unescape(MARKUP_ALONE.sub(" ", INLINE_ALONE.sub("", text)))
    try:
        tree = html.document_fromstring(f"<div>{text}</div>")
    except (etree.ParserError, ValueError):
        return MARKUP.sub(" ", text)
    for hidden in tree.iter("script", "style"):
        hidden.text = ""
    for element in tree.iter():
        if element.tag not in INLINE:
            element.text = f" {element.text or ''}"
            element.tail = f" {element.tail or ''}"
    return "".join(str(part) for part in tree.itertext())
