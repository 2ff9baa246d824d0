"""One kind of database is enough here: what is rehearsed is the same on both."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.rehearsal.checks import Checks
from bot.rehearsal.rehearse import Stage
from bot.rehearsal.script import Script, read_scripts
from bot.settings import PROJECT_ROOT
from catalog.texts import Texts
from tests.bot.conftest import Service
from tests.databases import SqliteTemplate

Read = Callable[[str], list[Script]]


@pytest.fixture
def database_url(sqlite_template: SqliteTemplate, tmp_path: Path) -> str:
    """An SQLite file with empty tables."""
    return sqlite_template.copy(tmp_path)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read scripts from a text, as if it stood in the file ``happy.yml``."""

    def from_text(text: str) -> list[Script]:
        path = tmp_path / "happy.yml"
        path.write_text(text, encoding="utf-8")
        return read_scripts(path)

    return from_text


@pytest.fixture(scope="session")
def checks() -> Checks:
    """The checks with the texts of the project."""
    return Checks(Texts.load(PROJECT_ROOT))


@pytest_asyncio.fixture
async def stage(service: Service, checks: Checks) -> Any:
    """The real web application with a stand-in for the engine."""
    return Stage(str(service.client.make_url("/")).rstrip("/"), service.database, checks)
