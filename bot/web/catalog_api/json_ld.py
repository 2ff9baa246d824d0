"""Sites, schemes and lists in the vocabulary of schema.org; what it has no word for keeps our name."""

from __future__ import annotations

import re

from bot.web.catalog_api.rows import Json
from catalog.models import Scheme, Site, SiteKind
from catalog.models.columns import CatalogRow

OWN = "urn:passerelle:"
CONTEXT = [
    "https://schema.org",
    {word: OWN + word for word in ("caveats", "sourceDate", "verifiedOn")},
]
ADDRESS = re.compile(r"https?://\S+")


def site(row: Site, origin: str) -> Json:
    """A `Place` that is an organisation too: it has a position and an e-mail address."""
    is_school = row.kind is SiteKind.SCHOOL
    return without_gaps(
        {
            "@type": ["Place", "EducationalOrganization" if is_school else "Organization"],
            "@id": f"{origin}/api/sites/{row.public_id}",
            "name": row.name,
            "keywords": [row.kind.value, row.network],
            "address": _address(row),
            "geo": {"@type": "GeoCoordinates", "latitude": row.lat, "longitude": row.lon},
            "telephone": row.phone,
            "email": row.email,
            "url": row.website,
            "parentOrganization": _organisation(row.operator),
            "amenityFeature": [_feature(code) for code in row.services],
            **provenance(row),
        }
    )


def _feature(code: str) -> Json:
    return {"@type": "LocationFeatureSpecification", "name": code, "value": True}


def _address(row: Site) -> Json:
    return without_gaps(
        {
            "@type": "PostalAddress",
            "streetAddress": row.street,
            "postalCode": row.postal_code,
            "addressLocality": row.municipality,
            "addressRegion": row.region,
            "addressCountry": row.country,
        }
    )


def scheme(row: Scheme, origin: str) -> Json:
    """A `Service` of the body that decides about it."""
    audience = [{"@type": "Audience", "audienceType": text} for text in texts(row.audience)]
    return without_gaps(
        {
            "@type": "Service",
            "@id": f"{origin}/api/schemes#{row.public_id}",
            "name": row.name,
            "alternateName": row.old_names,
            "serviceType": row.kind,
            "areaServed": ", ".join(filter(None, (row.region, row.country))),
            "provider": _organisation(row.decides),
            "audience": audience,
            "description": texts(row.main_condition),
            "url": row.official_url,
            **provenance(row),
        }
    )


def _organisation(name: str | None) -> Json | None:
    return {"@type": "Organization", "name": name} if name else None


def texts(by_language: dict[str, str]) -> list[Json]:
    """Texts with their languages, as JSON-LD writes them."""
    return [{"@value": text, "@language": code} for code, text in sorted(by_language.items())]


def provenance(row: CatalogRow) -> Json:
    """The row's identity, its sources as works about it, and what must be told with it."""
    addresses = ADDRESS.findall(row.source or "")
    return {
        "identifier": row.public_id,
        "subjectOf": [{"@type": "CreativeWork", "url": address} for address in addresses],
        "sourceDate": row.source_date,
        "verifiedOn": row.verified_on.isoformat() if row.verified_on else None,
        "caveats": row.caveats,
    }


def item_list(items: list[Json], total: int, offset: int) -> Json:
    """One page of a list of *total* items; *offset* items come before it."""
    return {
        "@type": "ItemList",
        "numberOfItems": total,
        "itemListElement": [
            {"@type": "ListItem", "position": position, "item": item}
            for position, item in enumerate(items, start=offset + 1)
        ],
    }


def document(content: Json) -> Json:
    """*content* with the context that explains its words."""
    return {"@context": CONTEXT, **content}


def without_gaps(values: Json) -> Json:
    """*values* without those that are empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
