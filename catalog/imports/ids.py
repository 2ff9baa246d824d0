"""Public ids for new rows: readable, stable from one installation to the next, never taken."""

from __future__ import annotations

import hashlib
import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.folding import fold
from catalog.imports.columns import Ready
from catalog.imports.present import MODELS
from catalog.models import Source

LONGEST = 80  # leaves room for the keys of runs behind it
WELL_FORMED = re.compile(r"[A-Za-z0-9_.:~-]{1,80}")


class Ids:
    """Gives out ids, each once."""

    def __init__(self, session: AsyncSession, source: Source) -> None:
        self._session = session
        self._prefix = source.public_id
        self._taken: dict[str, set[str]] = {}

    async def load(self) -> None:
        """Learn which ids are taken."""
        for entity, model in MODELS.items():
            self._taken[entity] = set(await self._session.scalars(select(model.public_id)))

    def new(self, entity: str, ready: Ready) -> str:
        """An id for a new row: the one the file gives if it is free, else made from the key."""
        taken = self._taken[entity]
        given = ready.public_id or ""
        slug = fold(f"{self._prefix} {ready.key}").replace(" ", "-")
        if len(slug) > LONGEST or slug in taken or not slug:
            digest = hashlib.sha256(f"{self._prefix}\0{ready.key}".encode()).hexdigest()[:12]
            slug = f"{slug[: LONGEST - 13]}-{digest}"
        found = given if WELL_FORMED.fullmatch(given) and given not in taken else slug
        taken.add(found)
        return found
