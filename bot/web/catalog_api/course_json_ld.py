"""Courses and their runs in the vocabulary of schema.org."""

from __future__ import annotations

from bot.web.catalog_api.course_rows import public_offerings
from bot.web.catalog_api.json_ld import provenance, texts, without_gaps
from bot.web.catalog_api.rows import Json
from catalog.models import Course, Mode, Offering, Pace

COURSE_MODES = {Mode.DISTANCE: "online", Mode.HYBRID: "blended", Mode.PRESENTIAL: "onsite"}
PACES = {Pace.FULL_TIME: "full-time", Pace.PART_TIME: "part-time", Pace.FLEXIBLE: "flexible"}


def course(row: Course, origin: str) -> Json:
    """A `Course`; each run, or the course itself where no run is known, is a `CourseInstance`."""
    runs = public_offerings(row)
    return without_gaps(
        {
            "@type": "Course",
            "@id": f"{origin}/api/courses/{row.public_id}",
            "name": row.title,
            "alternateName": sorted(set(row.titles.values()) - {row.title}),
            "inLanguage": row.language,
            "provider": _provider(row),
            **_level(row),
            "coursePrerequisites": texts(row.entry_requirements),
            "timeRequired": f"P{row.duration_months}M" if row.duration_months else None,
            "url": row.url,
            "hasCourseInstance": [_instance(row, run) for run in runs] or [_instance(row, None)],
            **provenance(row),
        }
    )


def _provider(row: Course) -> Json:
    given_by = row.provider
    town = {"addressLocality": given_by.municipality, "addressCountry": given_by.country}
    return without_gaps(
        {
            "@type": "EducationalOrganization",
            "name": given_by.name,
            "url": given_by.url,
            "address": without_gaps({"@type": "PostalAddress", **town}),
        }
    )


def _level(row: Course) -> Json:
    ects = {"@type": "StructuredValue", "value": row.ects, "unitText": "ECTS"}
    return {
        "about": row.field,
        "educationalLevel": f"EQF {row.eqf_level}" if row.eqf_level else None,
        "educationalCredentialAwarded": row.award,
        "numberOfCredits": None if row.ects is None else ects,
    }


def _instance(row: Course, run: Offering | None) -> Json:
    town = (run.municipality if run else None) or row.municipality
    return without_gaps(
        {
            "@type": "CourseInstance",
            "courseMode": [COURSE_MODES[row.mode], *([PACES[row.pace]] if row.pace else [])],
            "courseSchedule": _schedule(row),
            "location": without_gaps({"@type": "Place", "name": town}) if town else None,
            "startDate": run.starts_on.isoformat() if run and run.starts_on else None,
            "description": texts(run.starts) if run else None,
            "offers": _offer(run) if run else None,
        }
    )


def _schedule(row: Course) -> Json | None:
    if row.hours_per_week is None:
        return None
    minutes = round(row.hours_per_week * 60)
    duration = f"PT{minutes // 60}H" + (f"{minutes % 60}M" if minutes % 60 else "")
    return {"@type": "Schedule", "repeatFrequency": "P1W", "duration": duration}


def _offer(run: Offering) -> Json | None:
    if run.price_cents is None:
        return None
    price = f"{run.price_cents // 100}.{run.price_cents % 100:02}"
    unit = run.price_basis.value if run.price_basis else None
    specification = without_gaps(
        {
            "@type": "UnitPriceSpecification",
            "price": price,
            "priceCurrency": run.currency,
            "unitText": unit,
        }
    )
    return {"@type": "Offer", "priceSpecification": specification}
