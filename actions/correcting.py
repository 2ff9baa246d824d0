"""A few words that only change a place or a wish go on from where the talk was."""

from __future__ import annotations

from actions.needs import NOTED, PERSON, SAFETY, WORRIES
from actions.turn import Turn

# "No, rather in Lund", "I live in Uppsala", "part time then?" are taken for any of these.
LEFT = (
    "fallback",
    "affirm",
    "deny",
    "greet",
    "thank",
    "goodbye",
    "change_language",
    "wrong_or_unsure_answer",
    "complaint",
    "how_distance_works",
    "start_over",
)
LONGEST = 9
LONGEST_CORRECTION = 14
LONGEST_OF_A_WORRY = 5
MOST_AROUND_A_PLACE = 3
MOST_AROUND_A_BARE_PLACE = 2  # "and in Bruges?"
OUT_OF_SCOPE = "out_of_scope"
# What a bare correction ("47, not 37") is taken for.
DOUBTED = ("wrong_or_unsure_answer", "fallback")
WHERE = ("place", "country")
PLACE, COURSE = "nearest_site", "find_course"


def corrected_need(turn: Turn, need: str) -> str | None:
    """The need to go on with; None if the message says more than a place or a wish."""
    size = len(turn.text.split())
    if size <= LONGEST_CORRECTION and (other := _put_right(turn, need)):
        return other
    is_left = need in LEFT and size <= LONGEST
    says_where = turn.place_now is not None or turn.is_place_unclear
    if says_where and not turn.chosen and _only_says_where(turn, need):
        return COURSE if _was_about_courses(turn) else PLACE
    if turn.chosen or not (is_left or _is_short_worry(turn, need, size)):
        return None
    if _has_wish(turn) and (turn.slots.get("shown_courses") or turn.entity("field")):
        return COURSE
    if is_left and says_where:
        return COURSE if _was_about_courses(turn) else PLACE
    return None


def _put_right(turn: Turn, need: str) -> str | None:
    """The need behind words that say that something was meant otherwise ("I meant part time")."""
    if turn.chosen or need in (*SAFETY, PERSON):
        return None
    is_bare = len(turn.words_around()) <= MOST_AROUND_A_BARE_PLACE
    if need == PLACE:
        moves = (
            turn.place_now is not None and _was_about_courses(turn) and (turn.puts_right or is_bare)
        )
        return COURSE if moves else None
    rejects = any(entity["data"].get("rejected") for entity in turn.entities)
    if not rejects and turn.code_now("correcting") is None and need not in DOUBTED:
        return None
    if _has_wish(turn) and (turn.slots.get("shown_courses") or turn.entity("field")):
        return COURSE if need not in DOUBTED or rejects or turn.code_now("correcting") else None
    changed = {slot for slot in turn.learned() if slot not in WHERE}
    return NOTED if changed and "?" not in turn.text and need in (*DOUBTED, *LEFT) else None


def _only_says_where(turn: Turn, need: str) -> bool:
    """Whether "I live in Uppsala" was taken for something else; "will it rain in Uppsala?" was not."""
    is_bare = len(turn.words_around()) <= MOST_AROUND_A_BARE_PLACE or turn.is_place_alone
    if need != OUT_OF_SCOPE or turn.entity("aside") or turn.names_subject:
        return False
    if "?" in turn.text and not is_bare:
        return False
    return is_bare or len(turn.words_around()) <= MOST_AROUND_A_PLACE


def _has_wish(turn: Turn) -> bool:
    return any(turn.entity(kind) for kind in ("field", "level", "mode", "time_per_week", "pace"))


def _is_short_worry(turn: Turn, need: str, size: int) -> bool:
    """After courses were shown "part time then?" is a wish, though it sounds like a worry."""
    return need in WORRIES and size <= LONGEST_OF_A_WORRY and bool(turn.slots.get("shown_courses"))


def _was_about_courses(turn: Turn) -> bool:
    """Whether the last answer showed courses, or asked for what to study."""
    last = str(turn.slots.get("last_answer") or "")
    return last.startswith(COURSE) and bool(turn.slots.get("shown_courses"))
