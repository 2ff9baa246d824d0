"""What a file says of a course or a site, before anything is known of our own rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from typing import NamedTuple

from catalog.models import Mode, Pace, PriceBasis, SiteKind

Texts = Mapping[str, str]
"""Text per language code (``{"fr": ...}``)."""


class Code(NamedTuple):
    """A code of a classification as the file gives it.

    Attributes:
        system: ``formacode``, ``nsf``, ``rome``, ``sun``, ``isced_f``, ``rncp``, ``esco``, ``ssyk`` ...
        value: the code, without blanks.
        label: its words, if the file has them.
    """

    system: str
    value: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class ProviderRecord:
    """Who gives a course, as a file says.

    Attributes:
        key: the file's own identifier (SIRET, organisation number ...); None if it has none.
        country: ISO 3166 code, upper case.
    """

    name: str
    key: str | None = None
    country: str | None = None
    municipality: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class OfferingRecord:
    """A dated run or a price, as a file says.

    Attributes:
        key: unique within its course; the importer numbers the runs that have none.
        price_cents: in cents of *currency*; 0 is free, None unknown.
    """

    key: str
    starts_on: date | None = None
    ends_on: date | None = None
    starts: Texts = default(default_factory=dict)
    apply_by: date | None = None
    municipality: str | None = None
    price_cents: int | None = None
    currency: str | None = None
    price_basis: PriceBasis | None = None


@dataclass(frozen=True, slots=True)
class CourseRecord:
    """A course, as a file says; None and empty mean that it says nothing.

    Attributes:
        key: the source's own identifier, stable from one file to the next.
        where: where it stands, for people: ``row 17``, ``formation 12``.
        public_id: of our own row, only in files that we wrote.
        field, level: our own codes; None leaves them to the tables of codes and awards.
        codes: of classifications, from which field and level are derived; kept with the course.
        summaries: plain text without markup, at most 2,000 characters.
        review_by: day after which the row must be checked again.
        source: address of the course's page or of the file; None leaves it to the source.
    """

    key: str
    where: str
    title: str
    provider: ProviderRecord
    public_id: str | None = None
    titles: Texts = default(default_factory=dict)
    summaries: Texts = default(default_factory=dict)
    language: str | None = None
    country: str | None = None
    municipality: str | None = None
    award: str | None = None
    level: str | None = None
    eqf_level: int | None = None
    field: str | None = None
    codes: tuple[Code, ...] = ()
    isced_f: str | None = None
    rncp_code: str | None = None
    ects: float | None = None
    mode: Mode | None = None
    pace: Pace | None = None
    duration_months: int | None = None
    hours_per_week: float | None = None
    funding: tuple[str, ...] = ()
    entry_requirements: Texts = default(default_factory=dict)
    url: str | None = None
    source: str | None = None
    source_date: str | None = None
    review_by: date | None = None
    caveats: tuple[str, ...] = ()
    offerings: tuple[OfferingRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRecord:
    """A site, as a file says; see ``catalog.models.Site`` for the values."""

    key: str
    where: str
    name: str
    municipality: str
    public_id: str | None = None
    kind: SiteKind | None = None
    network: str | None = None
    operator: str | None = None
    partner_institution: str | None = None
    street: str | None = None
    postal_code: str | None = None
    region: str | None = None
    country: str | None = None
    territory: str | None = None
    lat: float | None = None
    lon: float | None = None
    website: str | None = None
    email: str | None = None
    phone: str | None = None
    services: tuple[str, ...] = ()
    opening_hours: Texts = default(default_factory=dict)
    source: str | None = None
    source_date: str | None = None
    review_by: date | None = None
    caveats: tuple[str, ...] = ()


Record = CourseRecord | SiteRecord
