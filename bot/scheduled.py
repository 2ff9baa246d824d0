"""Sources that are fetched by the clock: the same dry run, accepted when small, held when large."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

from bot.fetching import Allowed, Fetched, FetchFailed, fetch, is_public
from catalog.db import Database, utcnow
from catalog.exchange.faults import UnreadableFile
from catalog.imports.report import Report
from catalog.imports.runs import Imports, source_by_id
from catalog.models import Source, Status


@dataclass(frozen=True)
class Outcome:
    """What became of one source.

    Attributes:
        result: ``unchanged`` (the server has nothing new, or nothing would change), ``accepted``,
            ``held`` (a person has to look), ``failed``.
        run: the import, where there is one.
        reason: why it failed.
    """

    source: str
    result: str
    run: str | None = None
    reason: str | None = None


def last_time(fetch_at: str, now: datetime) -> datetime:
    """The latest moment, not after *now*, at which the clock in UTC showed *fetch_at*."""
    hour, minute = map(int, fetch_at.split(":"))
    today = now.astimezone(UTC).replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)


async def due(database: Database, now: datetime | None = None) -> list[str]:
    """Names of the sources whose time has come since they were fetched last."""
    moment = now or utcnow()
    async with database.read() as session:
        wanted = select(Source).where(
            Source.status == Status.PUBLISHED, Source.fetch_at.is_not(None), Source.url.is_not(None)
        )
        sources: Sequence[Source] = (await session.scalars(wanted)).all()
    return [
        source.public_id
        for source in sources
        if source.fetch_at
        and (source.fetched_at or datetime.min.replace(tzinfo=UTC))
        < last_time(source.fetch_at, moment)
    ]


async def fetch_source(imports: Imports, name: str, *, allowed: Allowed = is_public) -> Outcome:
    """Fetch one source and import what came, if anything did.

    A first import, a large one and one with open conflicts are held for a person.

    Raises:
        NotFound: no such source.
    """
    async with imports.database.read() as session:
        source = await source_by_id(session, name)
    if not source.url:
        return Outcome(name, "failed", reason="the source has no address")
    if not await _claim(imports.database, source):
        return Outcome(name, "unchanged")  # another process has begun to fetch it
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="passerelle-"))
    file = folder / "file"
    known = {"etag": source.etag, "modified": source.modified}
    try:
        came = await fetch(source.url, file, allowed=allowed, **known)
        return await _take(imports, source, came) if came else Outcome(name, "unchanged")
    except (FetchFailed, UnreadableFile) as error:
        return Outcome(name, "failed", reason=str(error))
    finally:
        await asyncio.to_thread(file.unlink, missing_ok=True)
        await asyncio.to_thread(folder.rmdir)


async def _claim(database: Database, source: Source) -> bool:
    """Note that *source* is fetched now; false if somebody else has done so meanwhile."""
    mine = update(Source).where(
        Source.id == source.id,
        Source.fetched_at.is_not_distinct_from(source.fetched_at),
    )
    async with database.write() as session:
        done = await session.execute(mine.values(fetched_at=utcnow()))
    return bool(done.rowcount)  # type: ignore[attr-defined]


async def _take(imports: Imports, source: Source, came: Fetched) -> Outcome:
    run = await imports.plan(source.public_id, came.path)
    report = Report.from_json(run.report)
    if report.is_empty:
        await imports.refuse(run.public_id)
        result = "unchanged"
    elif report.known == 0 or report.is_large or report.counts["conflict"]:
        result = "held"
    else:
        await imports.apply(run.public_id)
        result = "accepted"
    # Only now: had the import failed, the same file would have to come again.
    async with imports.database.write() as session:
        known = await source_by_id(session, source.public_id)
        known.etag, known.modified = came.etag, came.modified
    return Outcome(source.public_id, result, run.public_id)
