"""The fixed words of the two safety needs, with the help lines of the learner's country."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.knowledge import Answers


@dataclass(frozen=True)
class HelpWords:
    """Reviewed text per need, language and country; shown without any condition."""

    answers: Answers

    def text(self, need: str, language: str, country: str | None) -> str:
        """The whole help text; an unknown country gets the lines of every country."""
        return self.answers.safety_text(need, language, country)
