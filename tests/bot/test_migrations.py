"""The revisions make what the models say, on both kinds of database."""

from __future__ import annotations

import asyncio

from alembic import command

from bot.migrations import configuration


async def test_revisions_make_what_the_models_say(database_url: str) -> None:
    """Alembic compares the migrated database with the models and raises on any difference."""
    await asyncio.to_thread(command.check, configuration(database_url))


async def test_revisions_can_be_taken_back_and_applied_again(database_url: str) -> None:
    config = configuration(database_url)
    await asyncio.to_thread(command.downgrade, config, "base")
    await asyncio.to_thread(command.upgrade, config, "head")

    await asyncio.to_thread(command.check, config)
