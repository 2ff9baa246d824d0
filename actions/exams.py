"""Where exams are sat: how it is in the country, and what is known near the learner."""

from __future__ import annotations

from dataclasses import replace

from actions.cards import Card, Words
from actions.from_files import FileAnswer
from actions.places import Place
from actions.replies import Reply
from actions.site_cards import site_card
from actions.study_places import nearest_to, sites_with
from actions.turn import Turn
from catalog.services.site_search import SiteHit

EXAMS = "exam_invigilation"


class ExamsWhere(FileAnswer):
    """The rule first, then the nearest place that lists exams, for each town that is known."""

    need = "exams_where"

    async def answer(self, turn: Turn) -> Reply:
        """The text for the country, and at most one place for each town."""
        reply = await super().answer(turn)
        places = turn.places_now or ((turn.place,) if turn.place else ())
        words = Words(self.services.texts, turn.language)
        found = [(place, *await self._near(place)) for place in places]
        lines, cards = [reply.text], list[Card]()
        for place, hit, lists_exams in found:
            if hit is None:
                continue
            key = "exams_listed" if lists_exams else "exams_not_listed"
            cards.append(site_card(words, hit.site, hit.distance_km))
            lines += [words.get(key, place=place["name"]), cards[-1]["text"]]
        slots = {"shown_sites": [card["id"] for card in cards]} if cards else {}
        return replace(reply, text="\n".join(lines), cards=tuple(cards), slots=slots)

    async def _near(self, place: Place) -> tuple[SiteHit | None, bool]:
        """The nearest place that lists exams, else the nearest to ask."""
        listing = await sites_with(self.services, place, (EXAMS,))
        if listing:
            return listing[0], True
        return await nearest_to(self.services, place), False
