"""The courses that were shown at the last search; later questions are about them."""

from __future__ import annotations

from collections.abc import Sequence

from actions.services import Services
from actions.turn import Turn
from catalog.models import Course
from catalog.services.course_search import course_by_id


async def shown_courses(services: Services, turn: Turn) -> list[Course]:
    """The courses shown last that are still there, in their order; empty if there are none."""
    return await courses_of(services, turn.shown_courses)


async def courses_of(services: Services, public_ids: Sequence[str]) -> list[Course]:
    """The courses with these ids that are still there, in their order."""
    if not public_ids:
        return []
    async with services.database.read() as session:
        found = [await course_by_id(session, public_id) for public_id in public_ids]
    return [course for course in found if course is not None]


async def last_course(services: Services, turn: Turn) -> Course | None:
    """The first of the courses shown last; None if none was shown or it is gone."""
    return next(iter(await shown_courses(services, turn)), None)
