"""Contact details and identity numbers in a message: found, replaced by references, kept encrypted."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.conversations.models import CallbackRequest, ContactDetail, Conversation
from bot.details import find_details
from bot.secret_store import SecretStore

BRACKETS = str.maketrans("⟦⟧", "[]")
MOST_DETAILS = 100


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
