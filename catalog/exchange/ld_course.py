"""A course from a thing of a JSON-LD file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from catalog.exchange.faults import Fault
from catalog.exchange.json_values import country_code, language_code
from catalog.exchange.ld_graph import OWN, Graph, Thing
from catalog.exchange.ld_level import codes_of, level_of_study
from catalog.exchange.ld_part import Part
from catalog.exchange.ld_runs import Given, runs_of
from catalog.exchange.notes import Notes, Unfit, as_text
from catalog.exchange.own_values import KINDS, read_own
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import CourseRecord, ProviderRecord
from catalog.folding import fold
from catalog.models.source import KEY_LENGTH

COURSE_ID = f"{OWN}course:"
GIVERS = ("provider", "creator", "offeredBy", "sourceOrganization", "publisher")
TITLES = ("name", "headline")
# Identifiers that many courses have: they tell a course from others no more than its title does.
SHARED = re.compile(r"rncp|formacode|rome|nsf|isced|esco|ssyk", re.IGNORECASE)


def course_record(
    graph: Graph, thing: Thing, where: str, options: ReadOptions
) -> Iterator[CourseRecord | Fault]:
    """The record of *thing* and the doubts about it, or why it is none."""
    notes = Notes(where)
    try:
        stated = notes.read("@language", graph.language(thing), language_code, "unknown_code")
        part = Part(graph, thing, notes, stated or options.language)
        yield _record(part, options)
    except Unfit as error:
        yield error.fault
        return
    yield from notes.doubts


def _record(part: Part, options: ReadOptions) -> CourseRecord:
    notes = part.notes
    notes.key = _key(part)
    taught_in = _language(part)
    part.language = part.language or taught_in
    title, titles = _titles(part, taught_in)
    provider = _provider(part, options.provider)
    # Most pages give their course no name but its title; who gives it makes that one of a kind.
    # Not so the parts of a programme that are only listed there: nobody can take them alone.
    if notes.key is None and part.graph.host(part.thing) is not None:
        raise notes.unfit("no_key")
    notes.key = notes.key or fold(f"{title} {provider.name}")[:KEY_LENGTH]
    own = read_own({name: _own(part, name) for name in KINDS}, notes)
    given = runs_of(part, provider.country or options.country)
    plain: dict[str, Any] = {
        "language": taught_in,
        "url": part.address("url", "mainEntityOfPage") or _page(part),
        "rncp_code": _rncp(part),
        "codes": codes_of(part),
        **level_of_study(part),
        **_given(given),
    }
    return CourseRecord(
        key=notes.key,
        where=notes.where,
        title=title,
        titles=titles,
        summaries=part.texts("description", "abstract"),
        provider=provider,
        entry_requirements=part.all_texts("coursePrerequisites", "programPrerequisites"),
        **plain | {"public_id": _public_id(part)} | own,
    )


def _given(given: Given) -> dict[str, Any]:
    return {
        "mode": given.mode,
        "pace": given.pace,
        "duration_months": given.months,
        "hours_per_week": given.hours_per_week,
        "municipality": given.municipality,
        "country": given.country,
        "caveats": given.caveats,
        "offerings": given.offerings,
    }


def _own(part: Part, name: str) -> list[Any]:
    return [as_text(value) for value in part.raw(f"passerelle:{name}")]


def _public_id(part: Part) -> str | None:
    named = part.graph.id_of(part.thing) or ""
    return unquote(named.removeprefix(COURSE_ID)) if named.startswith(COURSE_ID) else None


def _key(part: Part) -> str | None:
    named = part.graph.id_of(part.thing)
    lasting = named if named and not named.startswith(("_:", "#")) else None
    found = (_identifier(part), part.text("courseCode"), lasting, part.address("url"), named)
    return next((key for key in found if key and not key.startswith("_:")), None)


def _page(part: Part) -> str | None:
    """The address by which the course itself is named, else that of the page that holds it alone."""
    named = part.graph.id_of(part.thing) or ""
    if named.startswith(("http://", "https://")):
        return named
    alone = len(part.graph.courses) == 1
    return part.graph.page if alone else None


def _identifier(part: Part) -> str | None:
    """The first identifier that is the course's alone."""
    for value in part.raw("identifier"):
        if not isinstance(value, dict) or "@value" in value:
            return part.text("identifier")
        inner = Part(part.graph, value, part.notes, part.language)
        if not SHARED.search(inner.text("propertyID", "name") or ""):
            return inner.text("value", "termCode") or part.graph.id_of(value)
    return None


def _rncp(part: Part) -> str | None:
    for inner in part.parts("identifier"):
        if "rncp" in (inner.text("propertyID", "name") or "").lower():
            return inner.text("value")
    return None


def _titles(part: Part, taught_in: str | None) -> tuple[str, dict[str, str]]:
    found = part.tagged(*TITLES)
    if not found:
        raise part.notes.unfit("missing_value", column="name")
    wanted = (None, part.language, taught_in)
    title = next((pair for w in wanted for pair in found if pair[0] == w), found[0])
    others = [pair for pair in found if pair is not title] + part.tagged("alternateName")
    titles: dict[str, str] = {}
    for language, text in others:
        if language:
            titles.setdefault(language, text)
    return title[1], titles


def _language(part: Part) -> str | None:
    """The first language of teaching."""
    runs = [Part(part.graph, run, part.notes, part.language) for run in part.graph.runs(part.thing)]
    for value in (v for p in (part, *runs) for v in p.raw("inLanguage")):
        inner = Part(part.graph, value, part.notes, None) if isinstance(value, dict) else None
        text = inner.text("alternateName", "name", "@value") if inner else as_text(value)
        found = part.notes.read("inLanguage", text, language_code, "unknown_code")
        if found:
            return found
    return None


def _provider(part: Part, usual: str | None) -> ProviderRecord:
    """Who gives it: said of it, of a run of it, or of the programme that it belongs to; else *usual*."""
    lacking = None
    host = part.graph.host(part.thing)
    offers = [offer.thing for offer in part.parts("offers")]
    near = [part.thing, *part.graph.runs(part.thing), *offers, *([host] if host else [])]
    for thing in near:
        inner = Part(part.graph, thing, part.notes, part.language)
        for term in (*GIVERS, "organizer", "seller"):
            for giver in inner.parts(term):
                if name := giver.text("name", "legalName"):
                    return _organisation(giver, name)
                lacking = part.graph.id_of(giver.thing) or lacking
            name = next((v for v in inner.labels(term) if "://" not in v and v != lacking), None)
            if name:
                return ProviderRecord(name)
            lacking = lacking or inner.text(term)
    if usual:
        return ProviderRecord(usual)
    if lacking:
        raise part.notes.unfit("not_linked", value=lacking)
    raise part.notes.unfit("missing_value", column="provider")


def _organisation(giver: Part, name: str) -> ProviderRecord:
    address = next(iter(giver.parts("address")), None)
    country = address.read("addressCountry", country_code, "unknown_code") if address else None
    return ProviderRecord(
        name,
        giver.text("identifier", "taxID", "vatID"),
        country,
        address.text("addressLocality") if address else None,
        giver.address("url"),
    )
