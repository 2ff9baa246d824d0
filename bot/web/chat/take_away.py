"""What a learner takes along: the courses kept first, numbered steps with a day, a calendar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from babel.dates import format_date
from icalendar import Calendar, Event
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import Conversation
from bot.conversations.seen import Seen, seen
from catalog.db import utcnow
from catalog.models import Course, Status
from catalog.texts import Texts

LOCALES = {"fr": "fr_FR", "sv": "sv_SE", "nl": "nl_BE", "en": "en_GB"}
AREA = "pages"
# A first step is small, and done within a week or not at all.
FIRST_STEP_DAYS = 7
MOST_COURSES = 10


@dataclass(frozen=True)
class Deadline:
    """A day that a source names for a course: ``apply_by`` or ``starts_on``."""

    kind: str
    day: date
    course_id: str
    title: str
    as_of: str | None


@dataclass(frozen=True)
class TakeAway:
    """The sheet.

    Attributes:
        seen: what was shown, the courses on the learner's list first.
        deadlines: days still to come, the next one first.
        made_on: the day of the sheet.
    """

    seen: Seen
    deadlines: tuple[Deadline, ...]
    contact: dict[str, Any]
    made_on: date
    language: str

    @property
    def first_step_by(self) -> date:
        """The day until when the first step is to be taken."""
        return self.made_on + timedelta(days=FIRST_STEP_DAYS)

    def steps(self, texts: Texts) -> list[str]:
        """One to three steps, the first one tiny and with a day."""
        steps = [texts.get(AREA, f"step_{self._whom()}", self.language, **self._first())]
        if self.seen.course:
            steps.append(texts.get(AREA, "step_ask", self.language))
        if self.seen.scheme:
            steps.append(texts.get(AREA, "step_money", self.language))
        return steps

    def calendar(self, texts: Texts) -> bytes:
        """The first step and the days of the sources as an iCalendar file (RFC 5545)."""
        made = Calendar()
        made.add("prodid", "-//Passerelle//take-away//EN")
        made.add("version", "2.0")
        first = self.steps(texts)[0]
        made.add_component(_event(f"first-step-{self.first_step_by}", first, self.first_step_by))
        for one in self.deadlines:
            words = {"title": one.title, "as_of": one.as_of or "?"}
            told = texts.get(AREA, f"calendar_{one.kind}", self.language, **words)
            made.add_component(_event(f"{one.course_id}-{one.kind}", told, one.day))
        return bytes(made.to_ical())

    def days(self, texts: Texts) -> list[str]:
        """The deadlines in words, with their year and the date of their source."""
        return [
            texts.get(
                AREA,
                f"day_{one.kind}",
                self.language,
                title=one.title,
                day=self.in_words(one.day),
                as_of=one.as_of or "?",
            )
            for one in self.deadlines
        ]

    def in_words(self, day: date) -> str:
        """A day as people write it."""
        return format_date(day, "long", locale=LOCALES[self.language])

    def _whom(self) -> str:
        return "place" if self._place() else "person"

    def _first(self) -> dict[str, str]:
        place = self._place()
        whom = place["name"] if place else self.contact.get("name") or ""
        return {"day": self.in_words(self.first_step_by), "whom": whom}

    def _place(self) -> dict[str, Any] | None:
        return next((card for card in self.seen.site if card.get("next_step")), None)


async def take_away(
    session: AsyncSession, conversation: Conversation, contact: dict[str, Any], today: date
) -> TakeAway:
    """The sheet of *conversation*; *contact* is the fallback contact of its organisation."""
    found = await seen(session, conversation.id)
    slots = (conversation.dialogue_state or {}).get("slots", {})
    kept = set(slots.get("shortlist") or ())
    found.course.sort(key=lambda card: card["id"] not in kept)  # stable: the latest stay in front
    ids = [card["id"] for card in found.course[:MOST_COURSES]]
    wanted = select(Course).where(Course.public_id.in_(ids), Course.status == Status.PUBLISHED)
    courses = list((await session.scalars(wanted)).unique())
    days = sorted(
        (one for course in courses for one in _deadlines(course, conversation.language, today)),
        key=lambda one: (one.day, one.course_id),
    )
    return TakeAway(found, tuple(days), contact, today, conversation.language)


def _deadlines(course: Course, language: str, today: date) -> Iterator[Deadline]:
    """The next day to apply and the next start, where a source names them and they are to come."""
    title = course.title_in(language)
    runs = [run for run in course.offerings if run.status is Status.PUBLISHED]
    for kind in ("apply_by", "starts_on"):
        days = [day for run in runs if (day := getattr(run, kind)) and day >= today]
        if days:
            yield Deadline(kind, min(days), course.public_id, title, course.source_date)


def _event(uid: str, words: str, day: date) -> Event:
    event = Event()
    event.add("uid", f"{uid}@passerelle")
    event.add("dtstamp", utcnow())  # a moment in UTC, by RFC 5545
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", words)
    return event
