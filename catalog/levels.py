"""Codes of levels, fields and caveats, read from ``vocabulary.yml``; it knows nothing of rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

VOCABULARY_FILE = Path(__file__).parent / "vocabulary.yml"


@dataclass(frozen=True)
class Level:
    """A level of study.

    Attributes:
        code: stable name (``bts``, ``bachelor`` ...).
        eqf_min, eqf_max: range of EQF levels, both ends included; None if it has none.
        by_eqf: whether an award of no list takes this level for its EQF level alone.
        awards: names of diplomas of this level, as sources write them.
    """

    code: str
    eqf_min: int | None
    eqf_max: int | None
    by_eqf: bool
    awards: tuple[str, ...]

    def holds(self, eqf_level: int | None) -> bool:
        """Whether *eqf_level* lies in the range; false for None or a level without a range."""
        if eqf_level is None or self.eqf_min is None or self.eqf_max is None:
            return False
        return self.eqf_min <= eqf_level <= self.eqf_max


@dataclass(frozen=True)
class Vocabulary:
    """All codes of the catalog."""

    levels: Mapping[str, Level]
    single_course_awards: tuple[str, ...]
    clear_awards: tuple[str, ...]
    fields: tuple[str, ...]
    caveats: tuple[str, ...]
    reach_km: Mapping[str, float]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    content = yaml.safe_load(VOCABULARY_FILE.read_text(encoding="utf-8"))
    return Vocabulary(
        levels=MappingProxyType(
            {code: _level(code, row) for code, row in content["levels"].items()}
        ),
        single_course_awards=tuple(content["single_course_awards"]),
        clear_awards=tuple(content["clear_awards"]),
        fields=tuple(content["fields"]),
        caveats=tuple(content["caveats"]),
        reach_km=MappingProxyType(content["reach_km"]),
    )


def levels() -> Mapping[str, Level]:
    """Every level by its code, easiest first."""
    return vocabulary().levels


def fields() -> tuple[str, ...]:
    """Codes of the fields of study."""
    return vocabulary().fields


def caveats() -> tuple[str, ...]:
    """Codes of the caveats, most important first."""
    return vocabulary().caveats


@lru_cache(maxsize=10_000)
def level_of(award: str | None, eqf_level: int | None) -> str:
    """The level code of a course with this *award* and *eqf_level*.

    Args:
        award: name of the diploma as the source writes it, or None.
        eqf_level: 1 to 8, or None if it has none.

    Returns:
        The level that lists the award; else the one for the EQF level; else ``course``.
    """
    if award in vocabulary().single_course_awards:
        return "access" if levels()["access"].holds(eqf_level) else "course"
    for level in levels().values():
        if award in level.awards:
            return level.code
    return next((level.code for level in levels().values() if _fits(level, eqf_level)), "course")


def award_in(title: str, eqf_level: int | None) -> str | None:
    """The award with whose name *title* begins (``BTS Tourisme``), the longest one; None without.

    The level has to agree, unless the name is nothing else (``BTS``): ``Licence`` is also a permit
    to sell drinks, and ``CAP`` a direction.
    """
    found = _awards(eqf_level).match(title)
    return found.group() if found else None


@lru_cache(maxsize=16)
def _awards(eqf_level: int | None) -> re.Pattern[str]:
    """Names of awards that may stand for themselves at this level, the longest first."""
    fitting = (level.awards for level in levels().values() if level.holds(eqf_level))
    awards = {*vocabulary().clear_awards, *(award for known in fitting for award in known)}
    longest_first = sorted(awards, key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})\b")


def _fits(level: Level, eqf_level: int | None) -> bool:
    return level.by_eqf and level.holds(eqf_level)


def _level(code: str, row: dict[str, Any]) -> Level:
    eqf = row["eqf"] or [None, None]
    return Level(code, eqf[0], eqf[1], bool(row.get("by_eqf")), tuple(row["awards"]))
