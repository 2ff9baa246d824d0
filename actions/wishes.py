"""What a learner looks for, put together from slots and message; it searches nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from actions.cards import Words
from actions.message import ANSWERS
from actions.turn import Turn
from catalog.levels import levels
from catalog.models import Course
from catalog.services.course_search import CourseQuery
from catalog.words import telling_words
from catalog.words import words as plain_words

NOW, NEXT_YEAR = "now", "next_year"
SOON = timedelta(days=60)
# First and last day (month, day) on which a course of a term may start.
TERMS = {
    "january": ((1, 1), (2, 15)),
    "spring": ((1, 1), (5, 31)),
    "summer": ((6, 1), (8, 15)),
    "autumn": ((8, 15), (11, 15)),
    NEXT_YEAR: ((1, 1), (12, 31)),
}
WAY_IN = "access"
# More words than that are a sentence, not a subject.
MOST_TOLD = 5
# Level of somebody who left school without a diploma, for want of a stated one.
EQF_WITHOUT_DIPLOMA = 3


@dataclass(frozen=True)
class Wish:
    """A course that a learner looks for; each part may be open.

    Attributes:
        text: words to search by, besides the codes.
        is_text_of_field: whether those words only name the field once more, so that nothing is
            lost when no course has them.
    """

    field: str | None
    level: str | None
    mode: str | None
    text: str | None
    is_text_of_field: bool = False
    pace: str | None = None
    max_cost_cents: int | None = None
    currency: str = "EUR"
    max_duration_months: int | None = None
    max_hours_per_week: float | None = None
    start_term: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it says nothing yet that a search could use."""
        return not (self.field or self.level or self.text)

    @property
    def is_only_text(self) -> bool:
        """Whether no field or level in it was recognised."""
        return not (self.field or self.level)

    def in_words(self, words: Words) -> str:
        """The wish as it was understood."""
        known = (
            ("field", self.field),
            ("level", self.level),
            ("mode", self.mode),
            ("pace", self.pace),
        )
        parts = [words.get(f"{slot}_{code}") for slot, code in known if code]
        if self.text and not self.is_text_of_field:
            # The learner's own word says more than the field that it stands for.
            parts = [
                words.get("wish_quoted", text=self.told_text(words)),
                *parts[bool(self.field) :],
            ]
        parts += self._limits_in_words(words)
        return words.listed(parts) if parts else words.get("wish_any")

    def told_text(self, words: Words) -> str:
        """The words that were searched by, without those that tell nothing."""
        telling = set(telling_words(self.text or "", words.language)[:MOST_TOLD])
        kept = [word for word in (self.text or "").split() if telling & set(plain_words(word))]
        return " ".join(kept).strip(" .,;:!?") or str(self.text)

    def _limits_in_words(self, words: Words) -> Iterator[str]:
        if self.max_hours_per_week is not None:
            yield words.get("wish_hours", hours=hours_in_words(words, self.max_hours_per_week))
        if self.max_duration_months:
            length = words.get("months", count=self.max_duration_months)
            yield words.get("wish_duration", length=length)
        if self.max_cost_cents == 0:
            yield words.get("wish_free")
        elif self.max_cost_cents is not None:
            amount = words.money(self.max_cost_cents, self.currency)
            yield words.get("wish_budget", sum=amount)
        if self.start_term is not None:
            yield words.get(f"start_term_{self.start_term}")

    def query(self, turn: Turn, limit: int) -> CourseQuery:
        """The search for at most *limit* courses of this wish."""
        first, last = start_window(self.start_term, turn.today)
        return CourseQuery(
            country=turn.country,
            field=self.field,
            level=self.level,
            mode=self.mode,
            text=self.text,
            language=turn.language,
            limit=limit,
            pace=self.pace,
            max_hours_per_week=self.max_hours_per_week,
            max_cost_cents=self.max_cost_cents,
            currency=self.currency,
            max_duration_months=self.max_duration_months,
            starts_from=first,
            starts_until=last,
        )


def wish_of(turn: Turn) -> Wish:
    """The wish of *turn*: what the message says or what is known from before, and its words."""
    known = {**turn.slots, **turn.learned()}
    budget = known.get("budget")
    return Wish(
        field=None if _is_way_in(turn) else turn.code("field"),
        level=turn.code("level"),
        mode=turn.code("mode"),
        pace=turn.code("pace"),
        text=_search_text(turn),
        is_text_of_field=turn.chosen,
        max_cost_cents=None if budget is None else budget * 100,
        currency=currency_of(turn.country),
        max_duration_months=known.get("duration_months"),
        max_hours_per_week=known.get("hours_week"),
        start_term=known.get("start_term"),
    )


def _is_way_in(turn: Turn) -> bool:
    """Whether only a diploma that opens the door is asked for: it has no subject of its own."""
    return turn.code_now("level") == WAY_IN and turn.code_now("field") is None


def currency_of(country: str | None) -> str:
    """The currency in which people of *country* think."""
    return "SEK" if country == "SE" else "EUR"


def budget_in_words(words: Words, budget: int, country: str | None) -> str:
    """A budget in whole units of the country's currency; 0 is "free of charge"."""
    if budget == 0:
        return words.get("wish_free")
    return words.get("wish_budget", sum=words.money(budget * 100, currency_of(country)))


def hours_in_words(words: Words, hours: float) -> str:
    """A number of hours, with a part of an hour where there is one."""
    if hours == int(hours):
        return words.get("hours", count=int(hours))
    return words.get("hours_other", count=words.number(hours))


def start_window(term: str | None, today: date) -> tuple[date | None, date | None]:
    """The next days between which a course of *term* starts; two times None for no wish."""
    if term is None:
        return None, None
    if term == NOW:
        return today, today + SOON
    (first_month, first_day), (last_month, last_day) = TERMS[term]
    year = today.year
    if term == NEXT_YEAR or date(year, last_month, last_day) < today:
        year += 1
    return date(year, first_month, first_day), date(year, last_month, last_day)


def stated_eqf(turn: Turn) -> int | None:
    """EQF level of the highest diploma that the learner named; None if none was named."""
    if "no_diploma" in (turn.need, *turn.also):
        return EQF_WITHOUT_DIPLOMA
    diploma = turn.slots.get("top_diploma")
    if diploma == "none":
        return EQF_WITHOUT_DIPLOMA
    level = levels().get(diploma or "")
    return level.eqf_max if level else None


def is_above(turn: Turn, course: Course) -> bool:
    """Whether *course* starts above the next step from the diploma that the learner stated."""
    stated = stated_eqf(turn)
    if stated is None or course.eqf_level is None:
        return False
    # The school diploma (EQF 4) opens levels 5 and 6 alike; above it, one level at a time.
    return course.eqf_level > (6 if stated == 4 else stated + 1)


def _search_text(turn: Turn) -> str | None:
    if turn.chosen:
        return None
    fields = [e for e in turn.entities if e["entity"] == "field" and not e["data"].get("rejected")]
    if fields:
        return str(fields[0]["value"])
    if _is_way_in(turn):  # "the DAEU": its name says more than its level
        return str((turn.entity("level") or {}).get("value") or "") or None
    rejects = any(e["data"].get("rejected") for e in turn.entities)
    if turn.need not in ("find_course", "nlu_fallback") and not rejects:
        return None
    text = turn.text_around(kept=(*ANSWERS, "language"))  # it may be what somebody wants to learn
    return text if telling_words(text, turn.language) else None
