"""One process at a time changes an index; the others wait, and find it done."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator
from pathlib import Path

LOCK_FILE = "lock"
RETRY_SECONDS = 0.05


@contextlib.asynccontextmanager
async def alone_in(folder: Path | None) -> AsyncIterator[None]:
    """Hold the lock of *folder*; nothing to hold for an index in memory.

    The system gives a lock back when its process ends, however it ends.

    Raises:
        OSError: the folder cannot be made or written.
    """
    if folder is None:
        yield
        return
    handle = await asyncio.to_thread(_opened, folder)
    try:
        while not _taken(handle):  # noqa: ASYNC110 - another process gives it back, no event tells
            await asyncio.sleep(RETRY_SECONDS)
        yield
    finally:
        os.close(handle)


def _opened(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
