"""The elements of LHEO 2.3 for a course, in the order and within the limits of the schema.

Where the schema demands a value that a course does not have, ``-``, zeros, an open period or the
code for "not stated" stand for it; where it has no such code: taught on the spot, mixed path, fixed
dates, no level demanded at the entrance, for everybody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from lxml import etree

from catalog.exchange.lheo_codes import (
    CERTIFICATIONS,
    DOMAINS,
    FINANCERS,
    MODES,
    NAMESPACE,
    PACES,
)
from catalog.exchange.records import CourseRecord, OfferingRecord, ProviderRecord
from catalog.models import Mode, PriceBasis

NAMES: Any = {None: NAMESPACE}
NOTHING = "-"
TEXT, TITLE, NAME, ADDRESS, TOWN, LENGTH, PRICE = 3000, 255, 250, 400, 50, 150, 10
SIRET = 14
NO_ACTIVITY = "0" * 11
NO_POSTCODE = "0" * 5
EVERYBODY = "83056"
MIXED_PATH = "4"
NOT_STATED = "0"
BEGINNING, END = "00000000", "99991231"


def node(name: str, *content: Any, **attributes: str | None) -> Any:
    """An element with text and elements; what is None is left out."""
    element = etree.Element(f"{{{NAMESPACE}}}{name}", nsmap=NAMES)
    for key, value in attributes.items():
        if value is not None:
            element.set(key, value)
    for part in content:
        if isinstance(part, str):
            element.text = part
        elif part is not None:
            element.append(part)
    return element


def without_extras(record: CourseRecord) -> Any:
    """The ``formation`` of *record*, with what the standard has a place for."""
    level = record.eqf_level if record.eqf_level in range(1, 9) else None
    certification = _certification(record)
    proven = certification is not None or level is not None
    return node(
        "formation",
        node("domaine-formation", *_domains(record)),
        node("intitule-formation", _cut(record.title, TITLE)),
        node("objectif-formation", _cut(_summary(record), TEXT)),
        node("resultats-attendus", NOTHING),
        node("contenu-formation", NOTHING),
        node("certifiante", "1" if proven else "0"),
        node("contact-formation", node("coordonnees")),
        node("parcours-de-formation", MIXED_PATH),
        node("code-niveau-entree", NOT_STATED),
        certification,
        node("code-niveau-sortie", str(10 + level)) if level else None,
        _addresses("url-formation", record.url),
        *_actions(record),
        _provider(record.provider, record.country),
        numero=record.key,
        **{"horodatage-modification": _moment(record.source_date)},
    )


def _cut(text: str | None, most: int) -> str:
    return (text or "").strip()[:most].strip() or NOTHING


def _summary(record: CourseRecord) -> str | None:
    wanted = ("fr", record.language or "fr", *record.summaries)
    return next((record.summaries[code] for code in wanted if code in record.summaries), None)


def _moment(day: str | None) -> str | None:
    try:
        return f"{date.fromisoformat(day).isoformat()}T00:00:00" if day else None
    except ValueError:
        return None


def _domains(record: CourseRecord) -> Iterator[Any]:
    for system, (name, length, most) in DOMAINS.items():
        fitting = [c.value for c in record.codes if c.system == system and len(c.value) == length]
        yield from (node(name, value) for value in fitting[:most])


def _certification(record: CourseRecord) -> Any | None:
    rncp = record.rncp_code if record.rncp_code and len(record.rncp_code) <= PRICE else None
    parts = [node("code-RNCP", rncp)] if rncp else []
    for system, (name, fewest, most) in CERTIFICATIONS.items():
        codes = (c.value for c in record.codes if c.system == system)
        parts += [node(name, value) for value in codes if fewest <= len(value) <= most][:1]
    return node("certification", *parts) if parts else None


def _addresses(name: str, url: str | None) -> Any | None:
    if url is None or not 3 <= len(url) <= ADDRESS:
        return None
    return node(name, node("urlweb", url))


def _actions(record: CourseRecord) -> Iterator[Any]:
    """One action for each run of offerings that share their place and price."""
    if not record.offerings:
        yield _action(record, ())
    for _, runs in groupby(record.offerings, key=_place_and_price):
        yield _action(record, tuple(runs))


def _place_and_price(run: OfferingRecord) -> tuple[Any, ...]:
    return run.municipality, run.price_cents, run.currency, run.price_basis


def _action(record: CourseRecord, runs: Sequence[OfferingRecord]) -> Any:
    first = runs[0] if runs else OfferingRecord("")
    place = first.municipality or record.municipality
    language = record.language if record.language and len(record.language) == 2 else None
    conditions = record.entry_requirements.get("fr")
    return node(
        "action",
        node("rythme-formation", PACES[record.pace] if record.pace else NOTHING),
        node("code-public-vise", EVERYBODY),
        node("niveau-entree-obligatoire", "0"),
        node("modalites-alternance", NOTHING),
        node("modalites-enseignement", MODES[record.mode or Mode.PRESENTIAL]),
        node("conditions-specifiques", _cut(conditions, TEXT)),
        node("prise-en-charge-frais-possible", "1" if record.funding else "0"),
        _place(place) if place else None,
        node("modalites-entrees-sorties", "0"),
        *([_session(run) for run in runs] or [_session(None)]),
        node("langue-formation", language) if language else None,
        _price(first),
        _length(record),
        *_financers(record),
    )


def _place(town: str) -> Any:
    return node("lieu-de-formation", node("coordonnees", _address(town)))


def _address(town: str | None, country: str | None = None) -> Any:
    return node(
        "adresse",
        node("ligne", NOTHING),
        node("codepostal", NO_POSTCODE),
        node("ville", _cut(town, TOWN)),
        node("pays", country) if country and len(country) == 2 else None,
    )


def _session(run: OfferingRecord | None) -> Any:
    until = _period(None, run.apply_by) if run and run.apply_by else None
    return node(
        "session",
        _period(run.starts_on, run.ends_on) if run else _period(None, None),
        node("adresse-inscription", _address(None)),
        node("periode-inscription", until) if until is not None else None,
        numero=run.key if run else None,
    )


def _period(starts: date | None, ends: date | None) -> Any:
    return node("periode", node("debut", _day(starts, BEGINNING)), node("fin", _day(ends, END)))


def _day(day: date | None, unknown: str) -> str:
    return day.isoformat().replace("-", "") if day else unknown


def _price(run: OfferingRecord) -> Any | None:
    """Only a price in euros for the whole is what the element means."""
    cents = run.price_cents
    if cents is None or run.currency != "EUR" or run.price_basis is not PriceBasis.WHOLE:
        return None
    shown = f"{cents // 100}.{cents % 100:02}"
    return node("prix-total-TTC", shown) if cents >= 0 and len(shown) <= PRICE else None


def _length(record: CourseRecord) -> Any | None:
    months, hours = record.duration_months, record.hours_per_week
    parts = [f"{months} mois"] if months else []
    parts += [f"{hours:g} heures par semaine".replace(".", ",")] if hours else []
    return node("duree-indicative", ", ".join(parts)[:LENGTH]) if parts else None


def _financers(record: CourseRecord) -> Iterator[Any]:
    for code, name in FINANCERS.items():
        if name in record.funding:
            yield node("organisme-financeur", node("code-financeur", code))


def _provider(provider: ProviderRecord, country: str | None) -> Any:
    key = provider.key if provider.key and len(provider.key) == SIRET else "0" * SIRET
    web = _addresses("web", provider.url)
    address = _address(provider.municipality, provider.country or country)
    return node(
        "organisme-formation-responsable",
        node("numero-activite", NO_ACTIVITY),
        node("SIRET-organisme-formation", node("SIRET", key)),
        node("nom-organisme", _cut(provider.name, NAME)),
        node("raison-sociale", _cut(provider.name, NAME)),
        node("coordonnees-organisme", node("coordonnees", address, web)),
        node("contact-organisme", node("coordonnees")),
    )
