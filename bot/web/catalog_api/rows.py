"""Sites and schemes as the public JSON shows them, and what every row tells of its origin."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.web.catalog_api.near import Near
from catalog.models import Scheme, Site
from catalog.models.columns import CatalogRow
from catalog.services.next_step import leads_somewhere

Json = dict[str, Any]


def site(row: Site, near: Near | None = None) -> Json:
    """A site, with its distance in whole kilometres as the crow flies if a point is given."""
    distance = {} if near is None else {"distance_km": round(near.distance_km(row.lat, row.lon))}
    return {
        "id": row.public_id,
        "name": row.name,
        "kind": row.kind.value,
        "network": row.network,
        "operator": row.operator,
        "partner_institution": row.partner_institution,
        "services": row.services,
        **_whereabouts(row),
        **distance,
        "next_step": leads_somewhere(row),
        **provenance(row),
    }


def _whereabouts(row: Site) -> Json:
    return {
        "street": row.street,
        "postal_code": row.postal_code,
        "municipality": row.municipality,
        "region": row.region,
        "country": row.country,
        "territory": row.territory,
        "lat": row.lat,
        "lon": row.lon,
        "website": row.website,
        "email": row.email,
        "phone": row.phone,
        "opening_hours": row.opening_hours,
    }


def near_place(near: Near) -> Json:
    """Which point distances are counted from, so that a caller sees which namesake was taken."""
    place = near.place
    return {
        "lat": near.lat,
        "lon": near.lon,
        "name": place.name if place else None,
        "region": (place.admin2 or place.admin1 or None) if place else None,
        "country": place.country if place else None,
    }


def scheme(row: Scheme) -> Json:
    """A scheme; `amount` is never to be shown without `amount_year`."""
    return {
        "id": row.public_id,
        "name": row.name,
        "old_names": row.old_names,
        "country": row.country,
        "region": row.region,
        "kind": row.kind,
        "audience": row.audience,
        "main_condition": row.main_condition,
        "amount": row.amount,
        "amount_year": row.amount_year,
        "act_before_start": row.act_before_start.value,
        "decides": row.decides,
        "official_url": row.official_url,
        "confidence": row.confidence.value,
        "next_step": leads_somewhere(row),
        **provenance(row),
    }


def provenance(row: CatalogRow) -> Json:
    """Where a row comes from, of when it is, and what must be told with it."""
    return {
        "source": row.source,
        "source_date": row.source_date,
        "verified_on": iso_day(row.verified_on),
        "updated_at": row.updated_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "caveats": row.caveats,
    }


def iso_day(day: date | None) -> str | None:
    """A day as `2026-11-21`."""
    return day.isoformat() if day else None
