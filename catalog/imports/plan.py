"""The dry run: what accepting a file would do, portion by portion, with nothing written."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.codes import CodeTable
from catalog.exchange.faults import Fault
from catalog.exchange.records import CourseRecord, Record, SiteRecord
from catalog.imports.columns import Ready, course_values, site_values
from catalog.imports.compare import Clash, Merge, merge, settle
from catalog.imports.present import Link, Row, Twins, links_of, rows_of, values_of
from catalog.imports.report import Conflict, FieldChange, Misread, Report, RowChange, Twin
from catalog.models import CodeMapping, Source, SourceRow, Status

PORTION = 1000
MERGE, KEEP_BOTH = "merge", "both"
EMPTY: tuple[Any, ...] = (None, "", [], {})

Items = Iterable[Record | Fault]
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Decisions:
    """What a person said beforehand.

    Attributes:
        conflicts: ``source`` or ``ours`` for every clash; None leaves them open.
        twins: ``merge`` links a twin with the course that is there, ``both`` adds it as a course
            of its own; None leaves it out.
    """

    conflicts: str | None = None
    twins: str | None = None


@dataclass(frozen=True)
class Step:
    """One row's part of an import: what is known of it and what is to be done.

    Attributes:
        action: ``new``, ``changed``, ``unchanged``, ``back``, ``conflict``, ``twin`` or ``linked``.
        outcome: what changes, for a row that exists.
    """

    ready: Ready
    entity: str
    action: str
    link: Link | None = None
    row: Row | None = None
    outcome: Merge = field(default_factory=Merge)
    twin: str | None = None


class Planner:
    """Goes through a file once; the report is complete when the steps are used up."""

    def __init__(
        self, session: AsyncSession, source: Source, decisions: Decisions | None = None
    ) -> None:
        self._session = session
        self._source = source
        self._decisions = decisions or Decisions()
        self._table = CodeTable()
        self._twins = Twins(())
        self._seen: dict[str, set[str]] = {"course": set(), "site": set()}
        self._old_keys: set[str] = set()
        self._lost = False
        self.report = Report()

    async def steps(self, items: Items, progress: Progress | None = None) -> AsyncIterator[Step]:
        """Compare each record with the catalog.

        Args:
            items: what a reader yields.
            progress: called with the number of records done, once for each portion.

        Raises:
            UnreadableFile: the file breaks while it is read.
        """
        await self._prepare()
        stream, done = iter(items), 0
        while portion := list(islice(stream, PORTION)):
            for step in await self._portion(portion):
                self._tell(step)
                yield step
            done += len(portion)
            if progress:
                progress(done)
        await self._find_ended()

    async def _prepare(self) -> None:
        mappings = select(CodeMapping).where(CodeMapping.status == Status.PUBLISHED)
        self._table = CodeTable.of(await self._session.scalars(mappings))
        self._twins = await Twins.load(self._session, self._source)
        own = select(SourceRow.key).where(SourceRow.source_id == self._source.id)
        # Keys that were never seen are not looked for, which a growing table would make slow.
        self._old_keys = set(await self._session.scalars(own))
        self.report.known = len(self._old_keys)

    async def _portion(self, portion: list[Record | Fault]) -> list[Step]:
        ready: dict[str, list[Ready]] = {"course": [], "site": []}
        for item in portion:
            made = self._ready(item)
            if isinstance(made, Fault):
                self._misread(made)
            elif self._is_first(made, _entity(item)):
                ready[_entity(item)].append(made)
        return [step for entity, rows in ready.items() for step in await self._steps(entity, rows)]

    def _ready(self, item: Record | Fault) -> Ready | Fault:
        if isinstance(item, CourseRecord):
            return course_values(item, self._source, self._table)
        return site_values(item, self._source) if isinstance(item, SiteRecord) else item

    def _is_first(self, ready: Ready, entity: str) -> bool:
        if ready.key in self._seen[entity]:
            self._misread(Fault(ready.where, "twice", {"key": ready.key[:80]}, ready.key))
            return False
        self._seen[entity].add(ready.key)
        return True

    def _misread(self, fault: Fault) -> None:
        if fault.fatal and fault.key is None:
            self._lost = True
        elif fault.fatal and fault.code != "twice":
            for seen in self._seen.values():  # it is there, only not readable: it has not ended
                seen.add(str(fault.key))
        told = Misread(fault.where, fault.code, dict(fault.values), fault.fatal)
        self.report.note("misread" if fault.fatal else "doubt", self.report.misread, told)

    async def _steps(self, entity: str, rows: list[Ready]) -> list[Step]:
        if not rows:
            return []
        known = [ready.key for ready in rows if ready.key in self._old_keys]
        links = await links_of(self._session, self._source, entity, known) if known else {}
        wanted = {link.row_id for link in links.values() if self._differs(link, rows)}
        wanted |= {r.public_id for r in rows if r.public_id and r.key not in links}
        if entity == "course" and self._decisions.twins == MERGE:
            wanted |= {twin for r in rows if r.key not in links and (twin := self._twins.of(r))}
        present = await rows_of(self._session, entity, wanted) if wanted else {}
        return [self._step(entity, ready, links.get(ready.key), present) for ready in rows]

    def _differs(self, link: Link, rows: list[Ready]) -> bool:
        return any(r.key == link.key and r.values != link.values for r in rows)

    def _step(self, entity: str, ready: Ready, link: Link | None, present: dict[str, Row]) -> Step:
        if link is not None and ready.values == link.values:
            return Step(ready, entity, "unchanged", link)
        row = present.get(link.row_id if link else ready.public_id or "")
        if row is not None:
            return self._known(entity, ready, link, row)
        twin = self._twins.of(ready) if entity == "course" else None
        if twin is None or self._decisions.twins == KEEP_BOTH:
            return Step(ready, entity, "new", link)
        if twin in present:
            return self._linked(entity, ready, present[twin])
        return Step(ready, entity, "twin", link, twin=twin)

    def _linked(self, entity: str, ready: Ready, row: Row) -> Step:
        """The same course from two sources: the one that owns it wins, another fills gaps."""
        ours = values_of(row, ready)
        changes = [
            FieldChange(name, ours[name], wanted)
            for name, wanted in ready.values.items()
            if wanted != ours[name] and (self._source.owns or ours[name] in EMPTY)
        ]
        return Step(ready, entity, "linked", None, row, Merge(changes))

    def _known(self, entity: str, ready: Ready, link: Link | None, row: Row) -> Step:
        ours = values_of(row, ready)
        # A row of ours that no source has brought yet is taken as it is: it has no base.
        base = link.values if link else ours
        outcome = settle(merge(base, ours, ready.values), self._decisions.conflicts)
        if row.status is Status.ARCHIVED:
            if link is None or link.values:  # a person took it out: it stays out
                return Step(ready, entity, "unchanged", link, row)
            outcome.changes.append(FieldChange("status", "archived", "published"))
            return Step(ready, entity, "back", link, row, outcome)
        if outcome.clashes:
            return Step(ready, entity, "conflict", link, row, outcome)
        action = "changed" if outcome.changes else "unchanged"
        return Step(ready, entity, action, link, row, outcome)

    def _tell(self, step: Step) -> None:
        report, ready = self.report, step.ready
        for code in step.ready.unmapped:
            report.unmapped[code] += 1
        row_id = step.row.public_id if step.row else ""
        told = RowChange(ready.key, row_id, ready.title, ready.where, step.outcome.changes)
        if step.action == "new":
            report.note("new", report.new, told)
        elif step.action == "twin":
            report.note("twin", report.twins, self._twin(step))
        elif step.action in ("changed", "back", "linked"):
            report.note(step.action, report.changed, told)
        elif step.action == "conflict":
            self._tell_conflict(step, told)
        else:
            report.counts[step.action] += 1

    def _tell_conflict(self, step: Step, told: RowChange) -> None:
        self.report.counts["conflict"] += 1
        if told.fields:
            self.report.note("changed", self.report.changed, told)
        for clash in step.outcome.clashes:
            self.report.note("clash", self.report.conflicts, _conflict(told, clash))

    def _twin(self, step: Step) -> Twin:
        provider = step.ready.provider.name if step.ready.provider else ""
        return Twin(step.ready.key, step.ready.title, provider, step.ready.where, step.twin or "")

    async def _find_ended(self) -> None:
        """Rows of the source that a complete file no longer lists, and that are still published."""
        if not self._source.complete:
            return
        if self._lost:
            self.report.ended_held = True
            return
        for entity, row in [pair async for pair in self.missing()]:
            title = row.title if entity == "course" else row.name  # type: ignore[union-attr]
            told = RowChange("", row.public_id, title, "")
            self.report.note("ended", self.report.ended, told)

    async def missing(self) -> AsyncIterator[tuple[str, Row]]:
        """Published rows whose key the file did not hold."""
        for entity, seen in self._seen.items():
            if not seen:
                continue
            columns = select(SourceRow.key, SourceRow.row_id).where(
                SourceRow.source_id == self._source.id, SourceRow.entity == entity
            )
            links = (await self._session.execute(columns)).tuples().all()
            gone = [row_id for key, row_id in links if key not in seen]
            for portion in _portions(gone):
                for row in (await rows_of(self._session, entity, portion)).values():
                    if row.status is Status.PUBLISHED:
                        yield entity, row


def _entity(item: Record | Fault) -> str:
    return "site" if isinstance(item, SiteRecord) else "course"


def _portions(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), PORTION):
        yield ids[start : start + PORTION]


def _conflict(told: RowChange, clash: Clash) -> Conflict:
    values: tuple[Any, ...] = (clash.base, clash.ours, clash.theirs)
    return Conflict(told.key, told.row_id, told.title, clash.field, *values)
