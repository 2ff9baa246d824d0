"""A course as objects of the Open Education API, version 6."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

from catalog.exchange.json_values import escaped, money
from catalog.exchange.oo_course import OWN
from catalog.exchange.oo_values import BASES
from catalog.exchange.own_values import own_values
from catalog.exchange.records import CourseRecord, OfferingRecord, ProviderRecord, Texts
from catalog.models import Mode, Pace, PriceBasis

NO_LANGUAGE = "und"
MODES = {Mode.DISTANCE: "online", Mode.HYBRID: "hybrid", Mode.PRESENTIAL: "presential"}
PACES = {Pace.FULL_TIME: "full_time", Pace.PART_TIME: "part_time", Pace.FLEXIBLE: "self_paced"}
SINGLE = ("course", "taster")  # levels of courses that lead to no degree
NO_WORD = (
    "public_id", "level", "field", "rncp_code", "hours_per_week", "funding", "source",
    "source_date", "review_by", "caveats",
)  # fmt: skip
OF_PROGRAMMES = ("award", "eqf_level", "pace")
ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]{1,2000}")
SUBJECT = re.compile(r"\S{2,6}")

Json = dict[str, Any]


def is_programme(record: CourseRecord) -> bool:
    """Whether it leads to a degree, which the standard says of programmes only."""
    return record.level not in SINGLE and bool(record.award or record.eqf_level)


def course_object(record: CourseRecord) -> Json:
    """A ``Programme`` or a ``Course``; its runs are objects of their own."""
    kind = "programme" if is_programme(record) else "course"
    own = own_values(record, NO_WORD if kind == "programme" else NO_WORD + OF_PROGRAMMES)
    labels = {f"{c.system}:{c.value}": escaped(c.label) for c in record.codes if c.label}
    link = record.url if ADDRESS.fullmatch(record.url or "") else None
    subject = record.isced_f if SUBJECT.fullmatch(record.isced_f or "") else None
    rest = {
        "url": None if link else record.url,
        "isced_f": None if subject else record.isced_f,
        "code_labels": labels,
    }
    return _filled(
        {
            f"{kind}Id": course_id(record),
            "primaryCode": _code("identifier", escaped(record.key)),
            **(_degree(record) if kind == "programme" else {}),
            **_description(record),
            "fieldsOfStudy": subject,
            "link": link,
            "otherCodes": [_code(f"x-{code.system}", escaped(code.value)) for code in record.codes],
            "organisationId": organisation_id(record.provider),
        }
    ) | {"ext": {OWN: own | _filled(rest)}}


def offering_object(record: CourseRecord, run: OfferingRecord) -> Json:
    """A ``ProgrammeOffering`` or a ``CourseOffering``."""
    kind = "programme" if is_programme(record) else "course"
    # A period of enrolment needs a beginning, which the catalog does not know.
    closes = run.apply_by.isoformat() if run.apply_by else None
    own = _filled({"apply_by": closes, "starts": _texts(run.starts)})
    return _filled(
        {
            f"{kind}OfferingId": _uuid("offering", record.key, run.key),
            "primaryCode": _code("offering_code", escaped(run.key)),
            "name": _names(record)[:1],
            f"{kind}Id": course_id(record),
            "startDateTime": _midnight(run.starts_on),
            "endDateTime": _midnight(run.ends_on),
            "addresses": _addresses("teaching", run.municipality, None),
            "priceInformation": _costs(run),
            "ext": {OWN: own} if own else None,
        }
    )


def organisation_object(provider: ProviderRecord) -> Json:
    """An ``Organisation``; where it has no code, its id stands for one."""
    named = organisation_id(provider)
    link = provider.url if ADDRESS.fullmatch(provider.url or "") else None
    own = _filled({"url": None if link else provider.url})
    return _filled(
        {
            "organisationId": named,
            "primaryCode": _code("identifier", escaped(provider.key))
            if provider.key
            else _code("uuid", named),
            "organisationType": "root",
            "name": [{"language": NO_LANGUAGE, "value": escaped(provider.name)}],
            "addresses": _addresses("postal", provider.municipality, provider.country),
            "link": link,
        }
    ) | {"ext": {OWN: own}}


def course_id(record: CourseRecord) -> str:
    """A UUID that is the same in every file."""
    return _uuid("course", record.key)


def organisation_id(provider: ProviderRecord) -> str:
    """A UUID that is the same for everything that is known of the provider."""
    known = (provider.name, provider.key, provider.country, provider.municipality, provider.url)
    return _uuid("organisation", *(part or "" for part in known))


def _description(record: CourseRecord) -> Json:
    credit = {"studyLoadUnit": "ects", "value": record.ects}
    return {
        "name": _names(record),
        "description": _texts(record.summaries),
        "teachingLanguages": [record.language] if record.language else None,
        "studyLoad": None if record.ects is None else [credit],
        "modesOfDelivery": [MODES[record.mode]] if record.mode else None,
        "duration": f"P{record.duration_months}M" if record.duration_months else None,
        "admissionRequirements": _texts(record.entry_requirements),
        "addresses": _addresses("teaching", record.municipality, record.country),
    }


def _degree(record: CourseRecord) -> Json:
    return {
        "programmeType": "programme",
        "qualificationDesignations": [escaped(record.award)] if record.award else None,
        "levelOfQualification": f"eqf_{record.eqf_level}" if record.eqf_level else None,
        "modeOfStudy": PACES[record.pace] if record.pace else None,
    }


def _names(record: CourseRecord) -> list[Json]:
    """The title first, then those in other languages."""
    title = {"language": record.language or NO_LANGUAGE, "value": escaped(record.title)}
    return [title, *_texts(record.titles)]


def _texts(by_language: Texts) -> list[Json]:
    return [{"language": code, "value": escaped(text)} for code, text in by_language.items()]


def _addresses(kind: str, town: str | None, country: str | None) -> list[Json]:
    land = {"iso3166-1-alpha2": country} if country else None
    city = escaped(town) if town else None
    found = _filled({"city": city, "countryCode": land})
    return [{"addressType": kind, **found}] if found else []


def _costs(run: OfferingRecord) -> list[Json]:
    if run.price_cents is None:
        return []
    kind = BASES.get(run.price_basis or PriceBasis.WHOLE, "total_costs")
    cost = {"costType": kind, "amount": money(run.price_cents), "currency": run.currency}
    return [_filled(cost)]


def _midnight(day: date | None) -> str | None:
    """The moment that the standard wants for a day."""
    return f"{day.isoformat()}T00:00:00Z" if day else None


def _code(kind: str, code: str) -> Json:
    return {"codeType": kind, "code": code}


def _uuid(*parts: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "urn:passerelle:" + "\0".join(parts)))


def _filled(thing: Json) -> Json:
    return {name: value for name, value in thing.items() if value not in (None, [], {})}
