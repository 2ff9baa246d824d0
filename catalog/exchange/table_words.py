"""The mode of a course from what people write into a spreadsheet."""

from __future__ import annotations

import re

from catalog.exchange.table_columns import code_of
from catalog.folding import fold
from catalog.models import Mode

# Looked for inside of longer texts, first the more exact ones.
PHRASES = (
    (
        Mode.HYBRID,
        r"hybrid|mixte|blended|gecombineerd|delvis|deels|en partie|partiellement|traffar",
    ),
    (Mode.PRESENTIAL, r"(ej|inte|pas|sans|non|geen|niet)( \w+){0,3} (a distance|distans|afstand)"),
    (
        Mode.DISTANCE,
        r"a distance|distance (education|learning)|distans|afstand|online|en ligne|distanciel|remote",
    ),
    (
        Mode.PRESENTIAL,
        r"presentiel|sur place|platsbund|pa plats|op locatie|contactonderwijs|campus",
    ),
)


def mode_in(text: str) -> Mode:
    """The mode that *text* names, as a word of its own or inside of others.

    Raises:
        ValueError: it names none.
    """
    if code := code_of("mode", text):
        return Mode(code)
    folded = fold(text)
    found = next((mode for mode, phrase in PHRASES if re.search(phrase, folded)), None)
    if found is None:
        raise ValueError(text)
    return found
