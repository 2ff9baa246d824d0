"""Logs as tests of the web part want to see them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture
def fresh_logs() -> Iterator[None]:
    """Logs as they are before anybody hushes them: other tests of the process do."""
    before = structlog.get_config()
    structlog.reset_defaults()
    yield
    structlog.configure(**before)
