"""What actions work with, opened once per process and handed to them; it opens nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.db import Database
from catalog.gazetteer import Gazetteer
from catalog.knowledge import Answers
from catalog.services.live_answers import LiveAnswers
from catalog.texts import Texts


@dataclass
class Services:
    """The collaborators of every action.

    Attributes:
        answers: as they stood when `refresh` was last called.
        live: where they are read again; None where they never change (tests).
    """

    database: Database
    texts: Texts
    answers: Answers
    gazetteer: Gazetteer
    live: LiveAnswers | None = None

    async def refresh(self) -> None:
        """Take up what editors changed since the last turn."""
        if self.live is not None:
            self.answers = await self.live.current()
