"""Tables of the conversations; importing this package registers them all."""

from bot.conversations.models.access import AccessToken, ResumeCode
from bot.conversations.models.contact import CallbackRequest, ContactDetail
from bot.conversations.models.conversation import Conversation, State, Transition
from bot.conversations.models.message import Author, Choice, Message
from bot.conversations.models.people import AuditEntry, Role, User
from bot.conversations.models.records import Erasure
from bot.conversations.models.turn import Turn, TurnStatus

__all__ = [
    "AccessToken",
    "AuditEntry",
    "Author",
    "CallbackRequest",
    "Choice",
    "ContactDetail",
    "Conversation",
    "Erasure",
    "Message",
    "ResumeCode",
    "Role",
    "State",
    "Transition",
    "Turn",
    "TurnStatus",
    "User",
]
