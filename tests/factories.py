"""Rows for tests: sensible values that a test overrides by name; nothing is stored here."""

from __future__ import annotations

from itertools import count
from typing import Any

from catalog.models import (
    ActFirst,
    Confidence,
    Course,
    Mode,
    Organisation,
    OrganisationKind,
    Provider,
    Scheme,
    Site,
    SiteKind,
    Status,
)

_numbers = count(1)


def provider(**values: Any) -> Provider:
    """A published French provider."""
    defaults = {"public_id": _id("provider"), "status": Status.PUBLISHED, "name": "CNED"}
    return Provider(**(defaults | {"country": "FR"} | values))


def course(**values: Any) -> Course:
    """A published French course at a distance, with a link, of a provider of its own."""
    defaults = {
        "public_id": _id("course"),
        "status": Status.PUBLISHED,
        "title": "BTS Tourisme",
        "language": "fr",
        "country": "FR",
        "award": "BTS",
        "level": "bts",
        "eqf_level": 5,
        "field": "business",
        "mode": Mode.DISTANCE,
        "url": "https://example.org/bts",
        "source_date": "2026",
    }
    chosen = defaults | values
    if "provider" not in chosen and "provider_id" not in chosen:
        chosen["provider"] = provider(country=chosen["country"])
    return Course(**chosen)


def site(**values: Any) -> Site:
    """A published study place in Guéret with a web page."""
    defaults = {
        "public_id": _id("site"),
        "status": Status.PUBLISHED,
        "name": "Campus connecté de Guéret",
        "kind": SiteKind.STUDY_PLACE,
        "network": "campus_connecte",
        "municipality": "Guéret",
        "country": "FR",
        "territory": "FR",
        "lat": 46.1718,
        "lon": 1.8717,
        "website": "https://example.org/campus",
    }
    return Site(**(defaults | values))


def scheme(**values: Any) -> Scheme:
    """A published French grant with an official page."""
    defaults = {
        "public_id": _id("scheme"),
        "status": Status.PUBLISHED,
        "name": "Compte personnel de formation (CPF)",
        "country": "FR",
        "kind": "grant",
        "act_before_start": ActFirst.YES,
        "decides": "Caisse des Dépôts",
        "official_url": "https://example.org/cpf",
        "confidence": Confidence.OFFICIAL,
    }
    return Scheme(**(defaults | values))


def organisation(**values: Any) -> Organisation:
    """A published French region with a contact and a site key."""
    defaults = {
        "public_id": _id("organisation"),
        "status": Status.PUBLISHED,
        "name": "Région d'essai",
        "kind": OrganisationKind.REGION,
        "countries": ["FR"],
        "territories": ["FR"],
        "languages": ["fr"],
        "fallback_contact": {"fr": {"name": "Orientation", "phone": "01 99 00 00 01"}},
        "site_keys": [_id("key")],
        "allowed_origins": ["https://example.org"],
    }
    return Organisation(**(defaults | values))


def _id(kind: str) -> str:
    return f"{kind}-{next(_numbers)}"
