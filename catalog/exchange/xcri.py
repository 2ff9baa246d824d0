"""XCRI-CAP 1.2 and 1.1: a catalog of providers, their courses and the presentations of these, as XML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.nested import Nested, inner, nested_xml, plain_name, text
from catalog.exchange.reading import ReadOptions, check_size, elements
from catalog.exchange.records import ProviderRecord, Record
from catalog.exchange.values import web_address
from catalog.exchange.xcri_course import course_records, identifier

OF_PROVIDER = ("identifier", "title", "url", "location", "address", "town")
CATALOG = "catalog"
ROOTS = (CATALOG, "provider", "course")


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """The courses of an XCRI-CAP file, one for each course and mode.

    A file may also hold a single provider, or a single course of the provider of the source. The file is gone through twice: the place of a provider may come after its courses.

    Raises:
        UnreadableFile: see ``catalog.exchange.reading.elements``; or the root is none of theirs.
    """
    check_size(path)
    _check_root(path)
    providers = [_provider(node, options) for node in _providers(path)]
    current, provider = None, _provider({}, options)
    for position, element in enumerate(elements(path, "course"), start=1):
        if (parent := element.getparent()) is not None and parent is not current:
            current = parent
            number = sum(1 for _ in parent.itersiblings("{*}provider", preceding=True))
            provider = providers[number] if _on_top(parent) else None
        yield from course_records(nested_xml(element), provider, options, position)


def _providers(path: Path) -> Iterator[dict[str, list[Nested]]]:
    """What is said of each provider beside its courses, before and after them."""
    found: dict[str, list[Nested]] = {}
    for element in elements(path, "course", "provider"):
        on_top = _on_top(element)
        for part in element if on_top else element.itersiblings(preceding=True):
            name = plain_name(str(part.tag))
            if name in OF_PROVIDER and (on_top or _on_top(element.getparent())):
                found.setdefault(name, []).append(nested_xml(part))
        if on_top:
            yield found
            found = {}


def _on_top(element: Any) -> bool:
    """Whether it is a provider of the file, not one that is named as a venue."""
    if element is None or plain_name(str(element.tag)) != "provider":
        return False
    above = element.getparent()
    return above is None or plain_name(str(above.tag)) == CATALOG


def _provider(node: Nested, options: ReadOptions) -> ProviderRecord | None:
    name = text(node.get("title")) or options.provider
    if name is None:
        return None
    place = inner(node, "location") or inner(node, "address") or node
    return ProviderRecord(
        name[:200],
        identifier(node),
        options.country,
        text(place.get("town")),
        web_address(text(node.get("url"))) or web_address(text(place.get("url"))),
    )


def _check_root(path: Path) -> None:
    options: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False}
    # A broken beginning is told by the reading that follows, with its line.
    options["recover"] = True
    for _, root in etree.iterparse(str(path), events=("start",), **options):
        if plain_name(str(root.tag)) not in ROOTS:
            raise UnreadableFile("other_format", format="XCRI-CAP")
        return
