"""The schema of an installation, catalog and conversations together, as Alembic revisions."""

from __future__ import annotations

import asyncio
from pathlib import Path

from alembic import command
from alembic.config import Config

FOLDER = Path(__file__).resolve().parent


def configuration(url: str) -> Config:
    """Alembic's settings for the database at *url* (an async SQLAlchemy URL)."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database at *url* up to *revision*; a new database is created from nothing.

    Not for use inside a running event loop: see `upgrade_async`.
    """
    command.upgrade(configuration(url), revision)


async def upgrade_async(url: str, revision: str = "head") -> None:
    """The same from inside an event loop: the work is done in a thread with a loop of its own."""
    await asyncio.to_thread(upgrade, url, revision)
