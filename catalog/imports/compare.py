"""What a file's row means for ours: three sides, what the source said before, says now, and we say."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from catalog.imports.columns import Values
from catalog.imports.report import FieldChange

TAKE_SOURCE, TAKE_OURS = "source", "ours"


@dataclass(frozen=True)
class Clash:
    """A value that was edited by hand and that the source has changed too."""

    field: str
    base: Any
    ours: Any
    theirs: Any


@dataclass
class Merge:
    """The outcome of comparing three sides.

    Attributes:
        changes: values to write.
        clashes: values on which a person has to decide; nothing is written for them.
    """

    changes: list[FieldChange] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def merge(base: Values, ours: Values, theirs: Values) -> Merge:
    """Compare field by field.

    A value that the source has not changed stays as we have it; one that nobody edited follows
    the source; one that both changed differently is a clash.
    """
    outcome = Merge()
    for name, wanted in theirs.items():
        present, before = ours.get(name), base.get(name)
        if wanted in (before, present):
            continue
        if name in base and present != before:
            outcome.clashes.append(Clash(name, before, present, wanted))
        else:
            outcome.changes.append(FieldChange(name, present, wanted))
    return outcome


def settle(outcome: Merge, take: str | None) -> Merge:
    """The outcome with its clashes decided for the source, for us, or (None) left open."""
    if take != TAKE_SOURCE:
        return outcome if take is None else Merge(outcome.changes, [])
    won = [FieldChange(clash.field, clash.ours, clash.theirs) for clash in outcome.clashes]
    return Merge(outcome.changes + won, [])
