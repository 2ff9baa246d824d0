"""The things that JSON-LD documents speak of, with their references inside of the file followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from catalog.exchange.ld_blocks import Block
from catalog.exchange.notes import items

Thing = dict[str, Any]

COURSES = frozenset({"Course", "EducationalOccupationalProgram"})
INSTANCE = "CourseInstance"
WANTED = COURSES | {INSTANCE}
OWNERS = ("courseOf", "isPartOf", "isInstanceOf", "superEvent", "about", "workExample")
SCHEMA = ("http://schema.org/", "https://schema.org/", "http://www.schema.org/")
OWN = "urn:passerelle:"
WRAPPERS = ("@list", "@set", "@graph")


class Graph:
    """All things of a file; those with the same ``@id`` are one.

    Attributes:
        courses: in the order of the file.
        strays: runs of no course in the file.
        is_own: whether we wrote one of the documents.
        page: address that the page around them states for itself; None of a file of its own.
    """

    def __init__(self, blocks: Iterable[Block]) -> None:
        self._prefixes = {"schema": SCHEMA[1], "passerelle": OWN}
        self._aliases: dict[str, set[str]] = {}
        self._keys: dict[str, tuple[str, ...]] = {}
        self._seen: set[str] = set()
        self._by_id: dict[str, Thing] = {}
        self._languages: dict[int, str] = {}
        self._runs: dict[int, list[Thing]] = {}
        self._hosts: dict[int, Thing] = {}
        blocks = list(blocks)
        self.is_own = False
        self.page = next((block.page for block in blocks if block.page), None)
        things = [thing for block in blocks for thing in self._gather(block)]
        self.courses = [thing for thing in things if self.types(thing) & COURSES]
        self.strays = self._join(thing for thing in things if INSTANCE in self.types(thing))

    def all(self, thing: Thing, term: str) -> list[Any]:
        """The values of *term*: texts, numbers and things; references of things are followed."""
        keys = self._keys.get(term)
        if keys is None:
            keys = self._keys[term] = self._spellings(term)
        found: list[Any] = []
        for key in keys:
            if (value := thing.get(key)) is not None:
                found += value if isinstance(value, list) else (value,)
        return [self._resolve(value) for value in _unwrapped(found)] if found else found

    def things(self, thing: Thing, term: str) -> list[Thing]:
        """The things that are values of *term*, also where a bare text names them."""
        found = self.all(thing, term)
        named = [self._by_id.get(v, v) if isinstance(v, str) else v for v in found]
        return [value for value in named if isinstance(value, dict)]

    def types(self, thing: Thing) -> frozenset[str]:
        """The types of *thing* without what stands before their names."""
        kind = thing.get("@type")
        if isinstance(kind, str) and "@type" not in self._aliases:  # nearly always
            return _only(kind)
        found = items(kind) or items(thing.get("type"))
        found += [
            kind for alias in self._aliases.get("@type", ()) for kind in items(thing.get(alias))
        ]
        return frozenset(_bare(kind) for kind in found if isinstance(kind, str))

    def id_of(self, thing: Thing) -> str | None:
        """The ``@id``."""
        for key in ("@id", "id", *self._aliases.get("@id", ())):
            if isinstance(found := thing.get(key), str):
                return found
        return None

    def _resolve(self, value: Any) -> Any:
        named = self.id_of(value) if isinstance(value, dict) else None
        return self._by_id.get(named, value) if named else value

    def language(self, thing: Thing) -> str | None:
        """The language that the document of a course states for its texts."""
        return self._languages.get(id(thing))

    def host(self, thing: Thing) -> Thing | None:
        """The programme or course inside of which another one is described."""
        return self._hosts.get(id(thing))

    def runs(self, course: Thing) -> list[Thing]:
        """The runs of *course*: those it has, and those that say they are of it."""
        return self._runs.get(id(course), [])

    def _gather(self, block: Block) -> Iterator[Thing]:
        """Every course and run once, in its order, with no limit to how deep it lies.

        So are things with a name: another part of the file may say what they are. All others, ten
        of them to a course, are left where they lie.
        """
        language = block.language
        waiting: list[tuple[Any, Thing | None]] = [(block.content, None)]
        while waiting:
            value, host = waiting.pop()
            if isinstance(value, list):
                waiting += [(item, host) for item in reversed(value)]
            elif isinstance(value, dict):
                self._seen.update(value)
                language = self._learn(value.get("@context")) or language
                thing, is_new = self._merged(value)
                types = self.types(value)
                if is_new and (types & WANTED or self.id_of(value)):
                    if language is not None:
                        self._languages[id(thing)] = language
                    if host is not None:
                        self._hosts[id(thing)] = host
                    yield thing
                inner = thing if types & COURSES else host
                waiting += [
                    (v, inner)
                    for k, v in reversed(value.items())
                    if isinstance(v, dict | list) and k != "@context"
                ]

    def _merged(self, thing: Thing) -> tuple[Thing, bool]:
        named = self.id_of(thing)
        if named is None or "@value" in thing:
            return thing, "@value" not in thing
        first = self._by_id.setdefault(named, thing)
        if first is thing:
            return thing, True
        for key, value in thing.items():
            first.setdefault(key, value)
        return first, False

    def _learn(self, context: Any) -> str | None:
        """Take in the prefixes and names that a document gives itself; its language."""
        language = None
        for part in items(context):
            if not isinstance(part, dict):
                continue
            language = part.get("@language") if isinstance(part.get("@language"), str) else language
            targets = {
                name: meant.get("@id") if isinstance(meant, dict) else meant
                for name, meant in part.items()
                if not name.startswith("@")
            }
            for name, target in targets.items():
                if target in (*SCHEMA, OWN):
                    self._prefixes[name] = target
            self.is_own = self.is_own or OWN in targets.values()
            for name, target in targets.items():
                if isinstance(target, str):
                    self._learn_name(name, target)
        return language

    def _learn_name(self, name: str, target: str) -> None:
        if target in ("@id", "@type"):
            self._aliases.setdefault(target, set()).add(name)
        elif self._is_schema(target) and _bare(target) not in ("", name):
            self._aliases.setdefault(_bare(target), set()).add(name)

    def _is_schema(self, target: str) -> bool:
        prefix, mark, _ = target.partition(":")
        return target.startswith(SCHEMA) or bool(mark and self._prefixes.get(prefix) in SCHEMA)

    def _spellings(self, term: str) -> tuple[str, ...]:
        own = term.startswith("passerelle:")
        bare = _bare(term)
        places = [OWN] if own else list(SCHEMA)
        prefixes = [p for p, target in self._prefixes.items() if (target == OWN) == own]
        plain = [] if own else [bare, *sorted(self._aliases.get(bare, ()))]
        known = (*plain, *(f"{p}:{bare}" for p in prefixes), *(place + bare for place in places))
        return tuple(key for key in known if key in self._seen)

    def _join(self, instances: Iterable[Thing]) -> list[Thing]:
        """Give each run to its course; the runs of none."""
        placed: set[int] = set()
        for course in self.courses:
            own = self.things(course, "hasCourseInstance")
            if INSTANCE in self.types(course):
                own.append(course)
            self._runs[id(course)] = own
            placed |= {id(run) for run in own}
        strays = []
        for run in instances:
            if id(run) in placed:
                continue
            owner = self._owner(run)
            if owner is None:
                strays.append(run)
            else:
                self._runs[id(owner)].append(run)
        return strays

    def _owner(self, run: Thing) -> Thing | None:
        linked = (value for term in OWNERS for value in self.things(run, term))
        return next((thing for thing in linked if id(thing) in self._runs), None)


@lru_cache(maxsize=1000)
def _only(kind: str) -> frozenset[str]:
    return frozenset((_bare(kind),))


def _bare(name: str) -> str:
    """The end of an address or of a name with a prefix."""
    return name.replace("#", "/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def _unwrapped(found: list[Any]) -> Iterator[Any]:
    for value in found:
        if value is None:
            continue
        wrapper = next((w for w in WRAPPERS if w in value), None) if type(value) is dict else None
        if wrapper:
            yield from items(value[wrapper])
        else:
            yield value
