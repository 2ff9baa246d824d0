"""Folding of names and words to what people type: no accents, no case, no hyphens."""

from __future__ import annotations

import re
import unicodedata

_SPECIAL = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l"})
_NO_WORD = re.compile(r"[^0-9a-z]+")
_SAINT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def fold(text: str) -> str:
    """*text* in lower case without accents, each run of other signs replaced by one blank."""
    lowered = text.lower().translate(_SPECIAL)
    if not lowered.isascii():
        parts = unicodedata.normalize("NFKD", lowered)
        lowered = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _NO_WORD.sub(" ", lowered).strip()


def fold_place(name: str) -> str:
    """*name* of a place, folded, with ``St`` and ``Ste`` written out."""
    folded = fold(name)
    if "st" not in folded:
        return folded
    return " ".join(_SAINT.get(word, word) for word in folded.split())
