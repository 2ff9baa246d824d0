"""What Swedish words for forms, points, degrees and distance mean for the catalog."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import yaml

from catalog.exchange import values
from catalog.exchange.nested import Nested, code, first, folded, many, text, truth
from catalog.models import Mode

PLACES_FILE = Path(__file__).parent / "swedish_places.yml"

# Kinds of schools; the more exact words come first, as "yrkeshögskola" holds "högskola".
FORMS = (
    ("yh", r"yrkeshogskol|kvalificerad yrkesutbildning|^yh\b|^ky$"),
    ("folk", r"folkhogskol|^fhs?$"),
    ("higher", r"hogskol|universitet|higher education|^hs$|^uoh$|^uh$"),
    ("basic", r"grundlaggande|grundskol|\bsfi\b|svenska for invandrare|^vuxgr|^vuxsfi$|^gr(an)?$"),
    ("upper", r"gymnasi|vuxenutbildning|komvux|^vux(gy)?|^gy(an)?$"),
)
LEVEL_OF_FORM = {"yh": "yh", "basic": "access", "upper": "access"}
# Degrees whose level the national framework fixes; the first that is part of the words counts.
LONG_DEGREES = (
    "civilingenjor", "amneslarar", "lakarexamen", "jurist", "psykologexamen", "tandlakar",
    "arkitektexamen", "apotekar", "veterinar", "logoped", "specialistsjukskoterske", "barnmorske",
    "master", "magister",
)  # fmt: skip
FIRST_DEGREES = (
    "kandidat", "bachelor", "hogskoleingenjor", "sjukskoterskeexamen", "socionomexamen",
    "forskollarar", "hogskoleexamen",
)  # fmt: skip
DEGREES = (
    (r"kvalificerad yrkeshogskoleexamen", "yh", 6),
    (r"yrkeshogskoleexamen", "yh", 5),
    (r"doktor|licentiat|doctor|phd", None, 8),
    ("|".join(LONG_DEGREES), "master", 7),
    ("|".join(FIRST_DEGREES), "bachelor", 6),
    (r"gymnasieexamen|folkhogskolebehorighet", "access", 4),
)
# Points, as weeks of full-time study for one point.
POINTS = {"hp": 40 / 60, "yh": 40 / 200, "gy": 5 / 100}
POINTS_OF_FORM = {"higher": "hp", "yh": "yh", "upper": "gy", "basic": "gy"}
# Calendar months of one unit.
MONTHS = {"week": 12 / 52, "month": 1.0, "year": 12.0, "term": 6.0, "day": 12 / 365}
UNITS = (
    ("yh", r"^yhp?\b|yrkeshogskolepoang"),
    ("hp", r"^hp\b|hogskolepoang|\bects\b"),
    ("gy", r"^gyp?\b|^gp\b|gymnasiepoang|^nyp$|verksamhetspoang|^vp$|komvuxpoang"),
    ("week", r"^v$|veck|week"),
    ("month", r"manad|month"),
    ("term", r"termin|semester|term\b"),
    ("year", r"\bar\b|lasar|year"),
    ("hour", r"^h$|timm|hour"),
    ("day", r"dag|day"),
)
AMOUNT = re.compile(r"(\d[\d\s.,]*)\s*(.*)", re.DOTALL)
HYBRID = re.compile(
    r"hybrid|blend|delvis|kombin|traff|sammankomst|semi|bade|flexib|mixed|narstudier och"
)
WITHOUT = re.compile(
    r"utan (obligatoriska |fysiska )?(traff|sammankomst)|inga traff|helt|100|enbart"
)
DISTANCE = re.compile(r"distan|online|webb|natbaser|remote")
ON_SITE = re.compile(r"campus|plats|narstud|klassrum|skolforlagd|ej distans|inte distans|on site")
NO_DEGREE = re.compile(r"(ingen|utan|no) (examen|degree)|saknas$")
NO_AID = ("nej", "saknas", "no", "false", "0", "ingen")


class Extent(NamedTuple):
    """How much a course is.

    Attributes:
        ects: of higher education only; other points are no ECTS.
        weeks: of full-time study.
        months: calendar months, where a length in time is stated.
    """

    ects: float | None = None
    weeks: float | None = None
    months: float | None = None


class Award(NamedTuple):
    """What a course leads to.

    Attributes:
        name: as the source words it.
        level, eqf_level: None where the words leave a doubt.
    """

    name: str | None
    level: str | None
    eqf_level: int | None


def form_of(info: Nested) -> str | None:
    """The kind of school: ``yh``, ``folk``, ``higher``, ``basic``, ``upper``; None if another."""
    names = ("form", "educationform", "schooltype", "schoolform", "organisationform", "type")
    words = (folded(text(part) or "") for name in names for part in many(first(info, name)))
    found = (_kind(words_of, FORMS) for words_of in words)
    return next((kind for kind in found if kind), None)


def _kind(words: str, kinds: tuple[tuple[str, str], ...]) -> str | None:
    return next((kind for kind, pattern in kinds if words and re.search(pattern, words)), None)


def extent(info: Nested, form: str | None) -> Extent:
    """Points and length of a course.

    Raises:
        ValueError: an amount is no number.
    """
    found = Extent()
    for name in ("credits", "credit", "points", "extent", "scope"):
        for part in many(first(info, name)):
            amount, unit = _measure(part, text(first(info, "creditssystem", "creditsystem")))
            unit = unit or (POINTS_OF_FORM.get(form or "") if name != "extent" else None)
            found = _measured(found, amount, unit)
    return found


def _measure(part: Nested, beside: str | None) -> tuple[float | None, str | None]:
    names = ("credits", "credit", "value", "amount", "points", "length", "number", "content", "max")
    amount = text(first(part, *names) if isinstance(part, dict) else part)
    unit = code(first(part, "system", "unit", "creditsystem", "scheme", "educationlevel", "type"))
    found = AMOUNT.match(amount or "")
    if amount and not found:
        raise ValueError(amount)
    if found is None:
        return None, None
    words = folded(found[2]) or folded(unit or "") or folded(beside or "")
    return values.number(found[1]), _kind(words, UNITS)


def _measured(found: Extent, amount: float | None, unit: str | None) -> Extent:
    if not amount or unit is None:
        return found
    if unit in POINTS and found.weeks is None:
        return found._replace(
            ects=amount if unit == "hp" else found.ects, weeks=amount * POINTS[unit]
        )
    if unit in MONTHS and found.months is None:
        return found._replace(months=amount * MONTHS[unit])
    if unit == "hour" and found.weeks is None:
        return found._replace(weeks=amount / 40)
    return found


def award(info: Nested, form: str | None) -> Award:
    """The award and its level, from the degree, the framework's level and the form."""
    name = text(first(info, "degree", "degrees", "degreename", "qualification", "award", "exam"))
    if name and NO_DEGREE.match(folded(name)):
        name = None
    level, eqf = _level_of_degree(folded(name or ""))
    stated = re.search(r"[1-8]", code(first(info, "qualificationlevel", "seqf", "eqf")) or "")
    if stated:
        eqf = int(stated.group())
    elif eqf is None and truth(first(info, "resultisdegree")):
        eqf = _isced(info)
    single = (code(first(info, "configuration")) or "").lower().startswith("kurs")
    if level is None:
        level = LEVEL_OF_FORM.get(form or "") or ("course" if single and name is None else None)
    if level is None and form == "folk" and "allman" in folded(text(first(info, "title")) or ""):
        level = "access"
    return Award(name[:120] if name else None, level, eqf)


def _level_of_degree(words: str) -> tuple[str | None, int | None]:
    for pattern, level, eqf in DEGREES:
        if words and re.search(pattern, words):
            return level, eqf
    return None, None


def _isced(info: Nested) -> int | None:
    """The EQF level of a whole degree of ISCED level 6 to 8, which are the same levels."""
    for part in many(first(info, "educationlevel", "educationlevels")):
        found = re.fullmatch(r"isced ?0?([678])", folded(code(part) or ""))
        if found:
            return int(found[1])
    return None


def mode_of(value: Nested) -> Mode | None:
    """The mode of an event from its ``distance``: an object with meetings, a truth value or words."""
    part = value[0] if isinstance(value, list) and value else value
    if isinstance(part, dict) and not {"code", "value", "content", "string"} & part.keys():
        return Mode.HYBRID if _meetings(part) else Mode.DISTANCE
    said = truth(part)
    if said is not None:
        return Mode.DISTANCE if said else Mode.PRESENTIAL
    words = folded(code(part) or "")
    if ON_SITE.search(words) and not HYBRID.search(words):
        return Mode.PRESENTIAL
    if HYBRID.search(words) and not WITHOUT.search(words):
        return Mode.HYBRID
    return Mode.DISTANCE if DISTANCE.search(words) else None


def _meetings(part: dict[str, Nested]) -> bool:
    """Whether one has to come somewhere; meetings at a distance do not count."""
    counts = (
        text(value) or str(value)
        for name, value in part.items()
        if ("mandatory" in name or "obligator" in name) and "remote" not in name
    )
    return any(re.match(r"[1-9]", count) or count in ("True", "true") for count in counts)


def gives_aid(info: Nested) -> bool:
    """Whether it gives a right to the state's study support."""
    part = first(info, "eligibleforstudentaid", "studentaid")
    words = folded(code(part) or "")
    return part is True or bool(words and words not in NO_AID)


@lru_cache(maxsize=1)
def _places() -> dict[str, str]:
    rows: dict[str, str] = yaml.safe_load(PLACES_FILE.read_text(encoding="utf-8"))
    return rows


def municipality(number: str | None) -> str | None:
    """The name of the municipality of a code of four digits; its leading zero may be lost."""
    return _places().get((number or "").zfill(4))
