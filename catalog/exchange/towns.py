"""French names of towns as people write them, from how registers and the post do."""

from __future__ import annotations

import re

# What the post adds behind a name, and the number of a district.
ADDED = re.compile(
    r"\s(?:cedex\b.*|\d{1,2}\s*(?:er|e|[eè]me)?(?:\s+arrondissement)?)$", re.IGNORECASE
)
SMALL = frozenset(
    (
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "les",
        "l",
        "sur",
        "sous",
        "en",
        "et",
        "aux",
        "au",
        "lès",
        "lez",
    )
)
WORD = re.compile(r"[^\W\d_]+")


def town_name(text: str | None) -> str | None:
    """``RENNES CEDEX 7`` is ``Rennes``; a name with small letters keeps its own."""
    if text is None:
        return None
    bare = ADDED.sub("", " ".join(text.split())) or text
    return WORD.sub(_written, bare) if bare.isupper() else bare


def _written(found: re.Match[str]) -> str:
    word = found.group().lower()
    return word if found.start() and word in SMALL else word.capitalize()
