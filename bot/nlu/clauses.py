"""Splits a long message into clauses, so that a fear and a question in one message are both found."""

from __future__ import annotations

import re
from itertools import pairwise

from bot.nlu.text import words_of

SHORTEST_WORDS = 3
MOST_CLAUSES = 6
_BREAKS = re.compile(
    r"""[.!?;:\n…]+ | \s[-–—]+\s | ,
    | \b(?:mais|car|parce\s+que|pcq|sinon|et\s+(?:aussi|puis|en\s+plus|est\s*ce|combien|comment|ou|où)
    | men|och\s+(?:sen|också|vad|hur|var|finns|kan|går)|eftersom|dessutom
    | maar|want|omdat|en\s+(?:ook|wat|hoe|waar|hoeveel|kan|mag|is)|trouwens
    | but|because|cos|also|and\s+(?:also|what|how|where|is|can|do))\b""",
    re.IGNORECASE | re.VERBOSE,
)


def clauses_of(text: str) -> list[tuple[int, int]]:
    """Places (start, end) of the clauses; empty if the message is one clause.

    A piece of fewer than three words goes with the piece before it. A conjunction stays with the
    clause that it opens.
    """
    cuts = sorted({_cut(found) for found in _BREAKS.finditer(text)} | {0, len(text)})
    pieces: list[tuple[int, int]] = []
    for start, end in pairwise(cuts):
        if pieces and len(words_of(text[start:end])) < SHORTEST_WORDS:
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    if len(pieces) > 1 and len(words_of(text[slice(*pieces[0])])) < SHORTEST_WORDS:
        pieces[:2] = [(pieces[0][0], pieces[1][1])]
    return pieces[:MOST_CLAUSES] if len(pieces) > 1 else []


def _cut(found: re.Match[str]) -> int:
    """Marks end a clause, words open one."""
    return found.start() if found.group()[0].isalpha() else found.end()
