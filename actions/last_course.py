"""The course that was shown first at the last search; later questions are about it."""

from __future__ import annotations

from actions.services import Services
from actions.turn import Turn
from catalog.models import Course
from catalog.services.course_search import course_by_id


async def last_course(services: Services, turn: Turn) -> Course | None:
    """The first of the courses shown last; None if none was shown or it is gone."""
    shown = turn.slots.get("shown_courses") or []
    if not shown:
        return None
    async with services.database.read() as session:
        return await course_by_id(session, shown[0])
