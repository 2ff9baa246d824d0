"""Waiting for the real thing in tests."""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.bench.installation import Installation as Running
from bot.bench.installation import free_port

__all__ = ["Running", "free_port", "wait_until"]


def wait_until(condition: Callable[[], object], seconds: float, what: str) -> None:
    """Call *condition* until it is true.

    Raises:
        AssertionError: it did not become true in time.
    """
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not happen in {seconds} s"
        time.sleep(0.02)
