"""Opens what the actions work with: database, texts, answers, gazetteer; once per worker."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from actions import base
from bot.nlu.gazetteer import shared_gazetteer
from catalog.db import Database
from catalog.knowledge import Answers
from catalog.texts import Texts


@asynccontextmanager
async def open_services(database_url: str, root: Path) -> AsyncIterator[None]:
    """Give the actions their collaborators, and close the database at the end.

    Must run after the fork: a database connection does not survive one.
    """
    database = Database.open(database_url)
    base.configure(
        database=database,
        texts=Texts.load(root),
        answers=Answers.load(root),
        gazetteer=shared_gazetteer(),
    )
    try:
        yield
    finally:
        await database.close()
