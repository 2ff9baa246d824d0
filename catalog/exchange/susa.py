"""Susa-navet and JobEd Connect: Swedish educations, their events and their providers as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.json_items import json_items
from catalog.exchange.nested import Nested, first, many, nested, plain_name
from catalog.exchange.notes import LONGEST_VALUE
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import Record
from catalog.exchange.swedish_events import cancelled
from catalog.exchange.swedish_join import Swedish

INFO, EVENT, PROVIDER, HIT, BROKEN = "info", "event", "provider", "hit", "broken"
KINDS = {
    "educationinfo": INFO, "educationinfos": INFO, "educations": INFO, "infos": INFO,
    "educationevent": EVENT, "educationevents": EVENT, "events": EVENT, "eventlist": EVENT,
    "educationprovider": PROVIDER, "educationproviders": PROVIDER, "providers": PROVIDER,
    "relatededucations": INFO, "listedadulteducationevents": INFO, "adulteducationevents": INFO,
}  # fmt: skip
PAGES = ("content", "result", "results", "items", "hits", "data", "value", "documents", "records")
WRAPPERS = ("embedded", "body", "response", "export")
LISTS = frozenset({*KINDS, *PAGES})
ENVELOPES = frozenset({*WRAPPERS, "page", *PAGES})
# Of rows in which an education and its event are one, as lists of matches have them.
FLAT = {
    "educationtitle": "title", "titlesv": "title", "educationform": "form", "typeofschool": "form",
    "educationtype": "configuration", "educationdescription": "description",
    "educationeventid": "id", "recommendedpriorknowledge": "priorknowledgecode",
}  # fmt: skip
SUMMARIES = ("eventsummary", "eventssummary")
EVENT_MARKS = ("execution", "executions", "paceofstudy", "paceofstudypercentage", "iscancelled")
INFO_MARKS = ("credits", "configuration", "form", "educationlevel", "educationlevels", "subject",
              "subjects", "description", "resultisdegree")  # fmt: skip
# What an envelope never has beside the resources in it.
COVER = {"id", "status", "links", "self"}  # what stands around the content of a resource
RESOURCE_MARKS = {"title", "identifier", "education", "name", *EVENT_MARKS}

Part = tuple[str, dict[str, Any]]


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """The courses of a Susa-navet or JobEd Connect file, one for each education and mode.

    The file is gone through twice, for events with providers and for educations, so that they may
    stand in any order and none but the events is held.

    Raises:
        UnreadableFile: see ``catalog.exchange.json_items``; or it holds nothing of the kind.
    """
    swedish = Swedish(options)
    inside: dict[str, dict[str, Any]] = {}
    for kind, node in _parts(path, {INFO}):
        inside |= _inside(node) if kind == EVENT else {}
        yield from _gathered(swedish, kind, node)
    for kind, node in _parts(path, {EVENT, PROVIDER}):
        if kind in (INFO, HIT):
            swedish.seen += 1
            yield from _records(swedish, kind, node)
        elif kind == BROKEN:
            yield Fault("education ?", "broken_part", node)
    for key, node in inside.items():
        if swedish.waits(key):
            yield from swedish.records(node)
    if not swedish.seen:
        raise UnreadableFile("other_format", format="Susa-navet")
    yield from swedish.rest()


def _gathered(swedish: Swedish, kind: str, node: dict[str, Any]) -> Iterator[Fault]:
    if kind == PROVIDER:
        swedish.add_provider(node)
    elif kind == EVENT and not _removed(node):
        yield from swedish.add_event(node)
    elif kind == HIT:
        yield from _beside(swedish, node)


def _inside(event: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The whole education that an event holds in place of a reference, by its identifier."""
    info = _education(event)
    key = first(info, "identifier", "id") if "title" in info else None
    return {str(key): info} if key and "education" in event else {}


def _beside(swedish: Swedish, hit: dict[str, Any]) -> Iterator[Fault]:
    """The events and providers that stand beside an education."""
    for part in many(first(hit, "educationproviders", "providers", "provider")):
        if isinstance(part, dict):
            swedish.add_provider(part)
    own = first(_education(hit), "identifier", "id")
    for part in many(first(hit, "events", "educationevents")):
        if isinstance(part, dict):
            yield from swedish.add_event({"education": own} | part)


def _records(swedish: Swedish, kind: str, node: dict[str, Any]) -> Iterator[Record | Fault]:
    if _removed(node):
        swedish.forget(node)
    elif kind == INFO:
        yield from swedish.records(node)
    else:
        info = _education(hit := node)
        named = first(hit, "providersummary", "providersummaries")
        whole = info if named is None else {"providersummary": named} | info
        yield from swedish.records(
            whole, first(hit, *SUMMARIES) or (hit if _is_flat(hit) else None)
        )


def _education(hit: dict[str, Any]) -> dict[str, Any]:
    """The education of a hit, with the identifier of the hit where it has none."""
    if _is_flat(hit):
        return {FLAT.get(name, name): value for name, value in hit.items()}
    info: Nested = next(iter(many(hit.get("education"))), {})
    return {"id": hit.get("id")} | info if isinstance(info, dict) else {}


def _is_flat(node: dict[str, Any]) -> bool:
    return "educationtitle" in node or "titlesv" in node


def _removed(node: dict[str, Any]) -> bool:
    return bool(node.get("gone")) or ("status" in node and cancelled(node))


def _parts(path: Path, passed_over: set[str]) -> Iterator[Part]:
    """The resources of the file; those in lists of the kinds *passed_over* are not looked at."""
    for name, value in json_items(path, LISTS, ENVELOPES):
        kind = KINDS.get(plain_name(name))
        # A list of educations may be one of hits, which have their events beside them.
        hit = kind == INFO and isinstance(value, dict) and "education" in value
        if hit or kind not in passed_over:
            if kind == INFO and isinstance(value, str | int | float):
                yield BROKEN, {"value": str(value)[:LONGEST_VALUE]}
            yield from _unwrapped(kind, nested(value))


def _unwrapped(kind: str | None, node: Nested) -> Iterator[Part]:
    """The resources in *node*, out of their envelopes (``content``, ``educationInfo`` ...)."""
    if not isinstance(node, dict):
        return
    named = [name for name in node if name in KINDS or name in WRAPPERS]
    if named and not RESOURCE_MARKS & node.keys():
        for name in named:
            for part in many(node[name]):
                yield from _unwrapped(KINDS.get(name), part)
    elif isinstance(content := first(node, "content", "source"), dict):
        kept = {name: node[name] for name in ("id", "status", "links") if name in node}
        yield from _unwrapped(kind, kept | content)
    elif kind := _kind(kind, node):
        yield kind, node


def _kind(kind: str | None, node: dict[str, Any]) -> str | None:
    """What a resource is: by its own marks, then by the list it stands in."""
    education = next(iter(many(node.get("education"))), None)
    whole = isinstance(education, dict) and ("title" in education or "titles" in education)
    if whole or _is_flat(node):
        return EVENT if whole and any(name in node for name in EVENT_MARKS) else HIT
    if kind is not None:
        return kind
    prefix = str(first(node, "identifier", "id") or "")[:2].lower()
    if prefix in ("i.", "e.", "p.") and (_removed(node) or not node.keys() <= COVER):
        return {"i.": INFO, "e.": EVENT, "p.": PROVIDER}[prefix]
    if education is not None or any(name in node for name in EVENT_MARKS):
        return EVENT
    if "title" in node and any(name in node for name in INFO_MARKS):
        return INFO
    return PROVIDER if "name" in node and "identifier" in node else None
