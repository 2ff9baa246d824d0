"""What a message means as the answer to the question that the assistant asked before."""

from __future__ import annotations

from actions.needs import (
    ASKED_AGAIN_ELSEWHERE,
    FACTUAL,
    LEAD_ON_AFTER_SAFETY,
    NOTED,
    PERSON,
    PROFILE,
    RESUMED,
    SAFETY,
    SKIPPED,
    SURE_OF_DANGER,
)
from actions.turn import Turn

CONSENT, DISCOVERY = "consent", "discovery"
COURSES = "find_course"
LONGEST_ANSWER = 14
# The name of a village is no sentence; whatever a guess makes of it is not sure.
LONGEST_NAME = 3
SURE_NEED = 0.6
# What "I would rather not say" is taken for, where nothing was asked in so many words.
NO_WISH = ("fallback", "deny", "out_of_scope", "privacy")
# What an answer in free words is taken for.
NO_QUESTION = (
    "discover_digital",
    "unsure_what_i_want",
    "fallback",
    "affirm",
    "deny",
    "fear_bad_at_maths",
)
# A yes in so many words is a yes; a longer message says something of its own.
LONGEST_YES = 6
MOST_BESIDE_YES = 1
STARTING_OVER = "start_over"
# Erasing everything takes a yes that cannot be anything else.
ERASING = "delete_my_data"
# Above this share words of danger count, whatever else the message says.
SURE_DANGER = 0.8
YES, NO, SKIP = "yes", "no", "skip"
# These stand on their own, whatever was asked.
ALONE = (*SAFETY, PERSON, "call_me_back", "change_language", "complaint")


def meant_as_answer(turn: Turn, need: str) -> str | None:
    """The need to go on with after an open question; None if the message is no answer to it.

    A yes or a no in other words than the recogniser knows, a wish to leave the question open, and
    anything that fills the slot that was asked for.
    """
    if turn.chosen or need in ALONE:
        return None
    question, asking = turn.pending.get("question"), turn.pending.get("need")
    said = turn.code_now("assent")
    if question is None or asking is None:
        return SKIPPED if said == SKIP and need in NO_WISH else None
    if question == CONSENT:
        return _consent(turn, said)
    if question == DISCOVERY:
        return _discovering(turn, need, str(asking))
    if said == SKIP or (need == "deny" and said != YES):
        return SKIPPED
    is_filled = question in turn.learned() or (question == "place" and _names_place(turn))
    return str(asking) if is_filled and need not in ASKED_AGAIN_ELSEWHERE else None


def _discovering(turn: Turn, need: str, asking: str) -> str | None:
    """Courses, where the message wants some in a subject; else the next of the three questions."""
    if turn.names_subject and COURSES in turn.needs and need != COURSES:
        return COURSES
    return asking if _goes_on(turn, need) else None


def _names_place(turn: Turn) -> bool:
    """Whether a place is named of which there are several, or a few words can only be its name."""
    is_bare = len(turn.text.split()) <= LONGEST_NAME and "?" not in turn.text
    return turn.is_place_unclear or (is_bare and turn.certainty < SURE_NEED)


def _goes_on(turn: Turn, need: str) -> bool:
    """Whether a message answers one of the three questions, and does not ask something of its own."""
    answers = any(turn.entity(kind) is not None for kind in ("liking", "avoiding", "step_size"))
    is_short = len(turn.text.split()) <= LONGEST_ANSWER and "?" not in turn.text
    return is_short and (answers or need in NO_QUESTION or turn.code_now("assent") is not None)


def _consent(turn: Turn, said: str | None) -> str | None:
    has_more = len(turn.text_around(kept=()).split()) > MOST_BESIDE_YES
    if len(turn.text.split()) > LONGEST_YES or has_more or turn.pending.get("need") == ERASING:
        return None
    return {YES: "affirm", NO: "deny"}.get(str(said))


def _forgets_a_piece(turn: Turn, need: str) -> bool:
    """Whether one thing is to be forgotten: by its name, or by its value where erasing is meant."""
    is_named = turn.entity("piece") is not None
    is_told = need == ERASING and bool(turn.named_pieces)
    return turn.entity("forget") is not None and (is_named or is_told)


def meant_of_oneself(turn: Turn, need: str) -> str | None:
    """The need behind a wish to forget one thing, or to go on after words of danger."""
    if need not in SAFETY and _forgets_a_piece(turn, need):
        return PROFILE
    if (
        need in SAFETY
        and turn.certainty < SURE_OF_DANGER
        and turn.code_now("correcting")
        and turn.learned()
    ):
        return NOTED
    if not turn.slots.get("paused_for_safety"):
        return None
    is_danger = need in SAFETY and turn.certainty > SURE_DANGER
    is_well = turn.code_now("recovered") and need in CALM and not is_danger
    if is_well or need == STARTING_OVER:
        return "find_course" if turn.code_now("field") else RESUMED
    return None if need in SAFETY else _asked_after_danger(turn, need)


def _asked_after_danger(turn: Turn, need: str) -> str | None:
    """A question about study is the learner's own word that the talk may go on."""
    if turn.code_now("field") and need in CALM:
        return "find_course"
    is_asking = need not in LEAD_ON_AFTER_SAFETY
    return next((one for one in turn.also if one in FACTUAL), None) if is_asking else None


# What "I am all right" is taken for; a question about facts is answered as one.
CALM = (
    *SAFETY,
    "fallback",
    "affirm",
    "deny",
    "thank",
    "greet",
    "goodbye",
    "out_of_scope",
    "health_burnout",
    "are_you_a_bot",
    "wrong_or_unsure_answer",
)
