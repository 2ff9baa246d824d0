"""One installation for all conversations."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from bot.rehearsal.checks import Checks
from bot.rehearsal.rehearse import Stage
from bot.settings import PROJECT_ROOT
from catalog.db import Database
from catalog.texts import Texts
from tests.running import Running


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """`passerelle up` with the shipped catalog."""
    installation = Running(tmp_path_factory.mktemp("dialogue"), {})
    installation.start()
    yield installation
    installation.stop()


@pytest_asyncio.fixture
async def stage(running: Running) -> AsyncIterator[Stage]:
    """The stage on that installation."""
    database = Database.open(f"sqlite+aiosqlite:///{running.folder / 'passerelle.db'}")
    yield Stage(running.url, database, Checks(Texts.load(PROJECT_ROOT)))
    await database.close()
