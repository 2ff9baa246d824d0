"""One thing asked of the place or the course shown last: how far, how long, how many hours, a number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Words
from actions.contact import fallback_contact
from actions.last_course import courses_of
from actions.needs import DETAIL
from actions.replies import Reply
from actions.site_cards import rough_km, ways_to_reach
from actions.turn import Turn
from catalog.distance import distance_km
from catalog.models import Course, Site
from catalog.services.site_search import site_by_id

DISTANCE, CONTACT, LENGTH, WORKLOAD = "distance", "contact", "length", "workload"
SITE = "site"
NEED_OF = {
    DISTANCE: "nearest_site",
    CONTACT: "talk_to_human",
    LENGTH: "find_course",
    WORKLOAD: "no_time_job",
}


class AskedDetail(GuidanceAction):
    """What the source says of it, or that it does not say."""

    need = DETAIL

    async def answer(self, turn: Turn) -> Reply:
        """The detail, and nothing else of the card."""
        words = Words(self.services.texts, turn.language)
        asked = str(turn.code_now("asked_detail"))
        lines = await self._lines(turn, words, asked)
        reply = self.say(turn, self.pick(turn), details="\n".join(lines))
        return replace(reply, need=NEED_OF.get(asked))

    async def _lines(self, turn: Turn, words: Words, asked: str) -> list[str]:
        site, course = await self._site(turn), await self._course(turn)
        if asked == DISTANCE and site is not None:
            return [_distance(turn, words, site)]
        if asked == CONTACT and site is not None and _last_kind(turn) == SITE:
            ways = ways_to_reach(words, site)
            return [ways or await self._fallback(turn, words, site.name)]
        if course is None:
            return [await fallback_contact(self.services, turn, words, "contact_help")]
        title = course.title_in(turn.language)
        if asked == CONTACT:
            link = words.get("link", url=course.url) if course.url else ""
            return [link or await self._fallback(turn, words, title)]
        return [_of_course(words, course, title, asked)]

    async def _fallback(self, turn: Turn, words: Words, name: str) -> str:
        return await fallback_contact(self.services, turn, words, "contact_site_none", site=name)

    async def _site(self, turn: Turn) -> Site | None:
        shown = turn.slots.get("shown_sites") or ()
        at = turn.pick_number if _last_kind(turn) == SITE else None
        chosen = shown[at] if at is not None and at < len(shown) else next(iter(shown), None)
        if chosen is None:
            return None
        async with self.services.database.read() as session:
            return await site_by_id(session, chosen)

    async def _course(self, turn: Turn) -> Course | None:
        courses = await courses_of(self.services, turn.shown_courses[:1])
        return next(iter(courses), None)


def _last_kind(turn: Turn) -> str | None:
    """``site`` or ``course``: what the last card was; a place where nothing else was shown."""
    cards: Sequence[Sequence[str]] = turn.slots.get("last_cards") or ()
    if cards:
        return cards[-1][0]
    return SITE if turn.slots.get("shown_sites") else None


def _distance(turn: Turn, words: Words, site: Site) -> str:
    place = turn.place
    if place is None or site.lat is None or site.lon is None:
        return words.get("detail_no_distance", name=site.name)
    km = rough_km(distance_km(place["lat"], place["lon"], site.lat, site.lon))
    key = "detail_distance" if km else "detail_same_town"
    return words.get(key, name=site.name, km=km, place=place["name"])


def _of_course(words: Words, course: Course, title: str, asked: str) -> str:
    if asked == LENGTH and course.duration_months:
        length = words.get("months", count=course.duration_months)
        return words.get("detail_length", title=title, length=length)
    if asked == WORKLOAD and course.hours_per_week:
        hours = words.get("hours", count=round(course.hours_per_week))
        return words.get("detail_workload", title=title, hours=hours)
    return words.get(f"detail_no_{asked}", title=title)
