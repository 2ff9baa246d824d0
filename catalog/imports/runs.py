"""Readings of sources: looked at, accepted or refused, undone; the file is kept until then."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import Database, utcnow
from catalog.errors import CatalogError, NotFound
from catalog.exchange.apart import opened
from catalog.exchange.reading import ReadOptions, check_size
from catalog.imports.apply import Importer
from catalog.imports.plan import Decisions, Planner, Progress
from catalog.imports.report import Report
from catalog.imports.undo import NotApplied, Undone, undo_run
from catalog.models import ImportRun, RunState, Source


class PlanChanged(CatalogError):
    """The catalog has changed since the dry run was read: it would now do something else."""

    code = "import_plan_changed"

    def __init__(self, report: Report) -> None:
        super().__init__("the catalog or the file has changed since the dry run; read it again")
        self.report = report


class NeedsYes(CatalogError):
    """The import would change or end so many rows that it has to be confirmed once more."""

    code = "import_is_large"

    def __init__(self, report: Report) -> None:
        touched = report.counts["changed"] + report.counts["ended"]
        super().__init__(f"{touched} of {report.known} rows would be changed or end")
        self.report = report


class FileGone(CatalogError):
    """The file of a run is no longer kept, so the run cannot be accepted."""

    code = "import_file_gone"


@dataclass(frozen=True)
class Imports:
    """Imports into one database.

    Attributes:
        folder: where files wait for a yes.
        author: account or command that acts.
    """

    database: Database
    folder: Path
    author: str

    async def look(
        self,
        source_id: str,
        path: Path,
        decisions: Decisions | None = None,
        progress: Progress | None = None,
    ) -> Report:
        """The dry run of *path*, with nothing written anywhere.

        Raises:
            NotFound: no such source.
            UnreadableFile: the file cannot be read.
        """
        async with self.database.read() as session:
            source = await source_by_id(session, source_id)
            return await _look(session, source, path, decisions, progress)

    async def plan(
        self,
        source_id: str,
        path: Path,
        decisions: Decisions | None = None,
        progress: Progress | None = None,
    ) -> ImportRun:
        """The dry run of *path*, kept with its file until somebody says yes or no.

        Raises:
            NotFound, UnreadableFile: see ``look``.
        """
        report = await self.look(source_id, path, decisions, progress)
        digest = await asyncio.to_thread(_keep, path, self.folder)
        async with self.database.write() as session:
            run = ImportRun(
                source=await source_by_id(session, source_id),
                author=self.author,
                file_name=path.name,
                file_digest=digest,
                plan_digest=report.digest,
                report=report.to_json(),
            )
            session.add(run)
            await session.flush()
        return run

    async def take(
        self,
        source_id: str,
        path: Path,
        decisions: Decisions | None = None,
        *,
        sure: bool = False,
        progress: Progress | None = None,
    ) -> ImportRun:
        """Read and accept *path* at once, for somebody who said yes beforehand.

        Raises:
            NotFound, UnreadableFile: see ``look``; nothing is changed.
            NeedsYes: it is large, and nobody said that they are sure; nothing is changed.
        """
        digest = await asyncio.to_thread(_digest, path)
        async with self.database.write() as session:
            source = await source_by_id(session, source_id)
            run = ImportRun(
                source=source,
                author=self.author,
                file_name=path.name,
                file_digest=digest,
                plan_digest="",
            )
            session.add(run)
            await session.flush()
            report = await _carry_out(session, run, path, decisions, progress)
            if report.is_large and not sure:
                raise NeedsYes(report)
            run.plan_digest, run.report = report.digest, report.to_json()
            run.state = RunState.REFUSED if report.is_empty else RunState.APPLIED
            run.ended_at = utcnow()
        return run

    async def apply(
        self,
        run_id: str,
        decisions: Decisions | None = None,
        *,
        sure: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Carry out the run called *run_id*: all of its accepted rows in one transaction, or none.

        *sure* says that the second yes which a large import needs was given.

        Raises:
            NotFound: no such run.
            NotApplied: the run is over already.
            FileGone: its file is no longer there.
            PlanChanged: it would now do something else than was shown.
            NeedsYes: it is large, and nobody said that they are sure.
        """
        async with self.database.write() as session:
            run = await run_by_id(session, run_id)
            if run.state is not RunState.PLANNED:
                raise NotApplied(run.state)
            path = self.folder / run.file_digest
            if not await asyncio.to_thread(path.is_file):
                raise FileGone("the file of this import is no longer kept; import it again")
            report = await _carry_out(session, run, path, decisions, progress)
            if report.digest != run.plan_digest:
                raise PlanChanged(report)
            if report.is_large and not sure:
                raise NeedsYes(report)
            run.state, run.ended_at = RunState.APPLIED, utcnow()
            run.report = report.to_json()
        path.unlink(missing_ok=True)
        return report

    async def refuse(self, run_id: str) -> None:
        """Say no to a planned run; raises as ``apply`` does for a run that is over."""
        async with self.database.write() as session:
            run = await run_by_id(session, run_id)
            if run.state is not RunState.PLANNED:
                raise NotApplied(run.state)
            run.state, run.ended_at = RunState.REFUSED, utcnow()
        (self.folder / run.file_digest).unlink(missing_ok=True)

    async def undo(self, run_id: str) -> Undone:
        """Take an applied run back; see ``undo_run``."""
        async with self.database.write() as session:
            return await undo_run(session, await run_by_id(session, run_id), self.author)


async def source_by_id(session: AsyncSession, public_id: str) -> Source:
    """The source called *public_id*; raises ``NotFound``."""
    source = await session.scalar(select(Source).where(Source.public_id == public_id))
    if source is None:
        raise NotFound("source", public_id)
    return source


async def run_by_id(session: AsyncSession, public_id: str) -> ImportRun:
    """The run called *public_id*, held so that nobody else ends it meanwhile; raises ``NotFound``."""
    wanted = select(ImportRun).where(ImportRun.public_id == public_id)
    run = await session.scalar(wanted.with_for_update(of=ImportRun))
    if run is None:
        raise NotFound("import", public_id)
    return run


def options_of(source: Source) -> ReadOptions:
    """What the source declares for the reading of its files."""
    return ReadOptions(
        source.country,
        source.language,
        source.columns,
        tuple(source.key_columns),
        source.provider,
    )


async def _carry_out(
    session: AsyncSession,
    run: ImportRun,
    path: Path,
    decisions: Decisions | None,
    progress: Progress | None,
) -> Report:
    run.source.fetched_at = utcnow()
    planner = Planner(session, run.source, decisions)
    with opened(path, run.source.format, options_of(run.source)) as items:
        return await Importer(session, run).carry_out(planner, items, progress)


async def _look(
    session: AsyncSession,
    source: Source,
    path: Path,
    decisions: Decisions | None,
    progress: Callable[[int], None] | None,
) -> Report:
    planner = Planner(session, source, decisions)
    with opened(path, source.format, options_of(source)) as items:
        async for _ in planner.steps(items, progress):
            pass
    return planner.report


def _keep(path: Path, folder: Path) -> str:
    """Copy the file under its digest, readable by its owner only."""
    digest = _digest(path)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept = folder / digest
    if not kept.is_file():
        shutil.copyfile(path, kept)
        kept.chmod(0o600)
    return digest


def _digest(path: Path) -> str:
    check_size(path)
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
