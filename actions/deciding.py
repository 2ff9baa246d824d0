"""Which need is answered, and which worry is met first: from the message and what went before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from actions.answering import meant_as_answer, meant_of_oneself
from actions.asking_detail import detail_need
from actions.correcting import corrected_need
from actions.needs import FACTUAL, MET_CALMLY, PROFILE, SAFETY, WORRIES
from actions.refining import takes_over
from actions.telling import more_telling
from actions.turn import Turn
from catalog.folding import fold

COURSES, OUT_OF_SCOPE = "find_course", "out_of_scope"
# With a subject named, so much of a wish for courses is enough to show some beside the comfort.
LEAST_WISH = 0.1
PRIVACY = "privacy"
ASKS_WHAT = frozenset(("what", "whats", "que", "quoi", "qu", "wat", "wa", "vad", "va"))
MOST_BEFORE_WHAT = 4
PLACES = "nearest_site"
# Somebody who says where they live, and that they cannot get away or online, is shown what is near.
FAR_OFF = ("rural_transport", "no_internet_device", "equipment_loan")
NO_DEVICE = "no_internet_device"
LONGEST_PUZZLED = 6
# Share from which a fact is answered in the place of a worry.
LEAST_FACT = 0.2


@dataclass(frozen=True)
class Decision:
    """The need whose action answers, and the worry that is met before in one sentence."""

    need: str
    worry: str | None = None


def decide(turn: Turn, need: str) -> Decision:
    """What to answer to a message that was understood as *need*."""
    if need in MET_CALMLY and turn.is_abusive:
        return Decision(OUT_OF_SCOPE)
    danger = next((one for one in SAFETY if one in turn.also), None)
    if danger is not None and need not in SAFETY:
        return Decision(danger)
    if other := _meant_instead(turn, need):
        return Decision(other)
    if need in WORRIES and (fact := next(_facts(turn), None)):
        return Decision(fact, need)
    if need not in FACTUAL and need not in WORRIES:
        return Decision(need)
    return Decision(need, next((one for one in turn.sure_also if _is_new(turn, need, one)), None))


def _meant_instead(turn: Turn, need: str) -> str | None:
    """The need of a few words that only make sense after what was said before."""
    for meant in (meant_of_oneself, meant_as_answer, detail_need, more_telling):
        if other := meant(turn, need):
            return other
    if takes_over(turn, need):
        return COURSES
    return None if need in SAFETY else _meant_in_few_words(turn, need)


def _meant_in_few_words(turn: Turn, need: str) -> str | None:
    if turn.entity("puzzled") is not None and len(turn.text.split()) <= LONGEST_PUZZLED:
        return "simpler_words"
    if turn.refinement == PROFILE or (need == PRIVACY and _asks_of_oneself(turn)):
        return PROFILE
    return corrected_need(turn, need) or (COURSES if _may_wish(turn, need) else None)


def _asks_of_oneself(turn: Turn) -> bool:
    """Whether it is asked what is known of the learner, and not what is done with it."""
    asks = not ASKS_WHAT.isdisjoint(fold(turn.text).split()[:MOST_BEFORE_WHAT])
    return asks and turn.entity("of_me") is not None and not turn.chosen


def _may_wish(turn: Turn, need: str) -> bool:
    """Whether a message too long to be sure of names a subject and may be a wish for courses."""
    if turn.code_now("field") is None or turn.entity("aside") is not None:
        return False
    is_guessed = need == OUT_OF_SCOPE and turn.shares.get(COURSES, 0.0) >= LEAST_WISH
    return is_guessed or (need == "fallback" and COURSES in turn.guesses)


def _facts(turn: Turn) -> Iterator[str]:
    """Questions about facts that came with a worry, sure enough to be answered in its place."""
    asked = (one for one in turn.also if one in FACTUAL)
    yield from (one for one in asked if turn.shares.get(one, 1.0) >= LEAST_FACT)
    says_what = turn.code_now("field") is not None
    says_where = turn.place_now is not None or turn.code_now("level") is not None
    if says_what and (says_where or turn.shares.get(COURSES, 0.0) >= LEAST_WISH):
        yield COURSES
    is_near = turn.place_now is not None or (turn.need == NO_DEVICE and turn.place is not None)
    if turn.need in FAR_OFF and is_near:
        yield PLACES


def _is_new(turn: Turn, need: str, other: str) -> bool:
    """Whether *other* is a worry met for the first time: nobody needs the same comfort twice."""
    return other in WORRIES and other != need and other not in (turn.slots.get("worries") or ())
