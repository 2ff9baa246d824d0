"""A person changes a row by hand: checked, written down with author, never lost to an import."""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.errors import CatalogError, NotFound
from catalog.models import Change, Course, Offering, Provider, Scheme, Site
from catalog.models.columns import CatalogRow
from catalog.services.changes import record_change, snapshot
from catalog.services.plain_values import typed

EDITABLE: dict[str, type[CatalogRow]] = {
    "course": Course,
    "offering": Offering,
    "provider": Provider,
    "scheme": Scheme,
    "site": Site,
}
KEPT = ("id", "public_id", "updated_at", "imported_at", "content_hash")


class BadEdit(CatalogError):
    """A value does not fit its column, or the row has no such column."""

    code = "bad_edit"

    def __init__(self, column: str, value: object) -> None:
        super().__init__(f"{column}: {value!r} cannot be stored")
        self.column = column
        self.value = value


async def edit_row(
    session: AsyncSession, entity: str, public_id: str, values: dict[str, Any], author: str
) -> Change:
    """Set *values* (of columns, in JSON types) on one row.

    Args:
        session: the open unit of work; nothing is committed here.
        entity: name of the table (``EDITABLE``).
        public_id: of the row.
        values: by column.
        author: who edits.

    Returns:
        The change, which can be undone.

    Raises:
        NotFound: there is no such table or row.
        BadEdit: a column that there is not or that nobody may set, or a value of a wrong kind.
    """
    model: Any = EDITABLE.get(entity)
    row = None
    if model is not None:
        row = await session.scalar(select(model).where(model.public_id == public_id))
    if row is None:
        raise NotFound(entity, public_id)
    before = snapshot(row)
    for column, value in values.items():
        setattr(row, column, _fitting(model, column, value))
    return await record_change(session, row, author, before)


def _fitting(model: type[CatalogRow], name: str, value: Any) -> Any:
    column = inspect(model).columns.get(name)
    if column is None or name in KEPT or column.foreign_keys:
        raise BadEdit(name, value)
    if value is None and not column.nullable:
        raise BadEdit(name, value)
    try:
        wanted = typed(model, {name: value})[name]
    except ValueError as error:
        raise BadEdit(name, value) from error
    kind = column.type.python_type
    number = kind in (int, float) and isinstance(wanted, int | float)
    if wanted is not None and not number and not isinstance(wanted, kind | list):
        raise BadEdit(name, value)
    longest = column.type.length if isinstance(column.type, String) else None
    if isinstance(wanted, str) and longest is not None and len(wanted) > longest:
        raise BadEdit(name, value)
    return wanted
