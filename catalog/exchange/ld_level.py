"""Level, award, credits and codes of a course of a JSON-LD file."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from catalog.exchange import values
from catalog.exchange.delivery_words import meaning
from catalog.exchange.json_values import code, isced_field, system_of
from catalog.exchange.ld_part import Part
from catalog.exchange.notes import as_text
from catalog.exchange.records import Code
from catalog.folding import fold
from catalog.levels import fields, levels

LEVELS = ("educationalLevel", "competencyRequired")
SUBJECTS = (
    "about",
    "teaches",
    "occupationalCategory",
    "educationalAlignment",
    "competencyRequired",
)
CODES = "urn:passerelle:codes:"
# "Level 6" alone is no EQF level: other frameworks count differently.
EQF = re.compile(
    r"\b(?:eqf|cec|vks|nlqf|seqf|european qualifications? framework)\D{0,24}([1-8])\b"
    r"|\b(?:niveau|niva) ([1-8])\b"
)
AMOUNT = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\d\s].*)")
ECTS_UNITS = (
    "",
    "ects",
    "ects credits",
    "credits",
    "credit",
    "hogskolepoang",
    "hp",
    "studiepunten",
    "sp",
)


def level_of_study(part: Part) -> dict[str, Any]:
    """Award, levels, field and credits."""
    stated = part.labels(*LEVELS)
    folded = [fold(text) for text in stated]
    known = _awards()
    award = part.text("educationalCredentialAwarded", "occupationalCredentialAwarded")
    # Some say there how much of a week it takes.
    kinds = (kind for kind in part.labels("programType") if not any(meaning(kind)))
    award = award or next(kinds, None)
    field = next((text for text in part.labels("about") if text in fields()), None)
    return {
        "award": award or next((known[text] for text in folded if text in known), None),
        "eqf_level": _eqf(part),
        "level": next((text for text in folded if text in levels()), None),
        "field": field,
        "isced_f": _broad_field(part),
        "ects": _credits(part),
    }


def codes_of(part: Part) -> tuple[Code, ...]:
    """Codes of classifications that the subject is described by, each once."""
    found = [_code(part, value) for value in part.raw(*SUBJECTS)]
    return tuple(dict.fromkeys(code for code in found if code))


@lru_cache(maxsize=1)
def _awards() -> dict[str, str]:
    return {fold(award): award for level in levels().values() for award in level.awards}


def _broad_field(part: Part) -> str | None:
    """The field of ISCED-F; what we wrote ourselves has it apart."""
    foreign = [v for v in part.raw(*SUBJECTS) if not _scheme(part, v).startswith(CODES)]
    found = (_code(part, value) for value in foreign)
    return next((isced_field(c.value) for c in found if c and c.system == "isced_f"), None)


def _scheme(part: Part, value: Any) -> str:
    if not isinstance(value, dict):
        return ""
    inner = Part(part.graph, value, part.notes, part.language)
    return inner.text("inDefinedTermSet", "inCodeSet", "educationalFramework") or ""


def _eqf(part: Part) -> int | None:
    awards = part.parts("educationalCredentialAwarded")
    for value in (value for one in (part, *awards) for value in one.raw(*LEVELS)):
        texts = [as_text(value)]
        if isinstance(value, dict):
            inner = Part(part.graph, value, part.notes, part.language)
            terms = ("inDefinedTermSet", "educationalFramework")
            named = inner.text("termCode", "targetName", "name")
            texts = [*inner.labels("name", "termCode"), part.graph.id_of(value)]
            texts += [f"{scheme} {named}" for scheme in inner.labels(*terms)]
        for text in texts:
            found = EQF.search(fold(text or ""))
            if found:
                return int(found[1] or found[2])
    return None


def _credits(part: Part) -> float | None:
    for value in part.raw("numberOfCredits"):
        if not isinstance(value, dict) or "@value" in value:
            return _with_unit(part)
        inner = Part(part.graph, value, part.notes, part.language)
        unit = inner.text("unitText", "unitCode", "name", "creditType") or ""
        if fold(unit) in ECTS_UNITS or "ects" in unit.lower():
            return inner.number("value")
        part.notes.doubt("numberOfCredits", f"{inner.text('value')} {unit}", "bad_value")
    return None


def _with_unit(part: Part) -> float | None:
    """A number alone, or with its unit behind it: ``7.5 hp``."""
    said = part.text("numberOfCredits") or ""
    found = AMOUNT.fullmatch(said)
    if found and fold(found[2]) in ECTS_UNITS:
        return part.notes.read("numberOfCredits", found[1], values.number, "bad_number")
    return part.number("numberOfCredits")


def _code(part: Part, value: Any) -> Code | None:
    if not isinstance(value, dict):
        text = values.blank(as_text(value)) or ""
        system = system_of(text) if "://" in text else None
        return code(system, text) if system else None
    inner = Part(part.graph, value, part.notes, part.language)
    scheme = _scheme(part, value)
    given = inner.text("termCode", "codeValue", "targetUrl") or part.graph.id_of(value)
    if not given:
        return None
    label = inner.text("name", "targetName")
    if scheme.startswith(CODES):
        return Code(scheme.removeprefix(CODES), given, label)
    system = system_of(scheme) or (system_of(given) if "://" in given else None)
    return code(system, given, label) if system else None
