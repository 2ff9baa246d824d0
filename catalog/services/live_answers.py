"""The answers as they stand now: from the database over the files, read again when they changed."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from catalog.db import Database
from catalog.knowledge import Answers
from catalog.services.knowledge_rows import TABLES, with_rows
from catalog.services.revisions import revision_of

log = logging.getLogger(__name__)

# An edit is live after this many seconds; in between no turn asks the database for it.
LOOK_AGAIN_SECONDS = 2.0


class LiveAnswers:
    """Holds the answers of the files, and over them what editors changed."""

    def __init__(
        self, files: Answers, database: Database, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._files, self._database, self._clock = files, database, clock
        self._now = files
        self._revision: int | None = None
        self._looked = float("-inf")

    async def current(self) -> Answers:
        """The answers of this moment; those known last while the database cannot be asked."""
        if self._clock() - self._looked < LOOK_AGAIN_SECONDS:
            return self._now
        self._looked = self._clock()
        try:
            await self._read()
        except (SQLAlchemyError, OSError) as error:
            log.error("answers not read again: %s", type(error).__name__)  # noqa: TRY400
        return self._now

    async def _read(self) -> None:
        async with self._database.read() as session:
            revision = await revision_of(session, TABLES)
            if revision != self._revision:
                self._now = await with_rows(session, self._files)
                self._revision = revision
