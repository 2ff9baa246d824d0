"""Codes and turns of phrase of LHEO, and what they are for us."""

from __future__ import annotations

import re

from catalog.exchange import lengths
from catalog.folding import fold
from catalog.models import Mode, Pace

NAMESPACE = "http://lheo.gouv.fr/2.3"

# The table ``dict-modalites-enseignement`` of the standard: mixed stands between the two others.
MODES = {Mode.PRESENTIAL: "0", Mode.HYBRID: "1", Mode.DISTANCE: "2"}
MODE_OF = {code: mode for mode, code in MODES.items()}

# 0 to 8 are the French levels before 2019 (8 is level I, a master's degree or more; 2 and 3 have no
# counterpart), 11 to 18 the European ones.
LEVELS: dict[str, int | None] = {
    "0": None, "1": None, "2": None, "3": None, "4": 3, "5": 4, "6": 5, "7": 6, "8": 7, "9": None,
    **{str(10 + level): level for level in range(1, 9)},
}  # fmt: skip

FINANCERS = {"16": "OPCO", "17": "PTP"}
NO_CODES = ("0", "-1")  # what exports write for a certification without a number

# systems of codes: element in ``domaine-formation``, number of characters, most of them
DOMAINS = {
    "formacode": ("code-FORMACODE", 5, 5),
    "nsf": ("code-NSF", 3, 3),
    "rome": ("code-ROME", 5, 5),
}
# systems of codes: element in ``certification``, fewest and most characters
CERTIFICATIONS = {"certifinfo": ("code-CERTIFINFO", 1, 10), "rs": ("code-RS", 3, 10),
                  "cpf": ("code-CPF", 4, 10)}  # fmt: skip

PACES = {
    Pace.FULL_TIME: "temps plein",
    Pace.PART_TIME: "temps partiel",
    Pace.FLEXIBLE: "à son rythme",
}
PACE_WORDS = {
    Pace.FULL_TIME: ("temps plein", "temps complet", "plein temps"),
    Pace.PART_TIME: ("temps partiel", "mi temps", "cours du soir", "en soiree"),
    Pace.FLEXIBLE: ("son rythme", "votre rythme", "rythme libre", "a la carte"),
}

DAYS_A_MONTH = 365.25 / 12
# Two numbers before one unit: a range says no length.
RANGE = re.compile(r"\d\s*(?:mois|ans?)?\s*(?:à|a|-|ou)\s*\d+\s*(?:mois|an|sem)")
WEEKLY = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:heures?|h)\s*(?:/\s*sem|par\s+sem|hebdo|(?:à|a)\s+la\s+semaine)"
)


def pace_in(text: str) -> Pace | None:
    """The pace that *text* names; None if it names none, or several."""
    folded = fold(text)
    found = [pace for pace, words in PACE_WORDS.items() if any(word in folded for word in words)]
    return found[0] if len(found) == 1 else None


def months_in(text: str) -> int | None:
    """The whole months of ``9 mois``, ``2 ans``; None for a range, or less than half a month."""
    if RANGE.search(text.lower()):
        return None
    try:
        return round(lengths.months_in(text)) or None
    except ValueError:
        return None


def weekly_hours_in(text: str) -> float | None:
    """The hours of ``35 heures par semaine``."""
    found = WEEKLY.search(text.lower())
    return float(found[1].replace(",", ".")) if found else None
