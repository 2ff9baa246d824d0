"""What a kind of place is, and what one place offers; finding the nearest is `nearest_site`."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.cards import Words
from actions.contact import fallback_contact
from actions.from_files import FileAnswer
from actions.replies import Reply
from actions.site_cards import ways_to_reach
from actions.study_places import nearest_study_place
from actions.turn import Turn
from catalog.models import Site
from catalog.services.site_search import site_by_id

NETWORK_OF_COUNTRY = {"FR": "campus_connecte", "SE": "larcentrum", "BE": "leerwinkel"}


class WhatIsSite(FileAnswer):
    """Study place, advice desk or school: what the network named is, and what it is not."""

    need = "what_is_site"

    def _in_words(self, turn: Turn, plain: bool) -> Reply:
        network = self._network(turn)
        has_own_text = network in self.services.answers.variants(self.need, turn.language)
        variant = network if has_own_text else None
        return self.say(turn, self.pick(turn, variant=variant, plain=plain))

    def _network(self, turn: Turn) -> str | None:
        entity = turn.entity("site_network")
        if entity is not None:
            return str(entity["data"]["code"])
        return NETWORK_OF_COUNTRY.get(turn.country or "")


class SiteServices(GuidanceAction):
    """Only what the source lists; for the rest, whom to ask."""

    need = "site_services"

    async def answer(self, turn: Turn) -> Reply:
        """About the place shown last, else the nearest study place; else ask where."""
        site = await self._site(turn)
        if site is None:
            reply = self.say(turn, self.pick(turn, "nearest_site", "ask_place"))
            return replace(reply, pending={"question": "place", "need": self.need})
        words = Words(self.services.texts, turn.language)
        contact = ways_to_reach(words, site)
        if not contact:
            contact = await fallback_contact(
                self.services, turn, words, "contact_site_none", site=site.name
            )
        reply = self.say(
            turn,
            self.pick(turn, variant="listed" if site.services else "not_listed"),
            site=site.name,
            services=words.listed(words.get(f"service_{code}") for code in site.services),
            contact=contact,
        )
        return replace(reply, slots={"shown_sites": [site.public_id]})

    async def _site(self, turn: Turn) -> Site | None:
        shown = turn.slots.get("shown_sites") or []
        if shown and turn.place_now is None:
            async with self.services.database.read() as session:
                return await site_by_id(session, shown[0])
        hit = await nearest_study_place(self.services, turn)
        return None if hit is None else hit.site
