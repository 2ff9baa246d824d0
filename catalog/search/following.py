"""Keeps the index of each database at hand and up to date; it knows no query."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from pathlib import Path

from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from catalog.db import Database
from catalog.search import rows
from catalog.search.building import bring_up_to_date, default_folder
from catalog.search.index import Snapshot, Store
from catalog.search.lock import alone_in

log = logging.getLogger(__name__)

# So long a learner waits for an index that is being brought up to date; then the old one answers.
PATIENCE_SECONDS = 1.0


class Follower:
    """The index of one database in this process."""

    def __init__(self, folder: Path | None) -> None:
        self._store = Store(folder)
        self._task: asyncio.Task[None] | None = None
        self._slow: asyncio.Task[None] | None = None

    async def snapshot(self, session: AsyncSession) -> Snapshot:
        """The index as the database stands, or an older one if bringing it there fails or lasts.

        Raises:
            sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
            OSError, ValueError: there is no index yet and none can be made.
        """
        stand = await rows.stand_of(session)
        shown = self._store.snapshot
        if shown is not None and shown.facts.stand == stand:
            return shown
        task = self._updating(session)
        if shown is None:
            await asyncio.shield(task)
        else:
            await self._wait_awhile(task)
        assert self._store.snapshot is not None
        return self._store.snapshot

    async def _wait_awhile(self, task: asyncio.Task[None]) -> None:
        if task is self._slow:  # somebody waited for it already; nobody else need do so
            return
        try:
            await asyncio.wait_for(asyncio.shield(task), PATIENCE_SECONDS)
        except TimeoutError:
            self._slow = task
            log.info("the course index is being brought up to date; the old one answers")
        except (OSError, ValueError, SQLAlchemyError) as error:
            log.warning(
                "the course index could not be brought up to date: %s", type(error).__name__
            )

    def _updating(self, session: AsyncSession) -> asyncio.Task[None]:
        """The one update that runs in this process."""
        engine = session.bind
        assert isinstance(engine, AsyncEngine)
        loop = asyncio.get_running_loop()
        if self._task is None or self._task.done() or self._task.get_loop() is not loop:
            self._task = loop.create_task(self._update(engine))
            self._task.add_done_callback(_seen)
        return self._task

    async def _update(self, engine: AsyncEngine) -> None:
        try:
            await self._update_in(self._store, engine)
        except OSError as error:
            if self._store.snapshot is not None:
                raise
            # No folder to write in: better an index of this process's own than no search.
            log.warning("the course index is kept in memory: %s", type(error).__name__)
            self._store = Store(None)
            await self._update_in(self._store, engine)

    async def _update_in(self, store: Store, engine: AsyncEngine) -> None:
        async with alone_in(store.folder):
            await asyncio.to_thread(store.open)
            # A moment of its own: what the asking session wrote and did not commit stays out.
            async with Database(engine).read() as session:
                await bring_up_to_date(store, session)


def _seen(task: asyncio.Task[None]) -> None:
    """Look at the outcome, which nobody may have waited for."""
    if not task.cancelled():
        task.exception()


# By the URL of the database; an engine may be made anew, the index goes on.
_followers: dict[URL, Follower] = {}
_kept_in: list[Path] = []


def keep_indexes_in(folder: Path) -> None:
    """Keep the index of every database in a folder of *folder* from now on."""
    _kept_in[:] = [folder]
    _followers.clear()


async def index_for(session: AsyncSession) -> Snapshot:
    """The index of the database that *session* reads, up to date if that can be had soon.

    Raises:
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
        OSError, ValueError: there is no index yet and none can be made.
    """
    engine = session.bind
    assert isinstance(engine, AsyncEngine)
    follower = _followers.get(engine.url)
    if follower is None:
        follower = _followers[engine.url] = Follower(_folder(engine.url))
    return await follower.snapshot(session)


def _folder(url: URL) -> Path | None:
    """Where the index of the database at *url* is kept; None for in memory."""
    name = hashlib.sha256(url.render_as_string(hide_password=False).encode()).hexdigest()[:16]
    if _kept_in:
        return _kept_in[0] / name
    beside = default_folder(url.database) if url.get_backend_name() == "sqlite" else None
    return beside / name if beside else None
