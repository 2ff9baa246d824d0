"""Reads the language of a Rasa message: found by us, told by the page, or told by the examples."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.constants import METADATA, METADATA_EXAMPLE, METADATA_INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.text import LANGUAGES

LANGUAGE = "language"


def told_language(message: Message) -> str | None:
    """The language that came with the message (page or training file), None if none did."""
    metadata: dict[str, Any] = message.get(METADATA) or {}
    for part in (metadata, metadata.get(METADATA_EXAMPLE), metadata.get(METADATA_INTENT)):
        if isinstance(part, dict) and part.get(LANGUAGE) in LANGUAGES:
            return str(part[LANGUAGE])
    return None


def is_marked(message: Message) -> bool:
    """Whether the entities of this example are marked in it, all of them."""
    return bool(_block(message).get("marked"))


def also_of(message: Message) -> tuple[str, ...]:
    """Needs that this example carries besides its own."""
    return tuple(_block(message).get("also") or ())


def _block(message: Message) -> dict[str, Any]:
    found: dict[str, Any] = (message.get(METADATA) or {}).get(METADATA_INTENT) or {}
    return found


def language_of(message: Message) -> str:
    """The language to read the message in; French if nothing is known."""
    found = message.get(LANGUAGE)
    if isinstance(found, dict):
        return str(found["detected"])
    return told_language(message) or LANGUAGES[0]
