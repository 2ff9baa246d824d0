"""What a kind of place is, and what one place offers; finding the nearest is `nearest_site`."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace

from actions.cards import Card, Words
from actions.contact import fallback_contact
from actions.from_files import FileAnswer
from actions.replies import Reply
from actions.site_cards import hours_of, site_card, ways_to_reach, with_card
from actions.study_places import nearest_study_place
from actions.turn import Turn
from catalog.distance import distance_km
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
        code = (entity or {}).get("data", {}).get("code")
        return str(code) if code else NETWORK_OF_COUNTRY.get(turn.country or "")


class OfOneSite(FileAnswer):
    """A question about the place shown last, else about the nearest one where people study."""

    tells_hours = False
    asks_where = False  # whether the general text ends by asking for the town

    async def answer(self, turn: Turn) -> Reply:
        """What the source says of the place, and how to ask it for the rest."""
        site = await self._site(turn)
        if site is None:
            return await self.without_site(turn)
        words = Words(self.services.texts, turn.language)
        card = self._card(turn, words, site)
        reply = self.say(
            turn,
            self.pick(turn, variant=self.variant(site)),
            site=site.name,
            contact=await self._contact(turn, words, site, card),
            services=words.listed(words.get(f"service_{code}") for code in site.services),
            hours=hours_of(words, site) or "",
        )
        return with_card(replace(reply, slots={"shown_sites": [site.public_id]}), card)

    def _card(self, turn: Turn, words: Words, site: Site) -> Card:
        place = turn.place
        if place is None or site.lat is None or site.lon is None:
            return site_card(words, site)
        return site_card(words, site, distance_km(place["lat"], place["lon"], site.lat, site.lon))

    @abstractmethod
    def variant(self, site: Site) -> str:
        """Name of the outcome for what is known of *site*."""

    async def without_site(self, turn: Turn) -> Reply:
        """What holds for such places in general; with the town, one of them can be named."""
        reply = await super().answer(turn)
        if reply.pending is not None or turn.place is not None or not self.asks_where:
            return reply
        return replace(reply, pending={"question": "place", "need": self.need})

    async def _contact(self, turn: Turn, words: Words, site: Site, card: Card) -> str:
        if card["next_step"]:
            return ""  # the card tells it
        ways = ways_to_reach(words, site, with_hours=not self.tells_hours)
        return ways or await fallback_contact(
            self.services, turn, words, "contact_site_none", site=site.name
        )

    async def _site(self, turn: Turn) -> Site | None:
        shown = turn.slots.get("shown_sites") or []
        if shown and turn.place_now is None:
            async with self.services.database.read() as session:
                return await site_by_id(session, shown[0])
        hit = await nearest_study_place(self.services, turn)
        return None if hit is None else hit.site


class SiteServices(OfOneSite):
    """Only what the source lists; for the rest, whom to ask."""

    need = "site_services"

    def variant(self, site: Site) -> str:
        """Whether the source lists anything."""
        return "listed" if site.services else "not_listed"

    async def without_site(self, turn: Turn) -> Reply:
        """Nothing can be said of no place in particular: ask where."""
        reply = self.say(turn, self.pick(turn, "nearest_site", "ask_place"))
        return replace(reply, pending={"question": "place", "need": self.need})


class SiteHoursVisit(OfOneSite):
    """Opening hours as the source gives them; never guessed."""

    need = "site_hours_visit"
    tells_hours = True
    asks_where = True

    def variant(self, site: Site) -> str:
        """Whether the source gives hours."""
        return "listed" if site.opening_hours else "not_listed"


class _AskThere(OfOneSite):
    """No source lists this for single places: who to ask there."""

    def variant(self, site: Site) -> str:
        """The same for every place."""
        return "here"


class SiteWhoCanJoin(_AskThere):
    """Who may come, whether it costs, whether one must be there."""

    need = "site_who_can_join"


class EquipmentLoan(_AskThere):
    """Borrowing a computer, a headset, a key."""

    need = "equipment_loan"
    asks_where = True


class SiteEvents(_AskThere):
    """Talks, open days, meetings."""

    need = "site_events"
    asks_where = True
