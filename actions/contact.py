"""The contact to fall back on when nothing that was shown leads anywhere."""

from __future__ import annotations

from actions.cards import Words
from actions.services import Services
from actions.turn import Turn
from catalog.services import organisations


async def fallback_contact(
    services: Services, turn: Turn, words: Words, key: str = "contact_fallback", **values: str
) -> str:
    """A sentence with the contact of the learner's organisation.

    Args:
        services: for the catalog.
        turn: names the learner's organisation and language.
        words: in that language.
        key: the sentence, with gaps for ``name`` and ``ways``.
        values: for further gaps.
    """
    async with services.database.read() as session:
        public_id = turn.context.get("organisation")
        found = await organisations.by_public_id(session, public_id) if public_id else None
        organisation = found or await organisations.default(session)
    contact = organisation.contact_in(turn.language) if organisation else {}
    ways = [contact[key] for key in ("phone", "email", "url") if contact.get(key)]
    if not ways:
        return words.get("contact_none")
    return words.get(key, name=contact.get("name") or "", ways=", ".join(ways), **values)
