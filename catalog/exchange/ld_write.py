"""A course as a thing of schema.org; what it has no word for stands under our own names."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from catalog.exchange.json_values import escaped, money
from catalog.exchange.ld_course import COURSE_ID
from catalog.exchange.ld_graph import OWN
from catalog.exchange.ld_level import CODES
from catalog.exchange.own_values import own_values
from catalog.exchange.records import Code, CourseRecord, OfferingRecord, ProviderRecord, Texts
from catalog.models import Mode, Pace

CONTEXT = ["https://schema.org", {"passerelle": OWN}]
MODES = {Mode.DISTANCE: "online", Mode.HYBRID: "blended", Mode.PRESENTIAL: "onsite"}
PACES = {Pace.FULL_TIME: "full-time", Pace.PART_TIME: "part-time", Pace.FLEXIBLE: "self-paced"}
NO_WORD = (
    "level", "field", "isced_f", "country", "municipality", "funding", "caveats", "source",
    "source_date", "review_by",
)  # fmt: skip

Json = dict[str, Any]


def course_thing(record: CourseRecord) -> Json:
    """The course with its runs."""
    given_id = COURSE_ID + quote(record.public_id, safe="") if record.public_id else None
    credit = {"@type": "StructuredValue", "value": record.ects, "unitText": "ECTS"}
    own = own_values(record, NO_WORD)
    return _filled(
        {
            "@type": "Course",
            "@id": given_id,
            "identifier": _identifiers(record),
            "name": escaped(record.title),
            "alternateName": _texts(record.titles),
            "description": _texts(record.summaries),
            "inLanguage": record.language,
            "provider": _organisation(record.provider),
            "educationalLevel": f"EQF {record.eqf_level}" if record.eqf_level else None,
            "educationalCredentialAwarded": _plain(record.award),
            "numberOfCredits": None if record.ects is None else credit,
            "about": [_term(code) for code in record.codes],
            "coursePrerequisites": _texts(record.entry_requirements),
            "timeRequired": f"P{record.duration_months}M" if record.duration_months else None,
            "url": record.url,
            "hasCourseInstance": _instances(record),
            **{f"passerelle:{name}": value for name, value in own.items()},
        }
    )


def _identifiers(record: CourseRecord) -> Any:
    key = escaped(record.key)
    if record.rncp_code is None:
        return key
    return [key, {"@type": "PropertyValue", "propertyID": "RNCP", "value": record.rncp_code}]


def _organisation(provider: ProviderRecord) -> Json:
    town = {"addressLocality": _plain(provider.municipality), "addressCountry": provider.country}
    return _filled(
        {
            "@type": "EducationalOrganization",
            "identifier": _plain(provider.key),
            "name": escaped(provider.name),
            "url": provider.url,
            "address": _filled({"@type": "PostalAddress", **town}),
        }
    )


def _term(code: Code) -> Json:
    term = {"inDefinedTermSet": CODES + code.system, "termCode": code.value}
    return _filled({"@type": "DefinedTerm", **term, "name": _plain(code.label)})


def _instances(record: CourseRecord) -> list[Json]:
    """The runs; one without a day carries mode and timetable where no run is known."""
    given: Json = {
        "@type": "CourseInstance",
        "courseMode": [
            *([MODES[record.mode]] if record.mode else []),
            *([PACES[record.pace]] if record.pace else []),
        ],
        "courseSchedule": _schedule(record.hours_per_week),
    }
    runs = [_filled(given | _run(run)) for run in record.offerings]
    return runs or [thing for thing in (_filled(given),) if thing]


def _schedule(hours: float | None) -> Json | None:
    if hours is None:
        return None
    return {"@type": "Schedule", "repeatFrequency": "P1W", "duration": f"PT{hours:.15g}H"}


def _run(run: OfferingRecord) -> Json:
    address = {"@type": "PostalAddress", "addressLocality": _plain(run.municipality)}
    return {
        "identifier": escaped(run.key),
        "startDate": run.starts_on.isoformat() if run.starts_on else None,
        "endDate": run.ends_on.isoformat() if run.ends_on else None,
        "location": {"@type": "Place", "address": address} if run.municipality else None,
        "offers": _offer(run),
        "passerelle:starts": _texts(run.starts),
    }


def _offer(run: OfferingRecord) -> Json:
    price: Json | None = None
    if run.price_cents is not None:
        price = _filled(
            {
                "@type": "UnitPriceSpecification",
                "price": money(run.price_cents),
                "priceCurrency": run.currency,
                "unitText": run.price_basis.value if run.price_basis else None,
            }
        )
    closes = run.apply_by.isoformat() if run.apply_by else None
    return _filled({"@type": "Offer", "availabilityEnds": closes, "priceSpecification": price})


def _texts(by_language: Texts) -> list[Json]:
    return [{"@value": escaped(text), "@language": code} for code, text in by_language.items()]


def _plain(text: str | None) -> str | None:
    return None if text is None else escaped(text)


def _filled(thing: Json) -> Json:
    """*thing* without empty values; empty itself if only its type is left."""
    kept = {name: value for name, value in thing.items() if value not in (None, [], {})}
    return kept if kept.keys() - {"@type"} else {}
