"""Terms of study in plain words, where a message names one."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.turn import Turn
from catalog.folding import fold
from catalog.texts import Texts

GLOSSARY = "glossary"
# What people call a term besides its name, folded.
ALSO_CALLED = {
    "ects": ("credit", "credits"),
    "hogskolepoang": ("hp", "poang"),
    "studiepunten": ("studiepunt",),
    "yrkeshogskola": ("yrkeshogskolan",),
    "behorighet": ("behorig", "behorigheten"),
}
CLAUSE = re.compile(r"[^,;.!?\n]+")
# Words between the question and the term, folded.
MEANS = frozenset(
    {
        "is",
        "s",
        "a",
        "an",
        "the",
        "does",
        "do",
        "mean",
        "means",
        "exactly",
        "are",
        "est",
        "est ce",
        "ce",
    }
    | {"un", "une", "le", "la", "les", "des", "l", "signifie", "veut", "dire", "koi", "au", "juste"}
    | {"ar", "e", "en", "ett", "betyder", "menas", "med", "ordet", "det", "den", "for", "nagot"}
    | {
        "zijn",
        "een",
        "het",
        "de",
        "dat",
        "da",
        "betekent",
        "wil",
        "zeggen",
        "juist",
        "precies",
        "weer",
    }
)
# "And what is that, actually": these words add nothing to the question.
FILLERS = frozenset(
    {"and", "so", "ok", "well", "et", "alors", "en", "dus", "och", "o", "men", "egentligen", "nu"}
)
MOST_TERMS = 2
LONGEST_QUESTION = 6
# Their answers say what it is, and more.
TOLD_BETTER = ("funding_scheme", "what_is_site", "no_diploma", "prior_learning_validation")
# How people begin to ask for the meaning of a word, folded; "c" is the "c" of "c'est quoi".
WHAT_IS = frozenset(
    {"what", "whats", "wat", "wa", "vad", "va", "c", "cest", "ca", "quoi", "que", "wasda"}
)


def explanations(texts: Texts, turn: Turn) -> list[str]:
    """What the terms in the message mean, at most two; empty if the glossary knows none of them."""
    said = f" {fold(turn.text)} "
    known = texts.area(GLOSSARY, turn.language)
    terms = [key for key in known if any(f" {name} " in said for name in _names(key))]
    return [known[key] for key in terms[:MOST_TERMS]]


def _names(key: str) -> tuple[str, ...]:
    return (key.replace("_", " "), *ALSO_CALLED.get(key, ()))


def asks_meaning(texts: Texts, turn: Turn) -> bool:
    """Whether a few words between two commas ask what a term of the glossary is."""
    if turn.need in TOLD_BETTER or turn.chosen:
        return False
    return any(_asks(texts, turn, clause) for clause in CLAUSE.findall(turn.text))


def _asks(texts: Texts, turn: Turn, clause: str) -> bool:
    """Whether *clause* is only the question: "what do I read after SFI" is about something else."""
    said = [word for word in fold(clause).split() if word not in FILLERS]
    if not 0 < len(said) <= LONGEST_QUESTION or WHAT_IS.isdisjoint(said[:2]):
        return False
    if not explanations(texts, replace(turn, text=clause)):
        return False
    names = {
        word
        for key in texts.area(GLOSSARY, turn.language)
        for n in _names(key)
        for word in n.split()
    }
    return sum(word not in names | WHAT_IS | MEANS for word in said) == 0
