"""Carries out what a plan says, portion by portion, within one transaction of the caller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import Base, utcnow
from catalog.imports.columns import OFFERINGS, Values
from catalog.imports.ids import Ids
from catalog.imports.offerings import write_offerings
from catalog.imports.plan import Items, Planner, Progress, Step
from catalog.imports.present import MODELS, Row
from catalog.imports.providers import Providers
from catalog.imports.report import Report
from catalog.models import Change, Course, ImportRun, Offering, SourceRow, Status
from catalog.models.columns import CatalogRow
from catalog.services.changes import record_changes, snapshot
from catalog.services.plain_values import columns_of, typed
from catalog.services.revisions import bump

NOT_COLUMNS = (OFFERINGS, "provider")
WRITE_PORTION = 1000
MANY_ROWS = 10_000


class Importer:
    """Writes the steps of one run."""

    def __init__(self, session: AsyncSession, run: ImportRun) -> None:
        self._session = session
        self._run = run
        self._providers = Providers(session, run)
        self._ids = Ids(session, run.source)
        self._new: list[tuple[Step, str]] = []
        self._touched: set[str] = set()

    async def carry_out(
        self, planner: Planner, items: Items, progress: Progress | None = None
    ) -> Report:
        """Write every step of the plan; the report is that of the plan.

        Raises:
            UnreadableFile: the file breaks while it is read; the caller's transaction must end.
        """
        await self._providers.load()
        await self._ids.load()
        async for step in planner.steps(items, progress):
            await self._write(step)
        await self._write_new()
        async for entity, row in planner.missing() if self._ends(planner) else _nothing():
            await self._end(entity, row)
        await bump(self._session, self._touched)
        await self._analyse(planner.report.counts["new"])
        return planner.report

    async def _analyse(self, made: int) -> None:
        """After many new rows PostgreSQL reads whole tables until it has counted them again."""
        if made >= MANY_ROWS and self._session.get_bind().dialect.name == "postgresql":
            await self._session.execute(text("ANALYZE source_row, course, offering, change"))

    def _ends(self, planner: Planner) -> bool:
        return self._run.source.complete and not planner.report.ended_held

    async def _write(self, step: Step) -> None:
        if step.action == "new":
            self._new.append((step, self._ids.new(step.entity, step.ready)))
            if len(self._new) >= WRITE_PORTION:
                await self._write_new()
        elif step.row is not None:
            await self._change(step, step.row)

    async def _change(self, step: Step, row: Row) -> None:
        wanted = {change.field: change.after for change in step.outcome.changes}
        before = snapshot(row)
        columns = {name: value for name, value in wanted.items() if name not in NOT_COLUMNS}
        for name, value in typed(type(row), columns).items():
            setattr(row, name, value)
        if isinstance(row, Course) and "provider" in wanted and step.ready.provider:
            row.provider_id = await self._providers.id_of(step.ready.provider, row.country)
        if columns or "provider" in wanted:
            row.imported_at = utcnow()
            row.review_by = row.review_by if wanted.get("review_by") else self._review_by()
            await record_changes(self._session, [(row, before)], self._author, self._run.id)
        if isinstance(row, Course) and OFFERINGS in wanted:
            await write_offerings(self._session, self._run, row, wanted[OFFERINGS])
            self._touched |= {"offering", "course"}
        # On an open conflict the base stays as it was, so that the next reading shows it again.
        open_fields = {clash.field for clash in step.outcome.clashes}
        base = dict(step.link.values) if step.link else {}
        kept = {name: base.get(name) for name in open_fields}
        await self._save_link(step, row.public_id, {**step.ready.values, **kept})

    async def _save_link(self, step: Step, row_id: str, values: Values) -> None:
        if step.link is None:
            link = {"source_id": self._run.source_id, "entity": step.entity}
            link |= {"key": step.ready.key, "row_id": row_id}
            await self._session.execute(
                insert(SourceRow), [link | {"values": values, "run_id": self._run.id}]
            )
            return
        changed = update(SourceRow).where(SourceRow.id == step.link.id)
        new_values = {"values": values, "previous": step.link.values, "run_id": self._run.id}
        await self._session.execute(changed.values(**new_values))

    async def _write_new(self) -> None:
        """Insert the collected new rows, their runs, links and history in a few statements."""
        for entity in ("course", "site"):
            steps = [(step, row_id) for step, row_id in self._new if step.entity == entity]
            if steps:
                await self._insert(entity, steps)
        self._new.clear()

    async def _insert(self, entity: str, steps: Sequence[tuple[Step, str]]) -> None:
        model = MODELS[entity]
        await self._providers.ensure(
            (step.ready.provider, step.ready.values["country"])
            for step, _ in steps
            if step.ready.provider
        )
        rows = [await self._row(model, step, row_id) for step, row_id in steps]
        await self._add(model, rows)
        numbers = select(model.public_id, model.id).where(
            model.public_id.in_([row_id for _, row_id in steps])
        )
        made = await self._session.execute(numbers)
        await self._insert_offerings(steps, dict(made.tuples().all()))
        await self._add(SourceRow, [self._new_link(step, row_id) for step, row_id in steps])
        await self._add(Change, [self._made(entity, columns_of(model, row)) for row in rows])
        self._touched.add(entity)

    async def _add(self, model: type[Base], rows: Sequence[Values]) -> None:
        """Insert *rows*, all with the same names, as one statement.

        Given the table and not its class, SQLAlchemy does not part the rows by which of their
        values are missing, which makes a statement of every few of them.
        """
        await self._session.execute(insert(model.__table__), rows)  # type: ignore[arg-type]

    async def _row(self, model: type[CatalogRow], step: Step, row_id: str) -> Values:
        values = {k: v for k, v in step.ready.values.items() if k not in NOT_COLUMNS}
        row = typed(model, values) | self._common(row_id)
        row["review_by"] = row["review_by"] or self._review_by()
        if step.ready.provider:
            provider = step.ready.provider
            row["provider_id"] = await self._providers.id_of(provider, values["country"])
        return row

    async def _insert_offerings(
        self, steps: Sequence[tuple[Step, str]], numbers: Mapping[str, int]
    ) -> None:
        rows = [
            typed(Offering, run) | self._common(f"{row_id}.{key}") | {"course_id": numbers[row_id]}
            for step, row_id in steps
            for key, run in (step.ready.values.get(OFFERINGS) or {}).items()
        ]
        if not rows:
            return
        await self._add(Offering, rows)
        await self._add(Change, [self._made("offering", columns_of(Offering, row)) for row in rows])
        self._touched.add("offering")

    def _common(self, public_id: str) -> Values:
        now = utcnow()
        return {
            "public_id": public_id,
            "status": Status.PUBLISHED,
            "imported_at": now,
            "updated_at": now,
        }

    def _new_link(self, step: Step, row_id: str) -> Values:
        link = {"source_id": self._run.source_id, "entity": step.entity, "key": step.ready.key}
        return link | {"row_id": row_id, "values": step.ready.values, "run_id": self._run.id}

    def _made(self, entity: str, after: Values) -> dict[str, Any]:
        change = {"entity": entity, "public_id": after["public_id"], "author": self._author}
        return change | {"before": None, "after": after, "run_id": self._run.id}

    async def _end(self, entity: str, row: Row) -> None:
        before = snapshot(row)
        row.status = Status.ARCHIVED
        await record_changes(self._session, [(row, before)], self._author, self._run.id)
        # Without a base: should the source list it again, it comes back.
        gone = update(SourceRow).where(
            SourceRow.source_id == self._run.source_id,
            SourceRow.entity == entity,
            SourceRow.row_id == row.public_id,
        )
        new_values = {"values": {}, "previous": SourceRow.values, "run_id": self._run.id}
        await self._session.execute(gone.values(**new_values))

    def _review_by(self) -> date | None:
        days = self._run.source.review_days
        return None if days is None else utcnow().date() + timedelta(days=days)

    @property
    def _author(self) -> str:
        return self._run.author


async def _nothing() -> Any:
    return
    yield
