"""Level, award, credits and codes of a course of an Open Education API file."""

from __future__ import annotations

import re
from typing import Any

from catalog.exchange import values
from catalog.exchange.json_values import code, isced_field, system_of
from catalog.exchange.notes import Notes, as_text, items, plain_text
from catalog.exchange.oo_objects import Thing
from catalog.exchange.oo_values import code_of_entry, first_of
from catalog.exchange.own_values import eqf
from catalog.exchange.records import Code

CREDITS = ("ects", "sp")
# EQF levels of the standard's own levels and qualifications.
EQF_OF = {
    "secondary vocational education 1": 1, "secondary vocational education 2": 2,
    "secondary vocational education 3": 3, "secondary vocational education 4": 4,
    "associate degree": 5, "bachelor": 6, "master": 7, "doctoral": 8,
}  # fmt: skip
NO_AWARD = ("none", "no qualification", "undefined")
SHORT = {"ad": "Associate degree", "ba": "Bachelor of Arts", "bsc": "Bachelor of Science",
         "ma": "Master of Arts", "msc": "Master of Science"}  # fmt: skip
DIGIT = re.compile(r"(?:eqf_?|nlqf_?)?([1-8])(?:\s*\+|plus)?", re.IGNORECASE)


def level_of_study(thing: Thing, notes: Notes, *, is_own: bool) -> dict[str, Any]:
    """Award, EQF level, credits and ISCED-F."""
    award = _award(thing)
    subject = next(map(plain_text, items(first_of(thing, "fieldsOfStudy", "fieldOfStudy"))), None)
    return {
        "award": award,
        "eqf_level": _eqf(thing, notes),
        "ects": next((n for unit, n in study_loads(thing, notes) if unit in CREDITS), None),
        "isced_f": subject if is_own else isced_field(subject),
    }


def study_loads(thing: Thing, notes: Notes) -> list[tuple[str, float]]:
    """Unit and amount of each study load that can be read."""
    found = []
    # Before version 5 a course had its credits alone.
    bare = [{"studyLoadUnit": "ects", "value": thing["ects"]}] if "ects" in thing else []
    for load in items(first_of(thing, "studyLoad", "studyLoads")) or bare:
        if isinstance(load, dict):
            unit = (as_text(load.get("studyLoadUnit")) or "").lower()
            amount = notes.read("studyLoad", load.get("value"), values.number, "bad_number")
            if amount is not None:
                found.append((unit, amount))
    return found


def codes_of(thing: Thing, own: Thing | None) -> tuple[Code, ...]:
    """Codes of classifications; in files of others ISCED-F is one of them."""
    labels = (own or {}).get("code_labels")
    labels = labels if isinstance(labels, dict) else {}
    found: list[Code] = []
    for entry in items(thing.get("otherCodes")):
        value = code_of_entry(entry)
        kind = as_text(entry.get("codeType")) if isinstance(entry, dict) else None
        if value and kind and own is not None and kind.startswith("x-"):
            system = kind.removeprefix("x-")
            found.append(Code(system, value, plain_text(labels.get(f"{system}:{value}"))))
        elif value and own is None and (known := system_of(kind)):
            found.append(code(known, value))
    if own is None:
        subjects = map(plain_text, items(first_of(thing, "fieldsOfStudy", "fieldOfStudy")))
        found += [code("isced_f", subject) for subject in subjects if subject]
    return tuple(dict.fromkeys(found))


def _award(thing: Thing) -> str | None:
    """What the degree is called: ``Master of Sciences``, also where that stands in two parts."""
    named = next((plain_text(one) for one in items(thing.get("qualificationDesignations"))), None)
    stated = plain_text(first_of(thing, "qualificationAwarded"))
    if stated is None or (named and not named.startswith("of ")):
        return named
    words = stated.replace("_", " ").strip()
    if words.lower() in NO_AWARD:
        return named
    kind = SHORT.get(words.lower()) or words[0].upper() + words[1:]
    return f"{kind} {named}" if named else kind


def _eqf(thing: Thing, notes: Notes) -> int | None:
    stated = as_text(thing.get("levelOfQualification"))
    if stated:
        found = DIGIT.fullmatch(stated.strip())
        if found:
            return eqf(found[1])
        if stated not in ("eqf_0", "0"):
            notes.doubt("levelOfQualification", stated, "bad_value")
    for name in ("level", "qualificationAwarded"):
        words = (as_text(thing.get(name)) or "").replace("_", " ").replace("-", " ").lower()
        if words in EQF_OF:
            return EQF_OF[words]
    return None
