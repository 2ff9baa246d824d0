"""Questions about the courses shown last: comparing two of them, and when one starts."""

from __future__ import annotations

from collections.abc import Iterator

from actions.cards import Words, meeting_place, price, starts_in_words
from actions.from_files import FileAnswer
from actions.last_course import shown_courses
from actions.replies import Reply
from actions.turn import Turn
from catalog.models import Course

TWO = 2
MOST_TOLD = 3
# "How many hours is that?" is about the courses; a longer message asks how it goes at all.
LONGEST_ABOUT_TIME = 9


class CompareCourses(FileAnswer):
    """Two shown courses, row by row and without a verdict; else the question which two."""

    need = "compare_courses"

    async def answer(self, turn: Turn) -> Reply:
        """Rows with the same names for both; what no source says is "not known"."""
        pair = (await shown_courses(self.services, turn))[:TWO]
        if len(pair) < TWO:
            return await super().answer(turn)
        words = Words(self.services.texts, turn.language)
        facts = [dict(_rows(words, course)) for course in pair]
        lines = [
            words.get("compare_line", row=row, first=facts[0][row], second=facts[1][row])
            for row in facts[0]
        ]
        first, second = (course.title_in(turn.language) for course in pair)
        answer = self.pick(turn, variant="shown")
        return self.say(turn, answer, first=first, second=second, rows="\n".join(lines))


class HowDistanceWorks(FileAnswer):
    """How it goes in general; of courses just shown, how long each takes, as far as it is known."""

    need = "how_distance_works"

    async def answer(self, turn: Turn) -> Reply:
        """Length, pace and hours of the courses shown, where a few words ask for them."""
        courses = await shown_courses(self.services, turn)
        is_short = len(turn.text.split()) <= LONGEST_ABOUT_TIME
        if not courses or not is_short or turn.chosen:
            return await super().answer(turn)
        words = Words(self.services.texts, turn.language)
        meant = courses[: len(turn.picks) or MOST_TOLD]
        times = "\n".join(_time_of(words, course) for course in meant)
        return self.say(turn, self.pick(turn, variant="of_course"), times=times)


def _time_of(words: Words, course: Course) -> str:
    """Length, pace, hours, way and meetings of *course*; that no source tells the length is said."""
    title = course.title_in(words.language)
    known = [words.get("months", count=course.duration_months)] if course.duration_months else []
    if course.pace:
        known.append(words.get(f"pace_{course.pace.value}"))
    if course.hours_per_week:
        known.append(words.get("detail_hours", hours=words.number(course.hours_per_week)))
    unknown = "" if known else words.get("detail_no_length", title=title)
    known.append(words.get(f"mode_{course.mode.value}"))
    if where := meeting_place(course):
        known.append(words.get("detail_in", municipality=where))
    told = words.get("detail_separator").join(known)
    return f"{words.get('course_time', title=title, what=told)} {unknown}".strip()


class StartAndDeadline(FileAnswer):
    """The start of the course shown last in the words of its source, else how it is in the country."""

    need = "start_and_deadline"

    async def answer(self, turn: Turn) -> Reply:
        """The start with its source, or that no source names one."""
        courses = await shown_courses(self.services, turn)
        if not courses:
            return await super().answer(turn)
        words = Words(self.services.texts, turn.language)
        start = starts(words, courses[0])
        variant = "of_course" if start else "of_course_unknown"
        told = f"{start}. {words.source(courses[0])}" if start else ""
        title = courses[0].title_in(turn.language)
        return self.say(turn, self.pick(turn, variant=variant), title=title, start=told)


def _how(words: Words, course: Course) -> Iterator[tuple[str, str]]:
    """Pace, hours, way of studying and language of *course*."""
    unknown = words.get("row_unknown")
    hours = course.hours_per_week
    yield words.get("row_pace"), words.get(f"pace_{course.pace.value}") if course.pace else unknown
    yield words.get("row_hours"), words.number(hours) if hours else unknown
    yield words.get("row_mode"), words.get(f"mode_{course.mode.value}")
    yield words.get("row_language"), words.first(f"language_{course.language}", "row_unknown")


def starts(words: Words, course: Course) -> str | None:
    """When *course* starts, in words; None if no source says so."""
    for run in course.offerings:
        if run.starts_on is not None:
            return words.date(run.starts_on)
        if run.starts:
            return starts_in_words(words, run)
    return None


def _rows(words: Words, course: Course) -> Iterator[tuple[str, str]]:
    """Name and value of each row; both courses have the same names."""
    unknown = words.get("row_unknown")
    months = course.duration_months
    entry = course.entry_requirements
    yield words.get("row_level"), words.get(f"level_{course.level or 'course'}")
    yield words.get("row_length"), words.get("months", count=months) if months else unknown
    yield from _how(words, course)
    yield words.get("row_cost"), price(words, course.priced_offering) or unknown
    rule = entry.get(words.language) or next(iter(entry.values()), None)
    yield words.get("row_entry"), rule or unknown
    yield words.get("row_start"), starts(words, course) or unknown
