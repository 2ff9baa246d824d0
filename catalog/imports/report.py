"""What a dry run found, for people and as JSON; it knows no database."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict, dataclass, field, is_dataclass
from typing import Any

# Above these numbers a report counts and no longer lists: nobody reads the thousandth line.
MOST_LISTED = 200
# Above this share of the source's rows removed or changed, a yes is asked for a second time.
LARGE_SHARE = 0.10


@dataclass(frozen=True)
class FieldChange:
    """One value of one row: as the catalog has it, and as the file says."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class RowChange:
    """What happens to one row, with the name people know it by."""

    key: str
    row_id: str
    title: str
    where: str
    fields: list[FieldChange] = field(default_factory=list)


@dataclass(frozen=True)
class Conflict:
    """A value edited by hand that the source has changed too.

    Attributes:
        base: what the source said when it was last read.
        ours: what the catalog says now.
        theirs: what the file says.
    """

    key: str
    row_id: str
    title: str
    field: str
    base: Any
    ours: Any
    theirs: Any


@dataclass(frozen=True)
class Twin:
    """A row of the file that looks like a course another source has brought already."""

    key: str
    title: str
    provider: str
    where: str
    row_id: str


@dataclass(frozen=True)
class Misread:
    """A fault of the file, ready to be put into words."""

    where: str
    code: str
    values: dict[str, str]
    fatal: bool


@dataclass
class Report:
    """The dry run of one file.

    Attributes:
        known: how many rows of the catalog this source had before.
        counts: of ``new``, ``changed``, ``unchanged``, ``ended``, ``back`` (ended before, listed
            again), ``linked`` (the course of another source), ``twin`` (looks like one, a person
            decides), ``conflict``, ``misread`` (rows left out), ``doubt`` (values left out); of
            everything, while the lists stop at ``MOST_LISTED``.
        unmapped: how many courses had a code that no table knows, by ``system:code``.
        ended_held: whether rows that are missing were not ended, because some rows without a key
            could not be read and may be those.
    """

    known: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    new: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    ended: list[RowChange] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    twins: list[Twin] = field(default_factory=list)
    misread: list[Misread] = field(default_factory=list)
    unmapped: Counter[str] = field(default_factory=Counter)
    ended_held: bool = False
    trace: str = ""

    def note(self, kind: str, listed: list[Any], entry: Any) -> None:
        """Count one of *kind*; list it while there is room; fold it into the digest."""
        self.counts[kind] += 1
        if len(listed) < MOST_LISTED:
            listed.append(entry)
        told = json.dumps([kind, entry], sort_keys=True, default=_plain)
        self.trace = hashlib.sha256((self.trace + told).encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether accepting it would change nothing."""
        return not any(self.counts[kind] for kind in ("new", "changed", "ended", "back", "linked"))

    @property
    def is_large(self) -> bool:
        """Whether it would change or remove more of the source's rows than ``LARGE_SHARE``."""
        touched = self.counts["changed"] + self.counts["ended"]
        return bool(self.known) and touched / self.known > LARGE_SHARE

    @property
    def digest(self) -> str:
        """A hash that differs when the import would do something else."""
        return self.trace or hashlib.sha256(b"").hexdigest()

    @classmethod
    def from_json(cls, content: dict[str, Any]) -> Report:
        """The report that ``to_json`` wrote."""
        report = cls(
            known=content["known"],
            counts=Counter(content["counts"]),
            unmapped=Counter(content["unmapped"]),
            ended_held=content["ended_held"],
            trace=content["trace"],
        )
        for name in ("new", "changed", "ended"):
            setattr(report, name, [_row_change(row) for row in content[name]])
        report.conflicts = [Conflict(**row) for row in content["conflicts"]]
        report.twins = [Twin(**row) for row in content["twins"]]
        report.misread = [Misread(**row) for row in content["misread"]]
        return report

    def to_json(self) -> dict[str, Any]:
        """Everything in JSON types."""
        lists = ("new", "changed", "ended", "conflicts", "twins", "misread")
        return {
            "known": self.known,
            "counts": dict(self.counts),
            **{name: [asdict(entry) for entry in getattr(self, name)] for name in lists},
            "unmapped": dict(self.unmapped.most_common(MOST_LISTED)),
            "ended_held": self.ended_held,
            "trace": self.trace,
            "is_large": self.is_large,
            "is_empty": self.is_empty,
        }


def _plain(value: Any) -> Any:
    """What JSON has no form for: the entries of a report by their names, days and codes as text."""
    return vars(value) if is_dataclass(value) else str(value)


def _row_change(content: dict[str, Any]) -> RowChange:
    fields = [FieldChange(**change) for change in content["fields"]]
    return RowChange(**(content | {"fields": fields}))
