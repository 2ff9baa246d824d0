"""What the next words want of the courses shown: cheaper, shorter, others, the ones before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from actions.needs import SAFETY
from actions.turn import Turn
from actions.wishes import Wish
from catalog.folding import fold
from catalog.models import Course, PriceBasis

CHEAPER, SHORTER, MORE, BACK = "cheaper", "shorter", "more", "back"
KEEP, LIST, ONE, WHY, AGAIN = "keep", "list", "one", "why", "again"
# What needs no search.
TOLD = (BACK, KEEP, LIST, ONE, WHY, AGAIN)
REFINEMENTS = (CHEAPER, SHORTER, MORE, *TOLD)
# More than that is no longer "others", but a list nobody reads.
MOST_SEEN = 30
# A long sentence with "something else" in it is about something else.
LONGEST_REFINEMENT = 8
# One that names a course by its number, or the list, may say more.
LONGEST_PICK = 14
COMPARE = "compare_courses"
# How words for comparing begin in the four languages, folded.
COMPARING = ("compar", "differen", "jamfor", "skillnad", "vergelijk", "vergelyk", "verschil")
# What people ask about one of several courses.
ASKED_OF_ONE = (
    "start_and_deadline",
    "cost_total",
    "entry_requirements",
    "exams_where",
    "how_distance_works",
    "is_it_recognised",
    "job_prospects",
    "next_steps",
    "funding_options",
    "funding_scheme",
    "no_time_job",
    "talk_to_human",
)


@dataclass(frozen=True)
class Refined:
    """A wish made narrower by what was shown.

    Attributes:
        instead: what is to be said instead of searching: that no source says the cost
            (``unknown_cost``) or the length of the courses shown, or that nothing is cheaper
            than free (``no_cheaper``).
    """

    wish: Wish
    instead: str | None = None


def is_refining(turn: Turn) -> bool:
    """Whether the message is about the courses shown last."""
    names_one = turn.picked is not None or turn.refinement in TOLD
    if len(turn.text.split()) > (LONGEST_PICK if names_one else LONGEST_REFINEMENT):
        return False
    if turn.refinement == LIST:
        return True
    if not turn.slots.get("shown_courses"):
        return False
    return turn.refinement in REFINEMENTS or turn.picked is not None


def takes_over(turn: Turn, need: str) -> bool:
    """Whether a message taken for *need* is about the courses shown instead.

    A question about one of them ("when does the second one start?") keeps its need.
    """
    if not is_refining(turn):
        return False
    if need in SAFETY:  # "more" alone is no cry for help, whatever a guess makes of one word
        return turn.refinement is not None and not turn.words_around()
    if need == COMPARE and (len(turn.picks) > 1 or _compares(turn.text)):
        return False
    return turn.refinement is not None or need not in ASKED_OF_ONE


def _compares(text: str) -> bool:
    return any(word.startswith(COMPARING) for word in fold(text).split())


def refined(turn: Turn, wish: Wish, shown: Sequence[Course]) -> Refined:
    """*wish* with the limit that the words set, measured at the courses *shown*.

    The learner's earlier words are not kept: the first course shown stands for them, with its
    title and, where no field is known, its field.
    """
    if not shown or turn.refinement not in REFINEMENTS:
        return Refined(wish)
    first = shown[0]
    narrowed = replace(
        wish, text=first.title, is_text_of_field=True, field=wish.field or first.field
    )
    if turn.refinement == CHEAPER:
        return _cheaper(narrowed, shown)
    if turn.refinement == SHORTER:
        return _shorter(narrowed, shown)
    return Refined(narrowed)


def _cheaper(wish: Wish, shown: Sequence[Course]) -> Refined:
    whole = [
        (run.price_cents, run.currency or "EUR")
        for course in shown
        if (run := course.priced_offering) is not None
        and run.price_cents is not None
        and run.price_basis in (PriceBasis.WHOLE, None)
    ]
    if not whole:
        # A price per term or credit cannot be compared without guessing, but it is known.
        is_known = any(course.priced_offering is not None for course in shown)
        return Refined(wish, instead="no_cheaper" if is_known else "unknown_cost")
    cents, currency = min(whole)
    if cents == 0:
        return Refined(wish, instead="no_cheaper")
    return Refined(replace(wish, max_cost_cents=max(0, cents - 1), currency=currency))


def _shorter(wish: Wish, shown: Sequence[Course]) -> Refined:
    months = [course.duration_months for course in shown if course.duration_months]
    if not months:
        return Refined(wish, instead="unknown_length")
    return Refined(replace(wish, max_duration_months=max(0, min(months) - 1)))
