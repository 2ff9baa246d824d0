"""What the catalog holds already of a file's rows, looked up in portions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.folding import fold
from catalog.imports.columns import OFFERING_COLUMNS, OFFERINGS, Ready, Values
from catalog.models import Course, Provider, Site, Source, SourceRow, Status
from catalog.services.plain_values import to_json

Row = Course | Site
MODELS: dict[str, type[Course | Site]] = {"course": Course, "site": Site}


@dataclass(frozen=True)
class Link:
    """What the source said last of a row; see ``SourceRow``."""

    id: int
    key: str
    row_id: str
    values: Values
    run_id: int | None


async def links_of(
    session: AsyncSession, source: Source, entity: str, keys: Collection[str]
) -> dict[str, Link]:
    """The links of *keys*, as many as there are."""
    columns = (
        SourceRow.id,
        SourceRow.key,
        SourceRow.row_id,
        SourceRow.values,
        SourceRow.run_id,
    )
    wanted = select(*columns).where(
        SourceRow.source_id == source.id, SourceRow.entity == entity, SourceRow.key.in_(keys)
    )
    return {row.key: Link(*row) for row in await session.execute(wanted)}


async def rows_of(
    session: AsyncSession, entity: str, public_ids: Collection[str]
) -> dict[str, Row]:
    """Our rows by their public id."""
    model = MODELS[entity]
    found: Any = await session.scalars(select(model).where(model.public_id.in_(public_ids)))
    return {row.public_id: row for row in found.unique()}
    return {row.public_id: row for row in found.unique()}


def values_of(row: Row, like: Ready) -> Values:
    """What *row* says in the values that *like* has, in JSON types."""
    values: Values = {}
    for name in like.values:
        if name == OFFERINGS:
            values[name] = offerings_of(row)
        elif name == "provider":
            values[name] = row.provider.name  # type: ignore[union-attr]
        else:
            values[name] = to_json(getattr(row, name))
    return values


def offerings_of(row: Any) -> dict[str, Values]:
    """The published runs of a course by their key within it."""
    return {
        offering_key(row.public_id, run.public_id): {
            name: to_json(getattr(run, name)) for name in OFFERING_COLUMNS
        }
        for run in row.offerings
        if run.status is Status.PUBLISHED
    }


def offering_id(course_id: str, key: str) -> str:
    """The public id of a run, from that of its course and its key."""
    return f"{course_id}.{key}"


def offering_key(course_id: str, public_id: str) -> str:
    """The key of a run within its course; the whole id of one that no import made."""
    return public_id.removeprefix(f"{course_id}.")


class Twins:
    """Courses that other sources brought, to find the same one again under another key.

    Two rows are taken for the same course where title, provider and country agree after folding.
    A person decides; see ``Report.twins``.
    """

    def __init__(self, rows: Iterable[tuple[str, str, str, str, int | None]]) -> None:
        self._providers: dict[str, str] = {}
        self._ids: dict[tuple[str, str], dict[str, str]] = {}
        for public_id, title, provider, country, _ in rows:
            theirs = self._ids.setdefault((self._folded(provider), country), {})
            theirs[fold(title)] = public_id

    @classmethod
    async def load(cls, session: AsyncSession, source: Source) -> Twins:
        """Every published course that does not come from *source*."""
        own = select(SourceRow.row_id).where(
            SourceRow.source_id == source.id, SourceRow.entity == "course"
        )
        columns = (Course.public_id, Course.title, Provider.name, Course.country, Course.id)
        wanted = (
            select(*columns)
            .join(Provider)
            .where(Course.status == Status.PUBLISHED, Course.public_id.not_in(own))
        )
        return cls(tuple(row) for row in await session.execute(wanted))

    def of(self, ready: Ready) -> str | None:
        """The public id of the course that *ready* seems to be; None if there is none."""
        if ready.provider is None or not self._ids:
            return None
        theirs = self._ids.get((self._folded(ready.provider.name), ready.values["country"]))
        return theirs.get(fold(ready.title)) if theirs else None

    def _folded(self, provider: str) -> str:
        """Folded once: a provider has many courses."""
        if provider not in self._providers:
            self._providers[provider] = fold(provider)
        return self._providers[provider]
