"""What was not understood is admitted: with a guess, with concrete things, then with a person."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.glossary import explanations
from actions.needs import PERSON, SAFETY
from actions.replies import AREA, Choice, Reply
from actions.turn import Turn

# Free words can answer these questions, whatever the recogniser made of them.
OPEN_QUESTIONS = ("field", "place", "country")
MOST_GUESSES = 2
# Nobody is asked whether they despair, or mean nothing of all this.
NEVER_GUESSED = (*SAFETY, "out_of_scope", PERSON, "affirm", "deny", "greet", "thank", "goodbye")
MANNERS = ("first", "second", "third")
LATER = ("second", "third")


class Fallback(GuidanceAction):
    """The admission, counted in the slot ``misses``."""

    need = "fallback"

    async def answer(self, turn: Turn) -> Reply:
        """Try the words as the answer to an open question; else say that they were not understood."""
        if turn.pending.get("question") in OPEN_QUESTIONS:
            return await self.other(turn.pending["need"]).answer(turn)
        if explanations(self.services.texts, turn):
            return await self.other("simpler_words").answer(turn)
        misses = int(turn.slots.get("misses") or 0) + 1
        guesses = self._guesses(turn) if misses == 1 else ()
        reply = self.say(turn, self.pick(turn, variant="guess" if guesses else _manner(misses)))
        if guesses:
            guessed = {choice["need"] for choice in guesses}
            rest = [choice for choice in reply.choices if choice.get("need") not in guessed]
            reply = replace(reply, choices=(*guesses, *rest))
        return replace(reply, slots={"misses": misses}, understood=False)

    def _guesses(self, turn: Turn) -> tuple[Choice, ...]:
        """A chip for each of the likeliest needs that have one."""
        offered = [
            need
            for need in turn.guesses
            if need not in NEVER_GUESSED
            and self.services.texts.has(AREA, f"chip_{need}", turn.language)
        ]
        return tuple(self.chip(turn, need) for need in offered[:MOST_GUESSES])


def _manner(misses: int) -> str:
    """How to say it this time: concrete things, then a person, then another way, never twice alike."""
    return MANNERS[misses - 1] if misses <= len(MANNERS) else LATER[misses % len(LATER)]
