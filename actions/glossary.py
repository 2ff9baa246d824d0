"""Terms of study in plain words, where a message names one."""

from __future__ import annotations

from actions.turn import Turn
from catalog.folding import fold
from catalog.texts import Texts

GLOSSARY = "glossary"
MOST_TERMS = 2
LONGEST_QUESTION = 6
# Their answers say what it is, and more.
TOLD_BETTER = ("funding_scheme", "what_is_site", "no_diploma", "prior_learning_validation")
# How people begin to ask for the meaning of a word, folded; "c" is the "c" of "c'est quoi".
WHAT_IS = frozenset(
    {"what", "whats", "wat", "vad", "va", "c", "cest", "ca", "quoi", "que", "wasda"}
)


def explanations(texts: Texts, turn: Turn) -> list[str]:
    """What the terms in the message mean, at most two; empty if the glossary knows none of them."""
    said = f" {fold(turn.text)} "
    known = texts.area(GLOSSARY, turn.language)
    terms = [key for key in known if f" {key.replace('_', ' ')} " in said]
    return [known[key] for key in terms[:MOST_TERMS]]


def asks_meaning(texts: Texts, turn: Turn) -> bool:
    """Whether a few words ask what a term of the glossary is."""
    said = fold(turn.text).split()
    is_question = bool(said) and len(said) <= LONGEST_QUESTION and not WHAT_IS.isdisjoint(said[:2])
    is_told_better = turn.need in TOLD_BETTER
    return (
        is_question and not is_told_better and not turn.chosen and bool(explanations(texts, turn))
    )
