"""What joins an answer: a second answer, chips that lead on, a way back, the door to a person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from actions.needs import ANSWERED_BESIDE, FACTUAL, PERSON
from actions.replies import MAX_CHIPS, Reply
from actions.turn import Turn

if TYPE_CHECKING:
    from actions.base import GuidanceAction

COURSES, PLACES = "find_course", "nearest_site"
TASTER = "taster_small_step"
# Who asks one of these of a subject wants to see what there is in it.
WITH_SUBJECT = ("no_diploma", "job_prospects")
# A question about facts that nobody asked costs a few lines; comfort for no fear costs more.
SURE_ENOUGH = 0.15
# With a subject or a level named, so much of a wish for courses is enough.
LEAST_WISH = 0.1


async def with_second_answer(
    performer: GuidanceAction, turn: Turn, asked: str, reply: Reply
) -> Reply:
    """*reply* and, in few words, the answer to a second question about facts in the same message."""
    second = _second(turn, asked)
    if second is None or second in (asked, performer.need, reply.need) or reply.pending is not None:
        return reply
    if second == PLACES and reply.cards:  # the nearest place is among the cards
        return reply
    beside = await performer.other(second).answer(replace(turn, plain=True, need=second))
    if second == COURSES and not beside.cards:
        return reply
    if beside.pending is not None and beside.pending["question"] != "place":
        return reply  # one question at a time, and this one leads away
    return replace(
        reply,
        text=f"{reply.text}\n{beside.text}",
        cards=(*reply.cards, *beside.cards),
        facts=(*reply.facts, *(fact for fact in beside.facts if fact not in reply.facts)),
        slots={**beside.slots, **reply.slots},
        pending=beside.pending,
        effects=(*reply.effects, *beside.effects),
    )


def _second(turn: Turn, asked: str) -> str | None:
    """The second question: found in the message, or one that goes with a subject that it names."""
    found = next((need for need in turn.also if _is_answered_beside(turn, need)), None)
    if found is None and not turn.chosen and _names_wish(turn, asked):
        return COURSES
    return found


def _names_wish(turn: Turn, asked: str) -> bool:
    if asked == TASTER:
        return turn.code("field") is not None
    return asked in WITH_SUBJECT and turn.code_now("field") is not None


def _is_answered_beside(turn: Turn, need: str) -> bool:
    says_what = bool(turn.code_now("field") or turn.code_now("level"))
    least = LEAST_WISH if need == COURSES and says_what else SURE_ENOUGH
    return need in ANSWERED_BESIDE and turn.shares.get(need, 1.0) >= least


def with_second_chip(action: GuidanceAction, turn: Turn, answered: str, reply: Reply) -> Reply:
    """A second question about facts is not lost: it becomes the first chip."""
    asked = {choice.get("need") for choice in reply.choices} | {answered, action.need}
    asked |= {PLACES} if reply.cards else set()
    second = next((need for need in turn.also if need in FACTUAL and need not in asked), None)
    if second is None or reply.pending is not None:
        return reply
    kept = [choice for choice in reply.choices if choice.get("need") != PERSON]
    person = [choice for choice in reply.choices if choice.get("need") == PERSON]
    chips = (action.chip(turn, second), *kept[: MAX_CHIPS - 1 - len(person)], *person)
    return replace(reply, choices=chips)


def with_way_back(action: GuidanceAction, turn: Turn, reply: Reply) -> Reply:
    """A language that the assistant took up by itself can be put back by one chip."""
    before = turn.slots.get("language_switched_from")
    if not before:
        return reply
    undo = action.labelled(turn, f"language_{before}", "change_language")
    return replace(reply, choices=(undo, *reply.choices[: MAX_CHIPS - 1]))


def with_person(action: GuidanceAction, turn: Turn, reply: Reply) -> Reply:
    """A worry always comes with a door to a person."""
    if any(choice.get("need") == PERSON for choice in reply.choices):
        return reply
    return replace(reply, choices=(*reply.choices[: MAX_CHIPS - 1], action.chip(turn, PERSON)))
