"""Load the gazetteer's places into their table, thousands at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import utcnow
from catalog.gazetteer import Gazetteer, Place
from catalog.models import PlaceKind, PlaceRow, Status
from catalog.services.seed_report import SeedReport

CHUNK = 2000
SOURCE = "GeoNames; Etalab"


async def load_places(
    session: AsyncSession,
    path: Path,
    report: SeedReport,
    tell: Callable[[str, int, int], None],
) -> None:
    """Add new places, replace those whose row in the file changed.

    A place touched after its import (``updated_at`` past ``imported_at``) is an edit and is kept.

    Raises:
        BadDataFile: the file is missing or a row is cut.
    """
    table = PlaceRow.__tablename__
    columns = (
        PlaceRow.public_id, PlaceRow.content_hash, PlaceRow.updated_at, PlaceRow.imported_at
    )  # fmt: skip
    present = {found[0]: found[1:] for found in await session.execute(select(*columns))}
    now, new = utcnow(), []
    gazetteer = Gazetteer.load(path)
    for place in gazetteer:
        values = _values(place, now)
        if place.id not in present:
            new.append(values)
            continue
        old_hash, updated_at, imported_at = present[place.id]
        if imported_at is None or updated_at > imported_at:
            report.kept_edited.append(f"{table}/{place.id}")
        elif old_hash == values["content_hash"]:
            report.unchanged[table] += 1
        else:
            row = update(PlaceRow).where(PlaceRow.public_id == place.id)
            await session.execute(row.values(**values))
            report.updated[table] += 1
    for begin in range(0, len(new), CHUNK):
        await session.execute(insert(PlaceRow), new[begin : begin + CHUNK])
        tell(table, begin + len(new[begin : begin + CHUNK]), len(new))
    report.loaded[table] += len(new)


def _values(place: Place, now: datetime) -> dict[str, Any]:
    values: dict[str, Any] = {
        "public_id": place.id,
        "name": place.name,
        "names": list(place.names),
        "kind": PlaceKind(place.kind),
        "admin1": place.admin1 or None,
        "admin2": place.admin2 or None,
        "country": place.country,
        "territory": place.territory,
        "lat": place.lat,
        "lon": place.lon,
        "rough": place.rough,
        "population": place.population,
        "postal_codes": list(place.postal_codes),
    }
    digest = hashlib.sha256(repr(sorted(values.items())).encode("utf-8")).hexdigest()
    stamps = {"imported_at": now, "updated_at": now, "content_hash": digest}
    return values | stamps | {"status": Status.PUBLISHED, "source": SOURCE, "caveats": []}
