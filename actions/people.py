"""The way to a person: now in the chat, or by a call back with the least data."""

from __future__ import annotations

import re
from dataclasses import replace

from actions.base import GuidanceAction
from actions.confirm import QUESTION, Confirmable
from actions.replies import Reply
from actions.turn import Turn

REFERENCE = re.compile(r"⟦\w+:\d+⟧")
SEPARATOR = re.compile(r"[,;.\n]|\s[-–]\s")
LONGEST_NAME = 3
CONTACT = "contact"
# Without this effect the service forgets the contact as soon as the turn is over.
KEEP = {"kind": "keep_contact", "keep": True}


class TalkToHuman(GuidanceAction):
    """A person is asked for at once, without a question first."""

    need = "talk_to_human"

    async def answer(self, turn: Turn) -> Reply:
        """Yes, and the handoff."""
        return replace(self.say(turn, self.pick(turn)), effects=({"kind": "handoff"},))


class CallMeBack(Confirmable):
    """First name, one contact and a time; kept only after a yes."""

    need = "call_me_back"

    async def answer(self, turn: Turn) -> Reply:
        """Ask for the three things; when a contact is there, ask for consent."""
        contact = turn.entity("contact")
        if contact is None:
            reply = self.say(turn, self.pick(turn, variant="ask"))
            return replace(reply, pending={"question": CONTACT, "need": self.need})
        name, window = name_and_window(turn.text)
        details = {"contact": contact["value"], "name": name, "window": window}
        # Said unasked, or sent after the sentence that says what it is kept for.
        was_told = turn.pending.get("question") == CONTACT and turn.pending.get("need") == self.need
        if turn.entity("consenting") is not None or was_told:
            saved = self._saved(turn, details)
            return replace(saved, effects=(KEEP, *saved.effects))
        return replace(self.ask_yes_or_no(turn, "consent", **details), effects=(KEEP,))

    def ask_again(self, turn: Turn, reply: Reply) -> Reply:
        """The number is kept until there is a yes or a no."""
        if turn.pending.get("question") != QUESTION:
            return reply
        details = {key: turn.pending.get(key, "") for key in ("contact", "name", "window")}
        asked = self.ask_yes_or_no(turn, "consent", **details)
        return replace(
            reply,
            text=f"{reply.text}\n{asked.text}",
            choices=(*asked.choices, *reply.choices),
            pending=asked.pending,
            effects=(*reply.effects, KEEP),
        )

    async def confirmed(self, turn: Turn) -> Reply:
        """Hand the request to the counsellors."""
        details = {key: turn.pending.get(key, "") for key in ("name", "contact", "window")}
        return self._saved(turn, details)

    def _saved(self, turn: Turn, details: dict[str, str]) -> Reply:
        reply = self.say(turn, self.pick(turn, variant="saved"))
        return replace(reply, effects=({"kind": "callback", **details},))

    async def refused(self, turn: Turn) -> Reply:
        """Keep nothing."""
        reply = self.say(turn, self.pick(turn, variant="refused"))
        return replace(reply, effects=({"kind": "keep_contact", "keep": False},))


def name_and_window(text: str) -> tuple[str, str]:
    """The first name and the time window in a message with a contact reference.

    Returns:
        ``("Samira", "after six")`` for ``Samira, ⟦phone:1⟧, after six``; what cannot be told apart
        goes into the window, where a counsellor reads it, and the name is empty.
    """
    parts = [part.strip() for part in SEPARATOR.split(REFERENCE.sub(",", text)) if part.strip()]
    if not parts or not _is_name(parts[0]) or len(parts) == 1:
        return "", ", ".join(parts)
    return parts[0], ", ".join(parts[1:])


def _is_name(part: str) -> bool:
    return len(part.split()) <= LONGEST_NAME and not any(sign.isdigit() for sign in part)
