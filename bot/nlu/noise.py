"""Seeded misspellings as people make them on a phone; it knows nothing of Rasa or of needs."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable

# Belgians and French type on AZERTY, Swedes and the English on QWERTY.
_AZERTY = ("azertyuiop", "qsdfghjklm", "wxcvbn")
_QWERTY = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ROWS = {"fr": _AZERTY, "nl": _AZERTY, "sv": _QWERTY, "en": _QWERTY}
_MARKS = re.compile(r"[^\w\s⟦⟧:]")
_SHORTEST_TO_SPOIL = 4  # shorter words turn into other words


def misspell(text: str, language: str, rng: random.Random) -> str:
    """*text* with one to three slips, the same for the same state of *rng*."""
    slips = _slips(language)
    for slip in rng.sample(slips, k=rng.randint(1, 3)):
        text = slip(text, rng)
    return text


def _slips(language: str) -> list[Callable[[str, random.Random], str]]:
    def neighbour(text: str, rng: random.Random) -> str:
        return _in_a_word(text, rng, lambda word, at: _hit_beside(word, at, language, rng))

    return [
        lambda text, _rng: _without_accents(text),
        lambda text, _rng: text.lower(),
        lambda text, _rng: _MARKS.sub("", text),  # j'ai -> jai, a-t-il -> atil
        _join_two_words,
        neighbour,
        lambda text, rng: _in_a_word(text, rng, lambda w, at: w[:at] + w[at + 1 :]),
        lambda text, rng: _in_a_word(text, rng, lambda w, at: w[:at] + w[at] + w[at:]),
        lambda text, rng: _in_a_word(text, rng, _swap),
    ]


def _without_accents(text: str) -> str:
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if not unicodedata.combining(c))


def _join_two_words(text: str, rng: random.Random) -> str:
    gaps = [at for at, c in enumerate(text) if c == " "]
    if not gaps:
        return text
    gap = rng.choice(gaps)
    return text[:gap] + text[gap + 1 :]


def _in_a_word(text: str, rng: random.Random, change: Callable[[str, int], str]) -> str:
    """Change one word of at least four letters, not at its first letter."""
    spots = [m for m in re.finditer(r"[^\W\d_]+", text) if len(m.group()) >= _SHORTEST_TO_SPOIL]
    if not spots:
        return text
    spot = rng.choice(spots)
    changed = change(spot.group(), rng.randrange(1, len(spot.group())))
    return text[: spot.start()] + changed + text[spot.end() :]


def _swap(word: str, at: int) -> str:
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def _hit_beside(word: str, at: int, language: str, rng: random.Random) -> str:
    for row in _ROWS.get(language, _QWERTY):
        place = row.find(word[at].lower())
        if place >= 0:
            beside = row[max(0, place - 1) : place] + row[place + 1 : place + 2]
            return word[:at] + rng.choice(beside) + word[at + 1 :]
    return word
