"""A second need, or a name in the message, that says more of what is wanted than the first need."""

from __future__ import annotations

from collections.abc import Callable

from actions.needs import FACTUAL, PERSON, WORRIES
from actions.turn import Turn
from catalog.folding import fold

CALL_BACK, GOODBYE, ERASING = "call_me_back", "goodbye", "delete_my_data"
COURSES, PLACES, SCHEME = "find_course", "nearest_site", "funding_scheme"
PRESENT = "presential"
# Share from which a second need takes the place of a mere no.
LEAST_TELLING = 0.15
# A longer message tells of a benefit that is there already.
LONGEST_ABOUT_ONE = 12
# Who names nothing but this wants to see what there is at all, folded.
WHOLE_FIELD = frozenset(
    [
        "it",
        "ict",
        "digital",
        "digitaal",
        "numerique",
        "informatique",
        "informatica",
        "data",
        "tech",
        "computer",
        "computers",
        "datorer",
    ]
)


def more_telling(turn: Turn, need: str) -> str | None:
    """The need to answer instead of *need*; None where the first one says it best."""
    find = None if turn.chosen else BY_NEED.get(need)
    return find(turn) if find else None


def _person(turn: Turn) -> str | None:
    """A place, where the person is wanted face to face; a call, where one is asked for."""
    is_there = turn.entity("face_to_face") is not None or turn.code_now("mode") == PRESENT
    if is_there or turn.place_now is not None or PLACES in turn.sure_also:
        knows_where = turn.place is not None or turn.is_place_unclear
        return PLACES if knows_where or is_there else None
    return CALL_BACK if CALL_BACK in turn.sure_also else None


def _no(turn: Turn) -> str | None:
    """What comes with a no that answers no question of ours."""
    if turn.pending:
        return None
    if turn.slots.get("last_answer") == CALL_BACK:
        return ERASING  # "no, leave it", right after the number was passed on
    told = (one for one in turn.also if one == GOODBYE or one in WORRIES)
    return next((one for one in told if turn.shares.get(one, 1.0) >= LEAST_TELLING), None)


def _digital(turn: Turn) -> str | None:
    """Courses, where one kind of digital work is named already."""
    named = [fold(str(e["value"])) for e in turn.entities if e["entity"] == "field"]
    is_narrow = any(name not in WHOLE_FIELD for name in named)
    return COURSES if is_narrow and COURSES in turn.also else None


def _language(turn: Turn) -> str | None:
    """The question that came with the name of the language that is spoken already."""
    named = [e.get("data", {}).get("code") for e in turn.entities if e["entity"] == "language"]
    if not named or set(named) != {turn.language}:
        return None
    return next((one for one in turn.also if one in FACTUAL), None)


def _offer(turn: Turn) -> str | None:
    """The places of a town, where one is named ("is there one with computers in Ostend?")."""
    says_where = turn.place_now is not None or bool(turn.places_now)
    return PLACES if says_where and PLACES in turn.also else None


def _money(turn: Turn) -> str | None:
    """One scheme, where a few words name it ("and CSN, for the children?")."""
    is_short = len(turn.text.split()) <= LONGEST_ABOUT_ONE
    return SCHEME if is_short and turn.entity("scheme") is not None else None


BY_NEED: dict[str, Callable[[Turn], str | None]] = {
    PERSON: _person,
    "deny": _no,
    "discover_digital": _digital,
    "change_language": _language,
    "site_services": _offer,
    "funding_options": _money,
}
