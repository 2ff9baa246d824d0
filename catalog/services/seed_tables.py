"""Which file fills which table, and how its columns are read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from catalog.levels import caveats, fields, level_of, levels
from catalog.models import (
    ActFirst,
    CodeMapping,
    Confidence,
    Course,
    Mode,
    Offering,
    Pace,
    PriceBasis,
    Provider,
    Scheme,
    Site,
    SiteKind,
)
from catalog.models.columns import CatalogRow
from catalog.services.seed_rows import (
    COUNTRIES,
    LANGUAGE_OF_COUNTRY,
    LANGUAGES,
    BadCell,
    Cells,
    Parser,
    Values,
    codes,
    common,
)


@dataclass(frozen=True)
class SeedTable:
    """A file of the seed.

    Attributes:
        file: name in the seed folder.
        model: the table it fills.
        parse: turns the cells of a row into values of columns.
        parent: column that points to another table, named in the file by that row's public id.
        parent_model: the table it points to.
    """

    file: str
    model: type[CatalogRow]
    parse: Parser
    parent: str | None = None
    parent_model: type[CatalogRow] | None = None


def provider(cells: Cells) -> Values:
    """Values of a provider."""
    return common(cells, caveats()) | {
        "name": cells.needed("name"),
        "country": cells.code("country", COUNTRIES),
        "municipality": cells.text("municipality"),
        "url": cells.text("url"),
    }


def course(cells: Cells) -> Values:
    """Values of a course; the level is derived from the award unless the file names one."""
    language = cells.code("language", LANGUAGES)
    award, eqf_level = cells.text("award"), cells.integer("eqf_level")
    return common(cells, caveats()) | {
        "title": cells.needed("title"),
        "titles": {},
        "language": language,
        "provider_id": cells.needed("provider_id"),
        "country": cells.code("country", COUNTRIES),
        "municipality": cells.text("municipality"),
        "award": award,
        "level": cells.optional_code("level", levels()) or level_of(award, eqf_level),
        "eqf_level": eqf_level,
        "field": cells.code("field", fields()),
        "isced_f": cells.text("isced_f"),
        "rncp_code": cells.text("rncp_code"),
        "ects": cells.number("ects"),
        "mode": cells.code("mode", codes(Mode)),
        "pace": cells.optional_code("pace", codes(Pace)),
        "duration_months": cells.integer("duration_months"),
        "hours_per_week": cells.number("hours_per_week"),
        "funding": cells.several("funding"),
        "entry_requirements": cells.texts("entry_requirements", language),
        "url": cells.text("url"),
    }


def offering(cells: Cells) -> Values:
    """Values of an offering; a price needs its currency and what it pays for."""
    price = cells.text("price")
    return common(cells, caveats()) | {
        "course_id": cells.needed("course_id"),
        "starts_on": cells.day("starts_on"),
        "starts": cells.texts("starts", cells.code("language", LANGUAGES)),
        "price_cents": None if price is None else _cents(price),
        "currency": None if price is None else cells.code("currency", ("EUR", "SEK")),
        "price_basis": None if price is None else cells.code("price_basis", codes(PriceBasis)),
    }


def site(cells: Cells) -> Values:
    """Values of a site; free text is in the main language of its country."""
    country = cells.code("country", COUNTRIES)
    optional = (
        "operator", "partner_institution", "street", "postal_code", "region",
        "website", "email", "phone",
    )  # fmt: skip
    return (
        common(cells, caveats())
        | {column: cells.text(column) for column in optional}
        | {
            "name": cells.needed("name"),
            "kind": cells.code("kind", codes(SiteKind)),
            "network": cells.needed("network"),
            "municipality": cells.needed("municipality"),
            "country": country,
            "territory": cells.needed("territory"),
            "lat": cells.position("lat", 90),
            "lon": cells.position("lon", 180),
            "services": cells.several("services"),
            "opening_hours": cells.texts("opening_hours", LANGUAGE_OF_COUNTRY[country]),
        }
    )


def scheme(cells: Cells) -> Values:
    """Values of a scheme; the descriptions in the file are English."""
    return common(cells, caveats()) | {
        "name": cells.needed("name"),
        "old_names": cells.several("old_names"),
        "country": cells.code("country", COUNTRIES),
        "region": cells.text("region"),
        "kind": cells.needed("kind"),
        "audience": cells.texts("audience", "en"),
        "main_condition": cells.texts("main_condition", "en"),
        "amount": cells.texts("amount", "en"),
        "amount_year": cells.text("amount_year"),
        "act_before_start": cells.code("act_before_start", codes(ActFirst)),
        "decides": cells.needed("decides"),
        "official_url": cells.text("official_url"),
        "confidence": cells.code("confidence", codes(Confidence)),
    }


# In the order in which they are loaded: what is pointed to comes first.
def code_mapping(cells: Cells) -> Values:
    """Values of what a code of a classification, or the name of an award, stands for."""
    return common(cells, caveats()) | {
        "system": cells.needed("system"),
        "code": cells.needed("code"),
        "field": cells.optional_code("field", fields()),
        "level": cells.optional_code("level", levels()),
        "eqf_level": cells.integer("eqf_level"),
    }


TABLES = (
    SeedTable("providers.csv", Provider, provider),
    SeedTable("courses.csv", Course, course, "provider_id", Provider),
    SeedTable("offerings.csv", Offering, offering, "course_id", Course),
    SeedTable("sites.csv", Site, site),
    SeedTable("schemes.csv", Scheme, scheme),
    SeedTable("code_mappings.csv", CodeMapping, code_mapping),
)


def _cents(price: str) -> int:
    try:
        cents = Decimal(price) * 100
    except InvalidOperation:
        raise BadCell(f"price: {price!r} is no number") from None
    if not cents.is_finite() or cents < 0 or cents != cents.to_integral_value():
        raise BadCell(f"price: {price!r} is no amount in whole cents")
    return int(cents)
