"""What codes of classifications and names of awards mean for the catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from catalog.exchange.records import CourseRecord
from catalog.folding import fold
from catalog.models import CodeMapping

AWARD = "award"
UNKNOWN_FIELD = "other"
# Of two systems that disagree the more exact one about the subject decides.
SYSTEMS = ("formacode", "sun", "nsf", "isced_f", "rome", "ssyk", "esco")


@dataclass(frozen=True)
class Meaning:
    """What a record's codes say.

    Attributes:
        field: always set: ``other`` where nothing is known.
        unmapped: ``system:code`` of the codes that no table knows.
    """

    field: str = UNKNOWN_FIELD
    level: str | None = None
    eqf_level: int | None = None
    unmapped: tuple[str, ...] = ()


@dataclass(frozen=True)
class CodeTable:
    """The tables of codes, as rows of the database or of the seed.

    Attributes:
        rows: by system, then by code or the beginning of codes.
    """

    rows: dict[str, dict[str, CodeMapping]] = field(default_factory=dict)
    _found: dict[tuple[str, str], CodeMapping | None] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, mappings: Iterable[CodeMapping]) -> CodeTable:
        """The table that *mappings* make."""
        rows: dict[str, dict[str, CodeMapping]] = {}
        for mapping in mappings:
            rows.setdefault(mapping.system, {})[mapping.code] = mapping
        return cls(rows)

    def find(self, system: str, code: str) -> CodeMapping | None:
        """The mapping of *code*, or of the longest beginning of it; None if there is none."""
        known = self.rows.get(system)
        if not known:
            return None
        asked = system, code  # a file has the same few codes in most of its courses
        if asked not in self._found:
            self._found[asked] = self._longest(known, system, code)
        return self._found[asked]

    def _longest(self, known: dict[str, CodeMapping], system: str, code: str) -> CodeMapping | None:
        folded = fold(code) if system == AWARD else code.strip().lower()
        if system == AWARD:
            return known.get(folded)
        lengths = range(len(folded), 0, -1)
        return next((known[folded[:n]] for n in lengths if folded[:n] in known), None)

    def meaning(self, record: CourseRecord) -> Meaning:
        """What the codes and the award of *record* say, exact systems first."""
        ordered = sorted(record.codes, key=_rank)
        found = [(code, self.find(code.system, code.value)) for code in ordered]
        award = self.find(AWARD, record.award) if record.award else None
        known = [mapping for _, mapping in found if mapping]
        fields = (mapping.field for mapping in known if mapping.field)
        tables = self.rows.keys() & set(SYSTEMS)
        return Meaning(
            field=next(fields, UNKNOWN_FIELD),
            level=award.level if award else None,
            eqf_level=award.eqf_level if award else None,
            unmapped=tuple(
                f"{code.system}:{code.value}"
                for code, mapping in found
                if mapping is None and code.system in tables
            ),
        )


def _rank(code: tuple[str, str, str | None]) -> int:
    return SYSTEMS.index(code[0]) if code[0] in SYSTEMS else len(SYSTEMS)
