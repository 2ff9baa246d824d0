"""A process that was started by another goes when that one is gone, however it went."""

from __future__ import annotations

import asyncio
import os

POLL_SECONDS = 0.5


async def until_orphaned(parent: int) -> None:
    """Wait until the process *parent* no longer is this process's parent."""
    while os.getppid() == parent:  # noqa: ASYNC110 - nothing tells of it, so one must look
        await asyncio.sleep(POLL_SECONDS)
