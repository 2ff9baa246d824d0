"""Swedish educations, events and providers, joined to courses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from catalog.exchange.doubts import Doubts
from catalog.exchange.faults import Fault
from catalog.exchange.nested import Nested, first, inner, many, text
from catalog.exchange.reading import ReadOptions
from catalog.exchange.records import OfferingRecord, ProviderRecord, Record
from catalog.exchange.runs import Run, courses
from catalog.exchange.swedish import form_of
from catalog.exchange.swedish_courses import TITLES, address, course
from catalog.exchange.swedish_events import IDENTIFIERS as EVENT_IDENTIFIERS
from catalog.exchange.swedish_events import PROVIDERS, cancelled, runs, town

IDENTIFIERS = ("identifier", "id", "educationinfoid", "educationid", "infoid")
EDUCATIONS = ("education", "educationinfo", "educationinfos", "educationinfoid", "educationid",
              "educationidentifier", "info", "infoid")  # fmt: skip
EVENTS = ("educationevent", "educationevents", "event", "events")
NAMES = ("name", "title", "providername", "legalname")
COUNTRY = "SE"
LANGUAGE = "sv"


class Swedish:
    """What is known of events and providers, and the courses that educations make with them.

    Events and providers come first; each education is made into records when it comes.

    Attributes:
        seen: how many educations, events and providers came.
    """

    def __init__(self, options: ReadOptions) -> None:
        self._language = options.language or LANGUAGE
        self._country = options.country or COUNTRY
        self._usual = options.provider
        self._providers: dict[str, ProviderRecord] = {}
        self._names: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self._runs: dict[str, list[Run]] = {}
        self._doubts: dict[str, list[Fault]] = {}
        self.seen = 0

    def add_provider(self, node: Nested) -> str | None:
        """Keep a provider; its reference."""
        self.seen += 1
        node = _without_card(node)
        name = text(first(node, *NAMES))
        key = text(first(node, "identifier", "id", "providerid", "educationproviderid"))
        if name is None:
            return key
        made = ProviderRecord(
            name[:200],
            key,
            self._country,
            town(_addresses(node)),
            address(first(node, "url", "urls")),
        )
        self._providers[_folded(key or name)] = made
        return key or name

    def add_event(self, node: Nested) -> Iterator[Fault]:
        """Keep the runs of an event for its education; a fault if it names none."""
        self.seen += 1
        reference = _reference(first(node, *EDUCATIONS)) or _linked(node, "education", "info")
        if reference is None:
            name = text(first(node, *EVENT_IDENTIFIERS)) or "?"
            yield Fault(f"event {name}", "missing_value", {"column": "education"})
            return
        doubts = Doubts(f"education {reference}", reference)
        self._written[_folded(reference)] = reference
        self._runs.setdefault(_folded(reference), []).extend(self._event(node, doubts))
        if doubts.found:
            self._doubts.setdefault(_folded(reference), []).extend(doubts.found)

    def add_events_again(self, nodes: Iterable[Nested]) -> list[Fault]:
        """Forget all events and keep those of *nodes*; the faults of these."""
        self._runs.clear()
        self._doubts.clear()
        return [fault for node in nodes for fault in self.add_event(node)]

    def waits(self, reference: str) -> bool:
        """Whether an education has events and has not come yet."""
        return bool(self._runs.get(_folded(reference)))

    def forget(self, node: Nested) -> None:
        """Leave out the events of an education that was taken out of the register."""
        self._runs.pop(_folded(text(first(node, *IDENTIFIERS)) or ""), None)

    def records(self, info: Nested, summary: Nested = None) -> Iterator[Record | Fault]:
        """The courses that an education makes, one for each provider and mode.

        Args:
            info: the education; events inside it are taken as well.
            summary: what is said of all its events together, where they are not there.
        """
        key = text(first(info, *IDENTIFIERS))
        if key is None:
            yield Fault("education ?", "no_key")
            return
        doubts = Doubts(f"education {key}", key)
        made = self._all_runs(info, summary, doubts)
        if text(first(info, *TITLES)) is None:
            yield Fault(doubts.where, "missing_value", {"column": "title"}, key)
            return
        groups = self._by_provider(info, made, doubts)
        for provider, runs_of_it in groups:
            if isinstance(provider, Fault):
                yield provider
                return
            yield from self._made(info, provider, runs_of_it, doubts, is_one=len(groups) == 1)
        yield from _once(self._doubts.pop(_folded(key), []) + doubts.found)

    def _made(
        self,
        info: Nested,
        provider: ProviderRecord,
        made: list[Run],
        doubts: Doubts,
        *,
        is_one: bool,
    ) -> Iterator[Record]:
        """The courses of one provider; *is_one* where no other one gives the education."""
        form = form_of(info)
        base, weeks = course(info, form, provider, self._language, doubts)
        if not is_one:
            base = replace(base, key=f"{base.key}#{provider.key or provider.name}")
        yield from courses(base, _without_tuition(made) if form == "higher" else made, weeks)

    def _by_provider(
        self, info: Nested, made: list[Run], doubts: Doubts
    ) -> list[tuple[ProviderRecord | Fault, list[Run]]]:
        """The runs of each provider, where several that the file knows give one education."""
        named = {_folded(run.provider): run.provider for run in made if run.provider}
        known = {key: self._providers[key] for key in named if key in self._providers}
        if len(known) < 2:
            return [(self._provider(info, made, doubts), made)]
        for key in named.keys() - known.keys():
            doubts.add("not_linked", "provider", named[key])
        usual = next(iter(known))
        return [
            (found, [run for run in made if _folded(run.provider or usual) == key])
            for key, found in known.items()
        ]

    def _all_runs(self, info: Nested, summary: Nested, doubts: Doubts) -> list[Run]:
        made = self._runs.pop(_folded(doubts.key or ""), [])
        for event in many(first(info, *EVENTS)):
            made += self._event(event, doubts)
        if not made and summary:
            made = self._event(summary, doubts)
        return list({run.offering.key or number: run for number, run in enumerate(made)}.values())

    def rest(self) -> Iterator[Fault]:
        """Faults for the events of educations that the file does not hold."""
        for reference, made in self._runs.items():
            if made:
                key = self._written[reference]
                yield Fault(f"education {key}", "not_linked", {"value": key[:80]}, key)

    def _event(self, node: Nested, doubts: Doubts) -> list[Run]:
        if not isinstance(node, dict) or cancelled(node):
            return []
        return runs(node, doubts, self._provider_named(node))

    def _provider_named(self, node: Nested) -> str | None:
        """Reference or name of a provider; what stands of it in the place itself is kept."""
        name = text(first(node, "providername", "educationprovidername"))
        part = next(iter(many(first(node, *PROVIDERS))), None)
        if isinstance(part, dict) and "providers" in part:
            part = next(iter(many(part["providers"])), None)
            name = name or (part if isinstance(part, str) else None)
        key = self.add_provider(part) if isinstance(part, dict) else text(part)
        key = key or _linked(node, "provider")
        if name and key and key != name:
            self._names.setdefault(_folded(key), name)
        elif name:
            self._providers.setdefault(_folded(name), ProviderRecord(name[:200]))
        return key or name

    def _provider(self, info: Nested, made: list[Run], doubts: Doubts) -> ProviderRecord | Fault:
        stated = [run.provider for run in made if run.provider]
        stated += [own] if (own := self._provider_named(info)) else []
        for key in stated:
            if found := self._providers.get(_folded(key)):
                return found
        for key in stated:
            name = self._names.get(_folded(key))
            if name or _is_name(key):
                if name:
                    doubts.add("not_linked", "provider", key)
                return ProviderRecord(name or key, key if name else None, self._country)
        if self._usual:
            return ProviderRecord(self._usual, stated[0] if stated else None, self._country)
        if stated:
            value = {"column": "provider", "value": stated[0][:80]}
            return Fault(doubts.where, "not_linked", value, doubts.key)
        missing = Fault(doubts.where, "missing_value", {"column": "provider"}, doubts.key)
        return self._guessed(doubts.key or "") or missing

    def _guessed(self, key: str) -> ProviderRecord | None:
        """The only provider, or the one whose identifier is made like that of the education."""
        if len(self._providers) == 1:
            return next(iter(self._providers.values()))
        parts = _folded(key).split(".")
        names = (".".join(["p", *parts[1:length]]) for length in (3, 2))
        found = (self._providers.get(name) for name in names if parts[0] == "i")
        return next((provider for provider in found if provider), None)


def _without_tuition(made: list[Run]) -> list[Run]:
    """*made* without tuition fees: in higher education learners from Europe pay none."""
    return [
        replace(run, offering=_free_of_price(run.offering)) if run.tuition else run for run in made
    ]


def _free_of_price(run: OfferingRecord) -> OfferingRecord:
    return replace(run, price_cents=None, currency=None, price_basis=None)


def _once(faults: list[Fault]) -> Iterator[Fault]:
    """Each fault once: the events of a course often have the same."""
    yield from {(fault.code, *fault.values.values()): fault for fault in faults}.values()


def _folded(key: str) -> str:
    return key.strip().casefold()


def _reference(value: Nested) -> str | None:
    part = next(iter(many(value)), None)
    return text(first(part, *IDENTIFIERS)) if isinstance(part, dict) else text(part)


def _linked(node: Nested, *names: str) -> str | None:
    """The last part of the address of a link whose relation holds one of *names*."""
    for links in many(first(node, "links")):
        pairs = [(links.get("rel"), links)] if "rel" in links else links.items()
        for relation, link in pairs:
            href = text(first(next(iter(many(link)), None), "href"))
            if href and any(name in str(relation).lower() for name in names):
                return href.split("?")[0].rstrip("/").rpartition("/")[2]
    return None


def _is_name(words: str) -> bool:
    """Whether it reads as a name, not as an identifier."""
    return " " in words or (words.isalpha() and words[:1].isupper() and not words.isupper())


def _without_card(node: Nested) -> Nested:
    """A provider with its name and address out of the ``vCard`` of the first version."""
    card = inner(node, "vcard")
    if not card:
        return node
    name = first(inner(card, "org"), "orgname", "organizationname") or first(card, "org", "fn")
    return {
        "name": name,
        "address": first(card, "adr", "address"),
        "url": first(card, "url"),
    } | node


def _addresses(node: Nested) -> dict[str, Any]:
    places = [
        part
        for name in ("visitaddress", "visitaddresses", "contactaddress", "address", "location")
        for part in many(first(node, name))
    ]
    return {"location": places, "town": first(node, "town", "city", "municipality")}
