"""Decides which needs a message carries, from guesses on the whole and on its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.need_model import Guess

SAFETY = ("self_harm_risk", "distress")  # the graver first
SMALL_TALK = frozenset({"greet", "goodbye", "thank", "affirm", "deny"})
NEVER_SECOND = SMALL_TALK | {"out_of_scope", *SAFETY}
# Needs ranked in a verdict.
RANKED = 5
MOST_BESIDE = 2


@dataclass(frozen=True)
class Thresholds:
    """See config.yml for the values and where they come from.

    Attributes:
        accept: lowest share with which a need is believed.
        clauses: how much the clauses weigh beside the whole, between 0 and 1.
        second: lowest share of a second need, of the share of the first.
        safety, safety_clause: lowest share of the two safety needs together, in the whole message and
            in one of its clauses.
    """

    accept: float
    clauses: float
    second: float
    safety: float
    safety_clause: float


@dataclass(frozen=True)
class Verdict:
    """The need to answer, how sure that is, other needs in the same message, and the ranking."""

    need: str | None
    confidence: float
    also: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()


def decide(whole: Guess, clauses: Sequence[Guess], limits: Thresholds) -> Verdict:
    """Safety first; else the strongest need, with a second one in `also` if it is nearly as strong.

    The need is None when nothing reaches the threshold.
    """
    danger = _danger(whole, clauses, limits)
    if danger is not None:
        return Verdict(max(SAFETY, key=danger.share), _alarm(danger), ranking=danger.ranking)
    ranking = _mixed(whole, clauses, limits.clauses)
    best, share = ranking[0]
    if share < limits.accept:
        return Verdict(None, share, ranking=ranking)
    least = limits.second * share
    others = [name for name, other in ranking[1:] if other >= least and name not in NEVER_SECOND]
    if best in NEVER_SECOND:
        others = []
    return Verdict(best, share, tuple(others[:MOST_BESIDE]), ranking)


def _danger(whole: Guess, clauses: Sequence[Guess], limits: Thresholds) -> Guess | None:
    """The guess that calls for help; a clause out of its context has to be surer than the whole."""
    if _alarm(whole) >= limits.safety:
        return whole
    gravest = max(clauses, key=_alarm, default=whole)
    return gravest if _alarm(gravest) >= limits.safety_clause else None


def _alarm(guess: Guess) -> float:
    return sum(guess.share(need) for need in SAFETY)


def _mixed(whole: Guess, clauses: Sequence[Guess], weight: float) -> tuple[tuple[str, float], ...]:
    """Shares of the whole mixed with those of its clauses, best first.

    Danger that was not sure enough counts for nothing: its answer stops all other talk.
    """
    shares = {name: share * (1 - weight if clauses else 1) for name, share in whole.ranking}
    for clause in clauses:
        for name, share in clause.ranking:
            shares[name] = shares.get(name, 0.0) + weight * share / len(clauses)
    believed = [(name, share) for name, share in shares.items() if name not in SAFETY]
    ranked = sorted(believed, key=lambda pair: -pair[1])[:RANKED]
    return tuple(ranked) or whole.ranking
