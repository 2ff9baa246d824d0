"""The next step: small, first, and never one that leads nowhere."""

from __future__ import annotations

from datetime import timedelta

from actions.cards import Words
from actions.contact import fallback_contact
from actions.from_files import FileAnswer
from actions.last_course import last_course
from actions.replies import Reply
from actions.site_cards import ways_to_reach
from actions.turn import Turn
from catalog.models import Course, Site
from catalog.services.next_step import leads_somewhere
from catalog.services.site_search import site_by_id

# A first step is small, and done within a week or not at all.
FIRST_STEP = timedelta(days=7)

NUMBERS = {"first": "1.", "second": "2.", "third": "3."}


class NextSteps(FileAnswer):
    """From the course shown last, else from the place shown last, else how to begin."""

    need = "next_steps"

    async def answer(self, turn: Turn) -> Reply:
        """One to three steps with the contact that the first one needs."""
        course = await last_course(self.services, turn)
        if course is not None:
            return await self._from_course(turn, course)
        site = await self._site(turn)
        if site is not None:
            return await self._from_site(turn, site)
        return await super().answer(turn)

    async def _from_course(self, turn: Turn, course: Course) -> Reply:
        words = Words(self.services.texts, turn.language)
        contact = words.get("link", url=course.url) if leads_somewhere(course) else None
        before = self.pick(turn, "funding_options", "before").text
        return self.say(
            turn,
            self.pick(turn, variant="course"),
            title=course.title_in(turn.language),
            day=words.date(turn.today + FIRST_STEP),
            **NUMBERS,
            contact=contact or await fallback_contact(self.services, turn, words),
            before=before,
        )

    async def _from_site(self, turn: Turn, site: Site) -> Reply:
        words = Words(self.services.texts, turn.language)
        contact = ways_to_reach(words, site)
        return self.say(
            turn,
            self.pick(turn, variant="site"),
            site=site.name,
            day=words.date(turn.today + FIRST_STEP),
            **NUMBERS,
            contact=contact or await fallback_contact(self.services, turn, words),
        )

    async def _site(self, turn: Turn) -> Site | None:
        shown = turn.slots.get("shown_sites") or []
        if not shown:
            return None
        async with self.services.database.read() as session:
            return await site_by_id(session, shown[0])
