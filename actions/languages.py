"""Changing the language on demand; which languages there are is known to the texts."""

from __future__ import annotations

from dataclasses import replace

from actions.base import GuidanceAction
from actions.replies import Reply
from actions.turn import Turn
from catalog.folding import fold
from catalog.texts import LANGUAGES


class ChangeLanguage(GuidanceAction):
    """The thread goes on in another language, with everything that was said."""

    need = "change_language"

    async def answer(self, turn: Turn) -> Reply:
        """Switch to the language named; ask which, or say which there are."""
        wanted = self._wanted(turn)
        if wanted is None:
            return self._ask(turn)
        if wanted not in LANGUAGES:
            return self.say(turn, self.pick(turn, variant="not_offered"))
        return self._switch(turn, wanted)

    def _switch(self, turn: Turn, language: str) -> Reply:
        there = replace(turn, slots={**turn.slots, "language": language})
        return replace(
            self.say(there, self.pick(there, variant="switched")),
            effects=({"kind": "language", "language": language},),
            slots={"language": language},
        )

    def _ask(self, turn: Turn) -> Reply:
        others = [code for code in LANGUAGES if code != turn.language]
        return replace(
            self.say(turn, self.pick(turn, variant="which")),
            choices=tuple(self.labelled(turn, f"language_{code}", self.need) for code in others),
            pending={"question": "language", "need": self.need},
        )

    def _wanted(self, turn: Turn) -> str | None:
        """Code of the language named in the message or on the chip; None if none is named."""
        named = [e for e in turn.entities if e["entity"] == "language"]
        wanted = [str(e.get("data", {}).get("code") or e["value"]) for e in named]
        names = {fold(self.word(turn, f"language_{code}")): code for code in LANGUAGES}
        wanted += [names[word] for word in fold(turn.text).split() if word in names]
        return _meant(wanted, turn.language)


def _meant(named: list[str], spoken: str) -> str | None:
    """The language that is wished for among those *named*, in their order; None if none is.

    The last word counts ("Dutch or French, Dutch then"), unless it only tells of the one that is
    spoken already ("English please, my Dutch is poor").
    """
    if not named:
        return None
    others = [code for code in named if code != spoken]
    if named[-1] != spoken or named.count(spoken) > 1 or not others:
        return named[-1]
    return others[-1]
