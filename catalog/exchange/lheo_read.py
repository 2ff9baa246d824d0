"""LHEO files read, one formation at a time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from catalog.exchange import values
from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.lheo_course import courses, key_of, title_of
from catalog.exchange.lheo_node import Node, Notes
from catalog.exchange.reading import ReadOptions, elements, root_name
from catalog.exchange.records import CourseRecord, ProviderRecord, Record
from catalog.exchange.towns import town_name

ROOTS = ("lheo", "lheo-index", "lheo-plus", "offres", "formation")
COURSES = ("formation", "resume-offre")
# Named only so that they are freed while the file is read.
PASSED_OVER = ("resume-organisme",)
OLD_COURSE = "offre-formation"  # of version 1, which is built differently
COUNTRY = "FR"

Shared = dict[str, ProviderRecord]
"""Providers by the ``id`` under which other formations may name them."""


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """See ``catalog.exchange.reading.Reader``."""
    if root_name(path) not in ROOTS:
        raise UnreadableFile("other_format", format="LHEO")
    shared: Shared = {}
    position = 0
    for element in elements(path, *COURSES, *PASSED_OVER, OLD_COURSE, "lheo"):
        name = element.tag.rpartition("}")[2]
        if name == OLD_COURSE:
            raise UnreadableFile("other_format", format="LHEO 2")
        node = Node(element)
        if name in COURSES:
            position += 1
            yield from records_of(node, name, position, options, shared)
        elif name == "lheo" and (link := node.link):
            yield Fault("lheo", "not_linked", {"value": link[:80]})


def records_of(
    node: Node, name: str, position: int, options: ReadOptions, shared: Shared
) -> Iterator[CourseRecord | Fault]:
    """The courses of one formation, and its faults."""
    stated = node.attribute("numero")
    notes = Notes(f"{name} {stated or position}", stated)
    if link := node.link:
        yield notes.fatal("not_linked", value=link)
        return
    title, (provider, missing) = title_of(node), provider_of(node, options, shared)
    notes.key = key_of(node, title, provider)
    if title is None:
        yield notes.fatal("missing_value", column="title")
    elif provider is None:
        yield (
            notes.fatal("not_linked", value=missing)
            if missing
            else notes.fatal("missing_value", column="provider")
        )
    else:
        yield from courses(node, title, provider, notes, options)
        yield from notes.doubts


def provider_of(
    node: Node, options: ReadOptions, shared: Shared
) -> tuple[ProviderRecord | None, str | None]:
    """Who is responsible, else who teaches; or what the formation names and the file lacks."""
    responsible = node.child("organisme-formation-responsable")
    if responsible and (link := responsible.link):
        return shared.get(link.removeprefix("#")), link
    found = _provider(responsible or node, options)
    for action in node.children("action") if found is None else ():
        for teaching in action.children("organisme-formateur"):
            found = found or _provider(teaching, options)
    if found is None and options.provider:
        country = (options.country or COUNTRY).upper()
        found = ProviderRecord(options.provider, _siret(responsible or node), country)
    if found and responsible and (name := responsible.attribute("id")):
        shared[name] = found
    return found, None


def _provider(node: Node, options: ReadOptions) -> ProviderRecord | None:
    name = (
        node.text("nom-organisme")
        or node.text("raison-sociale")
        or node.text("raison-sociale-formateur")
    )
    shown = values.plain(name, 200) or name
    if shown is None:
        return None
    home = node.child("coordonnees-organisme")
    country = home.within("pays") if home else None
    return ProviderRecord(
        name=shown,
        key=_siret(node),
        country=(country or options.country or COUNTRY).upper(),
        municipality=town_name(home.within("ville")) if home else None,
        url=values.web_address(home.within("urlweb")) if home else None,
    )


def _siret(node: Node) -> str | None:
    """The provider's number without blanks; zeros alone stand for none."""
    found = (
        node.text("SIRET-organisme-formation", "SIRET")
        or node.text("SIRET-formateur", "SIRET")
        or node.text("SIRET")
        or node.text("SIRET-organisme-formation")
        or ""
    )
    digits = re.sub(r"\s", "", found)
    return digits if digits.strip("0") else None
