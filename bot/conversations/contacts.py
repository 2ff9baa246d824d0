"""Contact details and identity numbers in a message: found, replaced by references, kept encrypted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import phonenumbers
from phonenumbers import Leniency
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations import identity
from bot.conversations.models import CallbackRequest, ContactDetail, Conversation
from bot.secret_store import SecretStore

EMAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
WHEN = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])([ ./-])(?:0[1-9]|1[0-2])\1(?:19|20)\d\d"
    r"|[012]\d[.: ][0-5]\d ?[-–] ?[012]\d[.: ][0-5]\d"
)
"""Dates and hours that could be dialled somewhere."""
BRACKETS = str.maketrans("⟦⟧", "[]")
REGIONS = ("FR", "SE", "BE", "MQ", "RE", "GP", "GF", "YT", "NL")
MOST_DETAILS = 100


@dataclass(frozen=True)
class Found:
    """A detail in a text. *kind* is phone, email or id."""

    start: int
    end: int
    kind: str
    value: str


def find_details(text: str, country: str | None) -> list[Found]:
    """Details in *text*, in order, without overlap; a number is tried first as one of *country*."""
    regions = sorted(REGIONS, key=lambda region: region != country)
    found: list[Found] = []
    for candidate in _candidates(text, regions):
        if all(candidate.end <= other.start or candidate.start >= other.end for other in found):
            found.append(candidate)
    return sorted(found, key=lambda detail: detail.start)


def _candidates(text: str, regions: list[str]) -> Iterator[Found]:
    for match in EMAIL.finditer(text):
        yield Found(match.start(), match.end(), "email", match.group())
    for start, end in list(identity.certain(text)):
        yield Found(start, end, "id", text[start:end])
        text = text[:start] + "x" * (end - start) + text[end:]  # a phone number may follow at once
    for start, end in _phones(text, regions):
        if not WHEN.fullmatch(text[start:end]):
            yield Found(start, end, "phone", text[start:end])
    for start, end in identity.possible(text):
        yield Found(start, end, "id", text[start:end])


def _phones(text: str, regions: list[str]) -> Iterator[tuple[int, int]]:
    for region in regions:
        for phone in phonenumbers.PhoneNumberMatcher(text, region):
            yield phone.start, phone.end
    # With a country's code in front it was meant as a phone number, assigned or not.
    for phone in phonenumbers.PhoneNumberMatcher(text, None, leniency=Leniency.POSSIBLE):
        yield phone.start, phone.end


def protect(
    session: AsyncSession, store: SecretStore, conversation: Conversation, text: str
) -> str:
    """The text with every detail replaced by a reference such as ``⟦phone:1⟧``.

    Phone numbers and addresses are kept encrypted under their reference until the turn ends
    (`drop_unneeded`); identity numbers are never kept. Must run before the message is appended.
    A reference typed by the learner is defused: the brackets are ours.
    """
    text = text.translate(BRACKETS)
    details = find_details(text, conversation.country)
    if not details:
        return text
    # Numbers carry the message's own, so that a reference never comes back with another meaning.
    first = (conversation.last_seq + 1) * MOST_DETAILS
    pieces, at = [], 0
    for number, detail in enumerate(details[:MOST_DETAILS], start=first):
        reference = f"⟦{detail.kind}:{number}⟧"
        pieces += [text[at : detail.start], reference]
        at = detail.end
        if detail.kind != "id":
            session.add(_detail(store, conversation, reference, detail.value))
    return "".join([*pieces, text[at:]])


def _detail(
    store: SecretStore, conversation: Conversation, reference: str, value: str
) -> ContactDetail:
    return ContactDetail(
        conversation_id=conversation.id,
        reference=reference,
        ciphertext=store.encrypt(value),
        message_seq=conversation.last_seq + 1,
    )


async def drop_unneeded(session: AsyncSession, conversation_id: str, up_to_seq: int) -> None:
    """Forget details of messages up to *up_to_seq* that no call-back was asked for."""
    wanted = select(CallbackRequest.reference).where(
        CallbackRequest.conversation_id == conversation_id
    )
    await session.execute(
        delete(ContactDetail).where(
            ContactDetail.conversation_id == conversation_id,
            ContactDetail.message_seq <= up_to_seq,
            ContactDetail.reference.not_in(wanted),
        )
    )
