"""What actions work with, opened once per process and handed to them; it opens nothing itself."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.db import Database
from catalog.gazetteer import Gazetteer
from catalog.knowledge import Answers
from catalog.texts import Texts


@dataclass(frozen=True)
class Services:
    """The collaborators of every action."""

    database: Database
    texts: Texts
    answers: Answers
    gazetteer: Gazetteer
