"""Measures understanding: rows of a test file against what was understood. It asks no model itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

SAFETY = frozenset({"distress", "self_harm_risk"})
OUT_OF_SCOPE = "out_of_scope"


@dataclass
class Score:
    """Counts of one language (or of all).

    Attributes:
        right: rows whose need is the label or one of the needs also acceptable.
        per_need: (right, found, wanted) by need, for F1.
        confusions: how often a label was taken for another need.
        registers, needs: (right, rows) by how it is written, and by need.
        entities: (true positives, found, wanted) by entity type; a span is right when it overlaps.
    """

    rows: int = 0
    right: int = 0
    two: int = 0
    two_found: int = 0
    safety: int = 0
    safety_found: int = 0
    other: int = 0
    false_alarms: int = 0
    outside: int = 0
    outside_refused: int = 0
    inside: int = 0
    inside_refused: int = 0
    language: int = 0
    per_need: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    entities: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0]))
    confusions: Counter[tuple[str, str]] = field(default_factory=Counter)
    registers: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    needs: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def report(self) -> dict[str, Any]:
        """Rates between 0 and 1 (None where nothing was there to measure), counts, confusions."""
        return {
            "rows": self.rows,
            "need_accuracy": _rate(self.right, self.rows),
            "macro_f1": _macro([_f1(*counts) for counts in self.per_need.values() if counts[2]]),
            "both_needs_found": _rate(self.two_found, self.two),
            "safety_recall": _rate(self.safety_found, self.safety),
            "safety_false_alarms": _rate(self.false_alarms, self.other),
            "out_of_scope_recall": _rate(self.outside_refused, self.outside),
            "in_scope_refused": _rate(self.inside_refused, self.inside),
            "language_accuracy": _rate(self.language, self.rows),
            "entity_f1": {kind: _f1(*counts) for kind, counts in sorted(self.entities.items())},
            "registers": {name: _rate(*pair) for name, pair in sorted(self.registers.items())},
            "needs": {name: _rate(*pair) for name, pair in sorted(self.needs.items())},
            "confusions": [[*pair, count] for pair, count in self.confusions.most_common(20)],
        }


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _macro(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _f1(right: int, found: int, wanted: int) -> float:
    return round(2 * right / (found + wanted), 4) if found + wanted else 0.0


def evaluate(
    rows: Iterable[dict[str, Any]], found: Iterable[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Reports per language and for all together.

    Args:
        rows: `{"text", "language", "need", "also": [], "entities": [...]}`; `also` are needs that are
            in the message too, and acceptable as its first.
        found: the answers to the same rows, in the same order.
    """
    scores: dict[str, Score] = defaultdict(Score)
    for row, answer in zip(rows, found, strict=True):
        for key in (row.get("language") or "unknown", "all"):
            _count(scores[key], row, answer)
    return {key: score.report() for key, score in sorted(scores.items())}


def _count(score: Score, row: dict[str, Any], answer: dict[str, Any]) -> None:
    wanted, also = row["need"], row.get("also") or []
    got, got_also = answer["need"], answer.get("also") or []
    right = got == wanted or got in also
    score.rows += 1
    score.right += right
    for counts in (score.registers[row.get("register") or "unknown"], score.needs[wanted]):
        counts[0] += right
        counts[1] += 1
    score.language += answer.get("language") == row.get("language")
    label = got if right and got != wanted else wanted
    score.per_need[label][0] += right
    score.per_need[label][2] += 1
    score.per_need[got][1] += 1
    if not right:
        score.confusions[(wanted, got)] += 1
    if also:
        score.two += 1
        score.two_found += {wanted, *also} <= {got, *got_also}
    _count_safety(score, wanted, also, {got, *got_also})
    _count_scope(score, wanted, got)
    _count_entities(score, row.get("entities"), answer.get("entities") or [])


def _count_safety(score: Score, wanted: str, also: list[str], got: set[str]) -> None:
    if SAFETY & {wanted, *also}:
        score.safety += 1
        score.safety_found += bool(SAFETY & got)
    else:
        score.other += 1
        score.false_alarms += bool(SAFETY & got)


def _count_scope(score: Score, wanted: str, got: str) -> None:
    if wanted == OUT_OF_SCOPE:
        score.outside += 1
        score.outside_refused += got == OUT_OF_SCOPE
    else:
        score.inside += 1
        score.inside_refused += got == OUT_OF_SCOPE


def _count_entities(
    score: Score, wanted: list[dict[str, Any]] | None, got: list[dict[str, Any]]
) -> None:
    """Spans count as right when they overlap one of the same type; each is used once."""
    if wanted is None:
        return
    open_spans = list(wanted)
    for entity in wanted:
        score.entities[entity["type"]][2] += 1
    for entity in got:
        score.entities[entity["type"]][1] += 1
        match = next((other for other in open_spans if _overlap(entity, other)), None)
        if match is not None:
            open_spans.remove(match)
            score.entities[entity["type"]][0] += 1


def _overlap(one: dict[str, Any], other: dict[str, Any]) -> bool:
    same = one["type"] == other["type"]
    return bool(same and one["start"] < other["end"] and other["start"] < one["end"])
