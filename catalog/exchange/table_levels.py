"""Level, award and points of a course from the cells of a spreadsheet."""

from __future__ import annotations

import re
from typing import Any

from catalog.exchange import values
from catalog.exchange.table_cells import Cells
from catalog.folding import fold
from catalog.levels import levels

LONGEST_AWARD = 120
LONGEST_POINTS = 60  # characters
NO_LEVEL = ("sans niveau specifique", "sans niveau", "aucun", "geen", "ingen")
FRAMEWORK = r"niv|niveau|niva|level|eqf|seqf|vks|cec|ekr|ekk|nlqf"
LEVEL = re.compile(rf"(?:(?:{FRAMEWORK}) ?)*([1-8])(?: bac \d)?")
AFTER_SCHOOL = re.compile(r"bac (?:\d ou )?([2358])\b")
YEARS_AFTER_SCHOOL = {2: 5, 3: 6, 5: 7, 8: 8}
LEVEL_OF_SCHOOL = {"bac": 4, "baccalaureat": 4}
# Points of higher education; those of upper secondary schools (``1500 p``) are others.
POINTS = re.compile(
    r"(?<![a-z])(?:hp|h[öo]gskolepo[äa]ng|ects|ec|sp|stp|cr[ée]dits?|credits?|studiepunten|studiepunt"
    r"|points?|punten)\b",
    re.IGNORECASE,
)


def level_values(row: Cells) -> dict[str, Any]:
    """Level, field, award, EQF level, codes and points, by our names of columns."""
    level, award = row.text("level"), row.line("award")
    known = {"level": level if level in levels() else None, "field": row.word("field")}
    eqf_level = row.read("eqf_level", eqf_level_in, "bad_value")
    if level and known["level"] is None:
        eqf_level = eqf_level or row.read("level", eqf_level_in, "unknown_code")
    return known | {
        "award": values.plain(award or (None if known["level"] else level), LONGEST_AWARD),
        "eqf_level": eqf_level,
        "isced_f": row.text("isced_f"),
        "rncp_code": row.text("rncp_code"),
        "ects": row.read("ects", points_in, "bad_number"),
    }


def points_in(text: str) -> float | None:
    """The points of ``7,5 hp``, ``60 crédits ECTS``.

    Raises:
        ValueError: it names none, or points of another kind.
    """
    if len(text) > LONGEST_POINTS:
        raise ValueError(text[:LONGEST_POINTS])
    return values.number(POINTS.sub("", text))


def eqf_level_in(text: str) -> int | None:
    """1 to 8 of ``5``, ``NIVEAU 5``, ``bac + 2``.

    Raises:
        ValueError: it names no level, or several.
    """
    folded = fold(text)
    if folded in NO_LEVEL:
        return None
    if folded in LEVEL_OF_SCHOOL:
        return LEVEL_OF_SCHOOL[folded]
    if stated := LEVEL.fullmatch(folded):
        return int(stated[1])
    if years := AFTER_SCHOOL.match(folded):
        return YEARS_AFTER_SCHOOL[int(years[1])]
    raise ValueError(text)
