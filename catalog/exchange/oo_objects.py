"""The objects of an Open Education API file, however they are wrapped, with their references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from catalog.exchange.notes import items

Thing = dict[str, Any]

# By what an object is known, of version 5 and 6. Parts of offerings and offerings come first: they
# name their course too.
IDS = {
    "part": ("learningComponentOfferingId", "testComponentOfferingId", "associationId"),
    "offering": ("offeringId", "programmeOfferingId", "programOfferingId", "courseOfferingId"),
    "component": ("componentId", "learningComponentId", "testComponentId"),
    "course": ("courseId",),
    "programme": ("programmeId", "programId"),
    "organisation": ("organisationId", "organizationId"),
    "session": ("academicSessionId",),
}  # fmt: skip
NAMES = frozenset(name for names in IDS.values() for name in names)
COURSES = ("course", "programme")
OF_COMPONENTS = ("component", "learning_component", "test_component")
# What an object of each kind is called where another one has it or names it by its id.
COURSE_NAMES = {
    "course": ("course", "courseId"),
    "programme": ("programme", "programmeId", "program", "programId"),
}
PROGRAMMES = {"programme": ("programmes", "programs", "programmeIds", "programIds", "parent")}
SESSIONS = {"session": ("academicSession", "academicSessionId")}
GIVERS = {"organisation": ("organisation", "organization", "organisationId", "organizationId")}


@dataclass(frozen=True)
class Course:
    """A course or a programme.

    Attributes:
        thing: as the file has it.
        offerings: its runs, in the order of the file.
    """

    thing: Thing
    offerings: list[Thing]


class Objects:
    """All objects of a file; those with the same id are one.

    Attributes:
        courses: courses and programmes, in the order of the file.
        strays: runs of none of them.
        organisation: the only one of the file; None if there are several, or none.
    """

    def __init__(self, content: Any) -> None:
        self._by_id: dict[tuple[str, str], Thing] = {}
        self._kinds: dict[int, str] = {}
        self._hosts: dict[int, Thing] = {}
        things = list(self._gather(content))
        self.courses = [Course(t, []) for t in things if self._is_course(t)]
        runs = [thing for thing in things if self._kinds[id(thing)] == "offering"]
        self.strays = self._join(runs)
        givers = [thing for (kind, _), thing in self._by_id.items() if kind == "organisation"]
        self.organisation = givers[0] if len(givers) == 1 else None

    def first(self, thing: Thing, names: Mapping[str, Sequence[str]]) -> Thing | None:
        """The first object that *thing* has, or names by its id, under *names* per kind."""
        for kind, spellings in names.items():
            for value in (v for name in spellings for v in items(thing.get(name))):
                found = self._follow(kind, value)
                if found is not None:
                    return found
        return None

    def host(self, thing: Thing) -> Thing | None:
        """The course or programme inside of which *thing* stands."""
        return self._hosts.get(id(thing))

    def _follow(self, kind: str, value: Any) -> Thing | None:
        if isinstance(value, str):
            return self._by_id.get((kind, value))
        if not isinstance(value, dict):
            return None
        named = _id_of(value)
        return self._by_id.get(named, value) if named else value

    def _gather(self, content: Any) -> Iterator[Thing]:
        waiting: list[tuple[Any, Thing | None]] = [(content, None)]
        while waiting:
            value, host = waiting.pop()
            if isinstance(value, list):
                waiting += [(item, host) for item in reversed(value)]
            elif isinstance(value, dict):
                named = _id_of(value)
                kind = named[0] if named else _kind_without_id(value)
                thing = self._by_id.setdefault(named, value) if named else value
                if kind and id(thing) not in self._kinds:
                    self._kinds[id(thing)] = kind
                    if host is not None:
                        self._hosts[id(thing)] = host
                    yield thing
                if thing is not value:
                    for name, inner in value.items():
                        thing.setdefault(name, inner)
                within = thing if kind in COURSES else host
                waiting += [
                    (v, within) for v in reversed(value.values()) if isinstance(v, dict | list)
                ]

    def _is_course(self, thing: Thing) -> bool:
        """A part of another object without a name is a mere reference."""
        is_whole = bool(thing.get("name")) or id(thing) not in self._hosts
        return self._kinds[id(thing)] in COURSES and is_whole

    def _join(self, runs: list[Thing]) -> list[Thing]:
        places = {id(course.thing): course.offerings for course in self.courses}
        strays: list[Thing] = []
        for run in runs:
            linked = self.first(run, COURSE_NAMES) or self.host(run)
            offerings = places.get(id(linked))
            (strays if offerings is None else offerings).append(run)
        return strays


def own_id(thing: Thing) -> str | None:
    """The id of an object."""
    named = _id_of(thing)
    return named[1] if named else None


def _id_of(thing: Thing) -> tuple[str, str] | None:
    """The kind and the id of an object."""
    if NAMES.isdisjoint(thing):  # most objects are texts or codes
        return None
    for kind, names in IDS.items():
        for name in names:
            if isinstance(thing.get(name), str):
                is_part = kind == "offering" and thing.get("offeringType") in OF_COMPONENTS
                return "part" if is_part else kind, thing[name]
    return None


def _kind_without_id(thing: Thing) -> str | None:
    """Of files made by hand: an object with a code and a name, and what only its kind has."""
    if not ("primaryCode" in thing and "name" in thing):
        return None
    if "programType" in thing or "programmeType" in thing:
        return "programme"
    return "course" if "studyLoad" in thing else None
