"""Finding a Chromium for the browser tests, and what to do where there is none."""

from __future__ import annotations

import os
import shutil

import pytest

VARIABLE = "PASSERELLE_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def require(what: str, reason: str) -> None:
    """Skip the test for *reason*, or fail it where the machine promised to have *what*."""
    if what in os.environ.get("PASSERELLE_TEST_REQUIRE", "").split():
        pytest.fail(reason)
    pytest.skip(reason)


def path() -> str:
    """The Chromium to drive; skips the test, saying how to get one, where there is none."""
    found = os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        require("browser", f"no Chromium found: apt-get install chromium, or set {VARIABLE}")
    assert found is not None
    return found
