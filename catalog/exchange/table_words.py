"""The mode of a course from what people write into a spreadsheet."""

from __future__ import annotations

import re

from catalog.exchange.table_columns import code_of
from catalog.folding import fold
from catalog.models import Mode

LONGEST = 1000  # characters that are looked through

# Looked for inside of longer texts, first the more exact ones.
PHRASES = (
    (
        Mode.HYBRID,
        (
            "hybrid|mixte|mixed|blended|gecombineerd|combi|comodal|delvis|deels|en partie"
            "|partiellement|partly|traffar|regroupement|with attendance|contactmoment"
        ),
    ),
    (Mode.PRESENTIAL, r"(ej|inte|pas|sans|non|geen|niet)( \w+){0,3} (a distance|distans|afstand)"),
    (
        Mode.DISTANCE,
        (
            "a distance|distance (education|learning)|distans|afstand|online|en ligne|distanciel|remote"
            "|visio|virtuel|virtual|webinar|webbinar|digital|numerique|natbaser"
        ),
    ),
    (
        Mode.PRESENTIAL,
        (
            "presentiel|sur place|platsbund|pa plats|op locatie|contactonderwijs|in person"
            "|face to face|on site|klassikaal|en salle|campus"
        ),
    ),
)

# Beside a distance: that the course is given on the spot too; a campus alone may be a digital one.
BOTH = re.compile(
    r"(?:presentiel|sur place|pa plats|op locatie|contactonderwijs|in person|face to face)"
)


def mode_in(text: str) -> Mode:
    """The mode that *text* names, as a word of its own or inside of others.

    Raises:
        ValueError: it names none.
    """
    if code := code_of("mode", text):
        return Mode(code)
    folded = fold(text[:LONGEST])
    found = next((mode for mode, phrase in PHRASES if re.search(phrase, folded)), None)
    if found is None:
        raise ValueError(text)
    return Mode.HYBRID if found is Mode.DISTANCE and BOTH.search(folded) else found
