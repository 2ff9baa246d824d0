"""How well the search finds what people judged right: recall and nDCG of the first five."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from catalog.db import Database
from tests.catalog.search.asking import found

JUDGED_FILE = Path(__file__).parent / "judged.yml"
FIRST = 5
GAIN, GOOD_GAIN = 2.0, 1.0


@dataclass(frozen=True)
class Judged:
    """A query and what it must find.

    Attributes:
        relevant: public ids that must be among the first five.
        good: public ids that may be there as well.
    """

    query: str
    language: str
    country: str | None
    relevant: Sequence[str]
    good: Sequence[str] = ()


@dataclass
class Score:
    """Sums over the queries of one language."""

    queries: int = 0
    recalls: float = 0.0
    gains: float = 0.0
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Mean recall@5, 0 to 1."""
        return self.recalls / self.queries

    @property
    def ndcg(self) -> float:
        """Mean nDCG@5, 0 to 1."""
        return self.gains / self.queries


def load(path: Path = JUDGED_FILE) -> list[Judged]:
    """The judged queries."""
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        Judged(
            row["query"],
            row["language"],
            row.get("country"),
            tuple(row["relevant"]),
            tuple(row.get("good") or ()),
        )
        for row in rows
    ]


def recall(ids: Sequence[str], judged: Judged) -> float:
    """The share of the relevant that is among the first five, of as many as have room there."""
    met = len(set(ids[:FIRST]) & set(judged.relevant))
    return met / min(len(judged.relevant), FIRST)


def ndcg(ids: Sequence[str], judged: Judged) -> float:
    """Discounted gain of the first five beside that of the best order."""
    gains = dict.fromkeys(judged.good, GOOD_GAIN) | dict.fromkeys(judged.relevant, GAIN)
    ideal = _discounted(sorted(gains.values(), reverse=True))
    return _discounted([gains.get(id_, 0.0) for id_ in ids]) / ideal


async def score(database: Database, judged: Sequence[Judged]) -> dict[str, Score]:
    """The score of each language."""
    scores: dict[str, Score] = {}
    for one in judged:
        ids = await found(database, one.query, language=one.language, country=one.country)
        of_language = scores.setdefault(one.language, Score())
        of_language.queries += 1
        of_language.recalls += recall(ids, one)
        of_language.gains += ndcg(ids, one)
        if not recall(ids, one):
            of_language.missed.append(one.query)
    return scores


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / math.log2(place + 2) for place, gain in enumerate(gains[:FIRST]))
