"""A learner's message comes in: checked, protected, numbered, stored once, put on the turn queue."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import log, turns
from bot.conversations.contacts import protect
from bot.conversations.models import Author, Choice, Conversation, Message, State
from bot.conversations.models.conversation import ANSWERING
from bot.errors import (
    BadRequest,
    ClientIdReused,
    ConversationClosed,
    MessageEmpty,
    MessageTooLong,
    NotFound,
)
from bot.secret_store import SecretStore

MAX_CHARACTERS = 2000
KEPT_CONTROLS = "\n\t"


@dataclass(frozen=True)
class Sent:
    """What a learner's page sent: a text, or the id of a chip."""

    client_id: str
    text: str | None = None
    choice_id: str | None = None

    @classmethod
    def read(cls, client_id: str, body: Any) -> Sent:
        """Check a decoded JSON body.

        Raises:
            BadRequest: neither `text` nor `choice`, or not text.
            MessageEmpty: nothing but blanks.
            MessageTooLong: more than `MAX_CHARACTERS`.
        """
        if not isinstance(body, dict) or len(body.keys() & {"text", "choice"}) != 1:
            raise BadRequest("text")
        field = "text" if "text" in body else "choice"
        if not isinstance(body[field], str):
            raise BadRequest(field)
        if field == "choice":
            return cls(client_id, choice_id=body["choice"])
        return cls(client_id, text=clean(body["text"]))

    def digest(self, store: SecretStore) -> str:
        """Keyed digest of the body, to recognise a repetition."""
        return store.digest(json.dumps([self.text, self.choice_id]))


def clean(text: str) -> str:
    """The text without control characters and outer blanks, composed (NFC).

    Raises:
        MessageEmpty, MessageTooLong: see `Sent.read`.
    """
    kept = (c for c in text if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs"})
    cleaned = unicodedata.normalize("NFC", "".join(kept)).strip()
    if not cleaned:
        raise MessageEmpty
    if len(cleaned) > MAX_CHARACTERS:
        raise MessageTooLong(MAX_CHARACTERS)
    return cleaned


@dataclass(frozen=True)
class Accepted:
    """The message is durable. *order* says what web still has to do in the same unit of work."""

    seq: int
    repeated: bool = False
    message: Message | None = None
    conversation: Conversation | None = None
    choice: dict[str, Any] | None = None


async def accept(
    session: AsyncSession, store: SecretStore, conversation_id: str, sent: Sent
) -> Accepted:
    """Store a message once; the same client id again gives the same answer.

    Raises:
        NotFound: no such conversation, or no such chip in it.
        ClientIdReused: the id was used for another body.
        ConversationClosed: nobody answers any more.
    """
    conversation = await log.lock_conversation(session, conversation_id)
    earlier = await repeated(session, store, conversation_id, sent)
    if earlier is not None:
        return Accepted(earlier, repeated=True)
    if conversation.state == State.CLOSED:
        raise ConversationClosed
    choice = await _choice(session, conversation_id, sent.choice_id)
    text = choice.label if choice else protect(session, store, conversation, sent.text or "")
    message = log.append(
        session,
        conversation,
        Author.LEARNER,
        text,
        client_id=sent.client_id,
        fingerprint=sent.digest(store),
    )
    payload = choice.payload if choice else None
    return Accepted(message.seq, message=message, conversation=conversation, choice=payload)


async def queue(session: AsyncSession, accepted: Accepted) -> turns.Claim | None:
    """Put a new message on the turn queue if the program answers in this state."""
    if accepted.conversation is None or accepted.conversation.state not in ANSWERING:
        return None
    return await turns.enqueue(session, accepted.conversation, accepted.seq, accepted.choice)


async def repeated(
    session: AsyncSession, store: SecretStore, conversation_id: str, sent: Sent
) -> int | None:
    """The number of the message that *sent* repeats, or None if it is new. Needs the row lock.

    Raises:
        ClientIdReused: the id was used for another body.
    """
    query = select(Message).where(
        Message.conversation_id == conversation_id, Message.client_id == sent.client_id
    )
    earlier = (await session.execute(query)).scalar_one_or_none()
    if earlier is None:
        return None
    if earlier.fingerprint != sent.digest(store):
        raise ClientIdReused(sent.client_id)
    return earlier.seq


async def _choice(
    session: AsyncSession, conversation_id: str, choice_id: str | None
) -> Choice | None:
    if choice_id is None:
        return None
    found = await session.get(Choice, choice_id)
    if found is None or found.conversation_id != conversation_id:
        raise NotFound("choice")
    return found
