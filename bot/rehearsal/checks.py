"""What an answer must hold: one function per expectation, each gives the sentence of a failure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.rehearsal.heard import Heard
from bot.rehearsal.script import LANGUAGES, listed
from catalog.folding import fold
from catalog.levels import levels
from catalog.texts import Texts

PERSON_CHIPS = (("cards", "chip_talk_to_human"), ("web", "chip_talk_to_human"))
PERSON_NEEDS = frozenset({"talk_to_human", "call_me_back", "appointment"})
WITH_A_PERSON = frozenset({"waiting", "counsellor", "callback"})
# A question for the place tells the country as well, and the other way round.
SAME_QUESTION = {"place": {"place", "country"}, "country": {"place", "country"}}


class Checks:
    """Judges answers by the expectations of a script."""

    def __init__(self, texts: Texts) -> None:
        self._person_labels = {
            texts.get(area, key, language)
            for area, key in PERSON_CHIPS
            for language in LANGUAGES
            if texts.has(area, key, language)
        }

    def failures(self, expect: Mapping[str, Any], heard: Heard) -> list[str]:
        """A sentence for each expectation that *heard* does not meet."""
        return [line for name, value in expect.items() for line in self._lines(name, value, heard)]

    def _lines(self, name: str, value: Any, heard: Heard) -> Iterator[str]:
        if name == "handoff":
            yield from self._handoff(value, heard)
        else:
            yield from CHECKS[name](value, heard)

    def _handoff(self, wanted: str, heard: Heard) -> Iterator[str]:
        is_started = heard.state in WITH_A_PERSON
        labels = {choice["label"] for choice in heard.choices}
        is_offered = is_started or labels & self._person_labels or heard.needs & PERSON_NEEDS
        if wanted == "started" and not is_started:
            yield f"handoff: not started, state is {heard.state}"
        if wanted == "offered" and not is_offered:
            yield "handoff: no person was offered"


def _mentions_any(patterns: Any, heard: Heard) -> Iterator[str]:
    if not any(_has(pattern, heard) for pattern in listed(patterns)):
        yield f"mentions_any: none of {listed(patterns)}"


def _mentions_all(patterns: Any, heard: Heard) -> Iterator[str]:
    for pattern in listed(patterns):
        if not _has(pattern, heard):
            yield f"mentions_all: no {pattern!r}"


def _must_not(patterns: Any, heard: Heard) -> Iterator[str]:
    for pattern in listed(patterns):
        if _has(pattern, heard):
            yield f"must_not: there is {pattern!r}"


def _has(pattern: Any, heard: Heard) -> bool:
    return re.search(str(pattern), heard.text, re.IGNORECASE) is not None


def _need(wanted: Any, heard: Heard) -> Iterator[str]:
    if not heard.needs & set(listed(wanted)):
        yield f"need: wanted {listed(wanted)}, understood {sorted(heard.needs)}"


def _also(wanted: Any, heard: Heard) -> Iterator[str]:
    for need in listed(wanted):
        if need not in heard.further_needs:
            yield f"also: no {need} in {sorted(heard.further_needs)}"


def _cards(wanted: Any, heard: Heard) -> Iterator[str]:
    kinds = {str(card["type"]) for card in heard.cards}
    if not listed(wanted) and kinds:
        yield f"cards: none wanted, there are {sorted(kinds)}"
    for kind in listed(wanted):
        if kind not in kinds:
            yield f"cards: no {kind}"


def _chips(wanted: Any, heard: Heard) -> Iterator[str]:
    labels = [choice["label"] for choice in heard.choices]
    for part in listed(wanted):
        if not any(str(part).casefold() in label.casefold() for label in labels):
            yield f"chips: no {part!r} among {labels}"


def _author(wanted: Any, heard: Heard) -> Iterator[str]:
    authors = {event["author"] for event in heard.events}
    if not authors & set(listed(wanted)):
        yield f"author: wanted {listed(wanted)}, spoke {sorted(authors)}"


def _shows_courses(least: int, heard: Heard) -> Iterator[str]:
    yield from _shows("course", least, heard)


def _shows_sites(least: int, heard: Heard) -> Iterator[str]:
    yield from _shows("site", least, heard)


def _shows(kind: str, least: int, heard: Heard) -> Iterator[str]:
    found = len(heard.cards_of(kind))
    if found < least or (least == 0 and found):
        yield f"shows_{kind}s: wanted {least}, there are {found}"


def _course_match(wanted: Mapping[str, Any], heard: Heard) -> Iterator[str]:
    courses = heard.cards_of("course")
    if not any(all(_is(course, *pair) for pair in wanted.items()) for course in courses):
        shown = [{key: course.get(key) for key in (*wanted, "title")} for course in courses]
        yield f"course_match: no course with {dict(wanted)} among {shown}"


def _is(course: Mapping[str, Any], key: str, value: Any) -> bool:
    if key == "level":
        return any(_has_level(course, str(level)) for level in listed(value))
    found = fold(str(course.get(key) or ""))
    return any(fold(str(one)) in found for one in listed(value) if str(one)) and bool(found)


def _has_level(course: Mapping[str, Any], wanted: str) -> bool:
    """Whether a course has the level *wanted*: its code, its award, or an EQF level by number."""
    known = levels().get(wanted)
    eqf = course.get("eqf_level")
    if wanted in (course.get("level"), str(eqf)) or fold(wanted) in fold(str(course.get("award"))):
        return True
    return known is not None and known.holds(eqf)


def _nearest_site_municipality(wanted: Any, heard: Heard) -> Iterator[str]:
    sites = heard.cards_of("site")
    found = sites[0].get("municipality") if sites else None
    if found is None or fold(str(found)) not in {fold(str(one)) for one in listed(wanted)}:
        yield f"nearest_site_municipality: wanted {listed(wanted)}, first is {found}"


def _language(wanted: str, heard: Heard) -> Iterator[str]:
    spoken = {event["lang"] for event in heard.events}
    if spoken != {wanted}:
        yield f"language: wanted {wanted}, spoke {sorted(spoken)}"


def _asks_for(wanted: Any, heard: Heard) -> Iterator[str]:
    accepted = {slot for one in listed(wanted) for slot in SAME_QUESTION.get(one, {one})}
    if heard.asked not in accepted:
        yield f"asks_for: wanted {listed(wanted)}, asked for {heard.asked}"


def _keeps(wanted: Mapping[str, Any], heard: Heard) -> Iterator[str]:
    for slot, value in wanted.items():
        kept = heard.slots.get(slot)
        if not any(_same(kept, one) for one in (listed(value) or [None])):
            yield f"keeps: {slot} is {kept!r}, not {value!r}"


def _same(kept: Any, wanted: Any) -> bool:
    """Whether a slot holds *wanted*; of a place its name counts, of a list one of its members."""
    if isinstance(kept, Mapping):
        kept = kept.get("name")
    if isinstance(kept, list | tuple):
        return any(_same(one, wanted) for one in kept)
    if kept is None or not isinstance(kept, str):
        return bool(kept == wanted)
    return fold(str(kept)) == fold(str(wanted))


CHECKS: dict[str, Callable[[Any, Heard], Iterator[str]]] = {
    "mentions_any": _mentions_any,
    "mentions_all": _mentions_all,
    "must_not": _must_not,
    "need": _need,
    "also": _also,
    "cards": _cards,
    "chips": _chips,
    "author": _author,
    "shows_courses": _shows_courses,
    "shows_sites": _shows_sites,
    "course_match": _course_match,
    "nearest_site_municipality": _nearest_site_municipality,
    "language": _language,
    "asks_for": _asks_for,
    "keeps": _keeps,
}
