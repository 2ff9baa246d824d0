"""EMIL 2 and 3: Swedish educations, their events and their providers as XML."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from catalog.exchange.faults import Fault, UnreadableFile
from catalog.exchange.nested import nested_xml, plain_name
from catalog.exchange.reading import ReadOptions, elements
from catalog.exchange.records import Record
from catalog.exchange.swedish_join import Swedish

INFO, EVENT, PROVIDER = "educationinfo", "educationevent", "educationprovider"
SPELLINGS = {
    INFO: ("educationInfo", "EducationInfo", INFO, "education-info", "education_info"),
    EVENT: ("educationEvent", "EducationEvent", EVENT, "education-event", "education_event"),
    PROVIDER: (
        "educationProvider", "EducationProvider", PROVIDER, "education-provider",
        "education_provider",
    ),
}  # fmt: skip


def read(path: Path, options: ReadOptions) -> Iterator[Record | Fault]:
    """The courses of an EMIL file, one for each education and mode.

    The file is gone through twice, for events with providers and for educations, so that they may
    stand in any order and none but the events is held. Events that hold their providers lose them
    at first, and are read once more.

    Raises:
        UnreadableFile: see ``catalog.exchange.reading.elements``; or nothing of EMIL is in it.
    """
    swedish = Swedish(options)
    inside: set[tuple[str, str]] = set()
    lost: list[Fault] = []
    for kind, around, element in _resources(path, *SPELLINGS):
        inside |= {(kind, outer) for outer in around}
        if kind == PROVIDER and not around:
            swedish.add_provider(nested_xml(element))
        elif kind == EVENT and not around:
            lost += swedish.add_event(nested_xml(element))
    if (PROVIDER, EVENT) in inside:
        lost = swedish.add_events_again(nested_xml(part) for part in _alone(path, EVENT, inside))
    yield from lost
    for element in _alone(path, INFO, inside):
        swedish.seen += 1
        yield from swedish.records(nested_xml(element))
    if not swedish.seen:
        raise UnreadableFile("other_format", format="EMIL")
    yield from swedish.rest()


def _alone(path: Path, wanted: str, inside: set[tuple[str, str]]) -> Iterator[Any]:
    """The whole resources of the kind *wanted* that are no part of another one.

    Other kinds are asked for as well, so that they are freed, but not those that stand inside.
    """
    others = [kind for kind in SPELLINGS if (kind, wanted) not in inside]
    for kind, around, element in _resources(path, wanted, *others):
        if kind == wanted and not around:
            yield element


def _resources(path: Path, *kinds: str) -> Iterator[tuple[str, set[str], Any]]:
    """The resources of *kinds*: the kind, the kinds around it, and the element."""
    names = dict.fromkeys(name for kind in kinds for name in SPELLINGS[kind])
    for element in elements(path, *names):
        above = {plain_name(str(part.tag)) for part in element.iterancestors()}
        yield plain_name(element.tag), above & SPELLINGS.keys(), element
