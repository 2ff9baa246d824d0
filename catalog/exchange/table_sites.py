"""A site from a row of a spreadsheet."""

from __future__ import annotations

from typing import Any

from catalog.exchange.records import SiteRecord
from catalog.exchange.table_cells import Cells
from catalog.models import SiteKind


def site_record(row: Cells) -> SiteRecord:
    """The site of *row*; raises `BadCell`."""
    kind = row.word("kind")
    texts = (
        "network", "operator", "partner_institution", "street", "postal_code", "region",
        "territory", "website", "email", "phone",
    )  # fmt: skip
    language = row.options.language or "fr"
    known: dict[str, Any] = {name: row.text(name) for name in texts}
    return SiteRecord(
        key=str(row.key),
        where=row.where,
        public_id=row.text("public_id"),
        name=row.needed("name"),
        municipality=row.needed("municipality"),
        kind=SiteKind(kind) if kind else None,
        country=row.word("country"),
        lat=row.number("lat"),
        lon=row.number("lon"),
        services=row.listed("services"),
        opening_hours=row.texts("opening_hours", language),
        **known,
        **row.origin(),
    )
