"""The engine's requests and answers as types; JSON is checked here and nowhere else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from bot.errors import BadRequest, MessageEmpty, MessageTooLong

LANGUAGES = ("fr", "sv", "nl", "en")
TEXT_LIMIT = 2000
_COMMAND = re.compile(r"[\s/]+")


def harmless(text: str) -> str:
    """Text as it may go into Rasa, of the same length.

    Leading blanks and slashes become blanks, because Rasa reads a leading "/" as a command;
    control characters become blanks too.
    """
    clean = "".join(" " if unicodedata.category(c) in {"Cc", "Cs"} else c for c in text)
    # Format characters in front (zero-width space, byte order mark) could hide a slash.
    bare = "".join(" " if unicodedata.category(c) == "Cf" else c for c in clean[:40]) + clean[40:]
    lead = _COMMAND.match(bare)
    return " " * lead.end() + clean[lead.end() :] if lead else clean


@dataclass(frozen=True)
class Choice:
    """A chip that the learner pressed: the need that it stands for and slots to set."""

    need: str
    slots: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TurnRequest:
    """One message to be answered; `state` is None at the first turn."""

    conversation_id: str
    client_id: str
    text: str
    language: str
    state: dict[str, Any] | None = None
    choice: Choice | None = None
    context: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(cls, body: Any) -> TurnRequest:
        """Check and read the body of POST /turn.

        Raises:
            BadRequest: a field is missing or of the wrong type.
            MessageEmpty, MessageTooLong: the text is blank or over `TEXT_LIMIT` characters.
        """
        return cls(
            conversation_id=_text(body, "conversation_id"),
            client_id=_text(body, "client_id"),
            text=_message(body),
            language=_language(body) or "fr",
            state=_mapping(body, "state"),
            choice=_choice(_mapping(body, "choice")),
            context=_mapping(body, "context") or {},
        )


@dataclass(frozen=True)
class UnderstandRequest:
    """A text to be read without answering it."""

    text: str
    language: str | None = None

    @classmethod
    def from_json(cls, body: Any) -> UnderstandRequest:
        """Check and read the body of POST /understand; errors as in `TurnRequest.from_json`."""
        return cls(text=_message(body), language=_language(body))


def _field(body: Any, name: str) -> Any:
    if not isinstance(body, dict):
        raise BadRequest
    return body.get(name)


def _text(body: Any, name: str) -> str:
    value = _field(body, name)
    if not isinstance(value, str) or not value:
        raise BadRequest(name)
    return value


def _message(body: Any) -> str:
    value = _field(body, "text")
    if not isinstance(value, str):
        raise BadRequest("text")
    if len(value) > TEXT_LIMIT:
        raise MessageTooLong(TEXT_LIMIT)
    value = harmless(value)
    if not value.strip():
        raise MessageEmpty
    return value


def _language(body: Any) -> str | None:
    value = _field(body, "language")
    if value is None:
        return None
    if value not in LANGUAGES:
        raise BadRequest("language")
    return str(value)


def _mapping(body: Any, name: str) -> dict[str, Any] | None:
    value = _field(body, name)
    if value is not None and not isinstance(value, dict):
        raise BadRequest(name)
    return value


def _choice(body: dict[str, Any] | None) -> Choice | None:
    if body is None:
        return None
    return Choice(_text(body, "need"), _mapping(body, "slots") or {})
