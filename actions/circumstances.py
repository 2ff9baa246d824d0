"""What learners say of their own situation, heard in any message; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from babel import Locale

from catalog.folding import fold
from catalog.levels import levels

if TYPE_CHECKING:
    from actions.turn import Turn

SPOKEN = ("transport", "device", "internet", "start_term")
NO_DIPLOMA = "none"
SCHOOL_DIPLOMA = "access"
COURSES = "find_course"
# A diploma from one of these is no foreign one; the name tells where the learner lives.
HOME = ("FR", "SE", "BE")
# As people still say.
OLD_NAMES = {"turkey": "TR", "congo": "CD", "burma": "MM", "holland": "NL"}
HOURS, NO_TIME = "hours_week", "no_time_job"
# What a bare number may put right, within what it can be.
COUNTED = {"age": range(14, 100), HOURS: range(1, 61)}
# "5 hours is all I can do" is taken for one of these.
OF_TIME = ("no_time_job", "find_course", "fallback", "resume_unfinished_studies")
# A length or a price in any other message may be that of a contract, a debt, a leave.
ABOUT_COURSES = (COURSES, "start_and_deadline", "cost_total", "how_distance_works", "no_time_job")


def circumstances(turn: Turn) -> dict[str, Any]:
    """Slots that the message of *turn* fills, by name.

    Returns:
        Any of ``hours_week`` (hours), ``duration_months``, ``budget`` (whole units of the country's
        currency; 0 for free), ``children`` (how many; True if that was not said, False for none),
        ``transport``, ``device``, ``internet``, ``start_term``, ``support_need`` (codes),
        ``top_diploma`` (a code of a level, ``none`` for no school diploma), ``diploma_country``
        (two letters).
    """
    return {
        **{slot: code for slot in SPOKEN if (code := turn.code_now(slot))},
        **dict(_measured(turn)),
        **dict(_family(turn)),
        **dict(_diploma(turn)),
        **dict(_support(turn)),
    }


def _measured(turn: Turn) -> Iterator[tuple[str, Any]]:
    hours = next((e["data"]["hours"] for e in turn.entities if e["data"].get("hours")), None)
    hours = hours or _hours_put_right(turn)
    if hours is not None:
        yield "hours_week", hours
    else:
        yield from _number_put_right(turn)
    if COURSES not in turn.needs and turn.need not in ABOUT_COURSES and not turn.is_about_shown:
        return
    months = next((e["data"]["months"] for e in turn.entities if e["data"].get("months")), None)
    if months is not None:
        yield "duration_months", months
    budget = turn.entity("budget")
    # "Is it free?" asks for the price; only a wish for a course sets a limit.
    if budget is not None and COURSES in turn.needs:
        yield "budget", 0 if budget["data"].get("code") else budget["data"]["amount"]


def _hours_put_right(turn: Turn) -> float | None:
    """Hours without "a week", where hours a week were told before or are asked for."""
    is_asked = turn.pending.get("question") == HOURS
    is_changed = bool(turn.slots.get(HOURS)) and (turn.puts_right or turn.need in OF_TIME)
    is_told = is_asked or is_changed or turn.need == NO_TIME
    named = [e["data"]["named"] for e in turn.entities if e["entity"] == "hours"]
    # "How many hours is that? I can give it 20."
    is_answer = turn.code_now("asked_detail") == "workload"
    named += [n for n in _numbers(turn) if n in COUNTED[HOURS]] if is_answer else []
    return float(named[-1]) if named and (is_told or is_answer) else None


def _numbers(turn: Turn) -> list[int]:
    return [e["data"]["named"] for e in turn.entities if e["entity"] == "number"]


def _number_put_right(turn: Turn) -> Iterator[tuple[str, Any]]:
    """A bare number that takes the place of the only one it can be ("29, a typing error")."""
    known = [slot for slot in COUNTED if turn.slots.get(slot)]
    if len(known) != 1 or not turn.puts_right:
        return
    slot = known[0]
    # "53, sorry, not 35": what is known already is not the news.
    new = [n for n in _numbers(turn) if n in COUNTED[slot] and n != turn.slots[slot]]
    yield from ((slot, number) for number in new[:1])


def _family(turn: Turn) -> Iterator[tuple[str, Any]]:
    """Children count as the learner's own only if the words say so: many want to work with some."""
    told = [e for e in turn.entities if e["entity"] == "children"]
    if not told:
        return
    found = next((e for e in told if e["data"].get("count")), told[0])
    data = found["data"]
    if data.get("code") == "no":
        yield "children", False
    elif data.get("count") or " " in found["value"] or "children_family" in turn.needs:
        yield "children", data.get("count") or True


def _diploma(turn: Turn) -> Iterator[tuple[str, Any]]:
    told = [
        e["data"] for e in turn.entities if e["entity"] == "top_diploma" and e["data"].get("code")
    ]
    held = [str(data["code"]) for data in told if not data.get("lacking")]
    if held:
        yield "top_diploma", max(held, key=_rank)
    elif SCHOOL_DIPLOMA in [data["code"] for data in told]:
        yield "top_diploma", NO_DIPLOMA
    if "foreign_diploma" in turn.needs or held:
        said = f" {fold(turn.text)} "
        names = _countries(turn.language).items()
        abroad = [code for name, code in names if code not in HOME and f" {name} " in said]
        yield from (("diploma_country", code) for code in abroad[:1])


def _support(turn: Turn) -> Iterator[tuple[str, Any]]:
    """What a place must have; kept for the next question about places."""
    codes = [e["data"].get("code") for e in turn.entities if e["entity"] == "support_need"]
    if codes:
        yield "support_need", list(dict.fromkeys(str(code) for code in codes))


@lru_cache(maxsize=8)
def _countries(language: str) -> Mapping[str, str]:
    """Two-letter code by the folded name of a country."""
    names = Locale.parse(language).territories.items()
    return {**{fold(name): code for code, name in names if len(code) == 2}, **OLD_NAMES}


def _rank(code: str) -> int:
    """The highest EQF level of a diploma; 0 where it has none."""
    level = levels().get(code)
    return (level.eqf_max if level else None) or 0
