"""Whether a row leads a learner anywhere; what leads nowhere is information, never a next step."""

from __future__ import annotations

from catalog.models import Course, Scheme, Site


def leads_somewhere(row: Course | Site | Scheme) -> bool:
    """Whether one can go on from *row*: by a link, a phone, an e-mail or a street address."""
    if isinstance(row, Site):
        return any((row.website, row.phone, row.email, row.street))
    if isinstance(row, Scheme):
        return bool(row.official_url)
    return bool(row.url)
