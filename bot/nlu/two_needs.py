"""Decides which needs a message carries, from guesses on the whole and on its clauses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.nlu.need_model import Guess

SAFETY = ("self_harm_risk", "distress")  # the graver first
NEVER_SECOND = frozenset({"out_of_scope", "greet", "goodbye", "thank", "affirm", "deny", *SAFETY})


@dataclass(frozen=True)
class Thresholds:
    """Lowest confidences; see config.yml for the values and where they come from."""

    accept: float
    second: float
    safety: float
    safety_clause: float
    runner_up: float
    worries: frozenset[str]


@dataclass(frozen=True)
class Verdict:
    """The need to answer, how sure that is, and other needs in the same message."""

    need: str | None
    confidence: float
    also: tuple[str, ...] = ()


def decide(whole: Guess, clauses: Sequence[Guess], limits: Thresholds) -> Verdict:
    """Safety first; else the question is the need and a worry beside it comes along in `also`.

    The need is None when nothing reaches the threshold.
    """
    danger = _danger(whole, clauses, limits)
    if danger:
        return danger
    whole = _without_danger(whole)
    found = _found(whole, clauses, limits)
    if not found:
        return Verdict(None, whole.confidence)
    names = list(found)
    questions = [name for name in names if name not in limits.worries]
    need = questions[0] if questions else names[0]
    also = tuple(name for name in names if name != need and name not in NEVER_SECOND)
    return Verdict(need, found[need], also[:2])


def _danger(whole: Guess, clauses: Sequence[Guess], limits: Thresholds) -> Verdict | None:
    """A clause out of its context sounds graver than it is: it has to be surer."""
    for need in SAFETY:
        sure = [g.confidence for g in [whole] if g.need == need and g.confidence >= limits.safety]
        sure += [
            g.confidence for g in clauses if g.need == need and g.confidence >= limits.safety_clause
        ]
        if sure:
            return Verdict(need, max(sure))
    return None


def _runner_up(whole: Guess, limits: Thresholds) -> dict[str, float]:
    """A worry that came close behind a question, or the other way round, in one clause."""
    best, share = whole.ranking[0]
    for name, other in whole.ranking[1:]:
        is_other_kind = (name in limits.worries) != (best in limits.worries)
        if name not in NEVER_SECOND and is_other_kind and other >= limits.runner_up * share:
            return {name: whole.confidence}
    return {}


def _without_danger(guess: Guess) -> Guess:
    """The guess without safety needs that were not sure enough, as sure of what is left as before."""
    left = tuple(pair for pair in guess.ranking if pair[0] not in SAFETY)
    if not left or left[0] == guess.ranking[0]:
        return guess
    return Guess(left, guess.confidence * left[0][1] / guess.ranking[0][1])


def _found(whole: Guess, clauses: Sequence[Guess], limits: Thresholds) -> dict[str, float]:
    """Needs above their thresholds; those worth answering before small talk."""
    found: dict[str, float] = {}
    if whole.confidence >= limits.accept:
        found[whole.need] = whole.confidence
    for clause in clauses:
        if clause.confidence >= limits.second and clause.need not in NEVER_SECOND:
            found[clause.need] = max(found.get(clause.need, 0.0), clause.confidence)
    if len(found) == 1 and whole.need in found and whole.need not in NEVER_SECOND:
        found |= _runner_up(whole, limits)
    ranked = sorted(found, key=lambda name: name in NEVER_SECOND)
    return {name: found[name] for name in ranked}
