"""Whether a message asks one thing of what is on the screen, and nothing of its own."""

from __future__ import annotations

from actions.needs import DETAIL, SAFETY, SURE_OF_DANGER
from actions.turn import Turn

DISTANCE, LENGTH, WORKLOAD, COST = "distance", "length", "workload", "cost"
COURSES, SITES = "shown_courses", "shown_sites"
ABOUT = {DISTANCE: (SITES,), LENGTH: (COURSES,), WORKLOAD: (COURSES,), COST: (COURSES,)}
ABOUT_EITHER = (COURSES, SITES)
# What "how far is that?" and "do you have their number?" are taken for.
TAKEN_FOR = (
    "fallback",
    "out_of_scope",
    "find_course",
    "compare_courses",
    "how_distance_works",
    "wrong_or_unsure_answer",
    "next_steps",
    "rural_transport",
    "nearest_site",
    "site_services",
    "start_and_deadline",
    "are_you_a_bot",
    "complaint",
    "simpler_words",
)
HOW_IT_GOES = "how_distance_works"
LONGEST = 14
# A long message that nothing else was made of ends in its question as often as not.
LONGEST_LOST = 24
LOST = ("fallback", "out_of_scope")
HOW_MUCH = "cost_total"


def _may_be_taken_for(turn: Turn, need: str, asked: str) -> bool:
    is_length = need == HOW_MUCH and asked in (LENGTH, WORKLOAD)
    # "Sorry, the little one woke up. How many hours was it?" is no sure call for help.
    is_doubtful = need in SAFETY and turn.certainty < SURE_OF_DANGER
    return need in TAKEN_FOR or is_length or is_doubtful


def detail_need(turn: Turn, need: str) -> str | None:
    """The need to answer instead of *need*; None if the message asks no detail of what was shown."""
    asked = turn.code_now("asked_detail")
    if asked is None or turn.chosen or not _may_be_taken_for(turn, need, asked):
        return None
    if turn.place_now is not None or turn.entity("field") is not None:
        return None  # something new is asked about
    if need == HOW_IT_GOES and asked in (LENGTH, WORKLOAD):
        return None  # its answer tells that of all the courses shown
    if len(turn.text.split()) > (LONGEST_LOST if need in LOST else LONGEST):
        return None
    if not any(turn.slots.get(slot) for slot in ABOUT.get(asked, ABOUT_EITHER)):
        return None
    return "cost_total" if asked == COST else DETAIL
