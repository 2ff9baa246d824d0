"""Everyday words for fields, levels, modes, work and ages, read from data/lexicon; it knows no Rasa."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.amounts import Amounts
from bot.nlu.found import Found, longest_first
from bot.nlu.text import Word, fold, stem, words_of

IGNORE = "ignore"
HELD = "top_diploma"
TYPES = (
    "field",
    "level",
    "mode",
    "work_status",
    "language",
    "scheme",
    "site_network",
    "aside",
    "country",
    "time_per_week",
    "refine",
    "pick",
    "children",
    "transport",
    "device",
    "internet",
    "budget",
    "start_term",
    "support_need",
    "assent",
    "piece",
    "forget",
    "recovered",
    "correcting",
    "puzzled",
    "face_to_face",
    "consenting",
    "asked_detail",
    "worry_about",
    "of_me",
    "liking",
    "avoiding",
    "step_size",
)
LONGEST_PHRASE = 6
# Shorter words are compared as they are: a stem of three letters means too much.
SHORTEST_STEMMED = 4
SHORTEST_GLUED = 4
# What somebody may say that they do not want, or are no longer.
REJECTABLE = ("field", "work_status")
NEGATION_REACH = 4
CLAUSE_ENDS = ",.;:!?"
# What follows one of these is the other side of the sentence, in four languages.
BUT = frozenset({"but", "mais", "men", "utan", "maar", "plutot", "rather"})
AGES = range(18, 100)  # younger ones are told of the past or of children
Key = tuple[str, ...]


class BadLexicon(ValueError):
    """A lexicon file is missing or cannot be read."""


@dataclass(frozen=True)
class Entry:
    """A phrase of the lexicon: its folded words, and what they stand for."""

    words: Key
    type: str
    code: str

    def is_close_to(self, words: list[Word]) -> bool:
        """Whether *words* differ from it by endings only; equal stems alone go too far."""
        return all(_is_close(w.folded, own) for w, own in zip(words, self.words, strict=True))


@dataclass
class Lexicon:
    """The words of one language."""

    language: str
    phrases: dict[Key, list[Entry]] = field(default_factory=dict)
    shouted: frozenset[str] = frozenset()
    held: frozenset[Key] = frozenset()
    lacking: frozenset[str] = frozenset()
    rejecting: frozenset[str] = frozenset()
    own: frozenset[Key] = frozenset()
    glued: tuple[str, ...] = ()
    prefixes: tuple[tuple[str, str, str], ...] = ()
    ages: tuple[re.Pattern[str], ...] = ()
    places: dict[str, list[str]] = field(default_factory=dict)
    amounts: Amounts | None = None

    @classmethod
    def load(cls, folder: Path, language: str) -> Lexicon:
        """Read `<language>.yml` in *folder*.

        Raises:
            BadLexicon: the file is missing or has a wrong shape; the error names it.
        """
        path = folder / f"{language}.yml"
        try:
            return _build(language, yaml.safe_load(path.read_text(encoding="utf-8")))
        except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError, re.error) as error:
            raise BadLexicon(f"{path}: {type(error).__name__}: {error}") from error

    @cached_property
    def openings(self) -> frozenset[str]:
        """First words of the phrases of several words."""
        return frozenset(key[0] for key in self.phrases if len(key) > 1)

    def find(self, text: str) -> list[Found]:
        """Everything that the lexicon knows in *text*, in order; the longest phrase wins."""
        words = words_of(text)
        found = list(self._phrases(text, words))
        ignored = [one for one in found if one.type == IGNORE]
        kept = [one for one in found if one.type != IGNORE and not _is_inside(one, ignored)]
        counted = [self._counted(text, one) for one in kept]
        sums = (*self.amounts.sums_in(text), *self.amounts.plain_in(text)) if self.amounts else ()
        return longest_first([*counted, *sums, *self._ages(text)])

    def measured(self, one: Found) -> Found:
        """*one* with the hours a week or the months that its words tell."""
        if self.amounts is None or one.type not in ("time_per_week", "duration"):
            return one
        hours = self.amounts.hours_in(one.value)
        months = self.amounts.months_in(one.value) if one.type == "duration" else None
        told = {"hours": hours, "months": months}
        return replace(one, data={**one.data, **{k: v for k, v in told.items() if v}})

    def _counted(self, text: str, one: Found) -> Found:
        """Children with their number, where it stands before them."""
        if one.type != "children" or self.amounts is None:
            return one
        count = self.amounts.count_before(text, one.start)
        return replace(one, data={**one.data, "count": count}) if count else one

    def _phrases(self, text: str, words: list[Word]) -> Iterator[Found]:
        keys = [_key(word.folded, self.language) for word in words]
        for at in range(len(words)):
            longest = LONGEST_PHRASE if keys[at] in self.openings else 1
            for to in range(at + 1, min(at + longest, len(words)) + 1):
                for kind, code in self._meanings(
                    tuple(keys[at:to]), words[at:to], len(words)
                ).items():
                    role = self._role(kind, words, at)
                    start, end = words[at].start, words[to - 1].end
                    data: dict[str, Any] = {"code": code}
                    if role == HELD and _follows(text, words, at, self.lacking):
                        data["lacking"] = True
                    if role in REJECTABLE and _follows(text, words, at, self.rejecting):
                        data["rejected"] = True
                    yield Found(role, text[start:end], start, end, data)

    def _meanings(self, key: Key, words: list[Word], of: int) -> dict[str, str]:
        """Type and code of a run of words; *of* is how many words the message has."""
        meanings = {e.type: e.code for e in self.phrases.get(key, ()) if e.is_close_to(words)}
        if meanings:
            hushed = key[0] in self.shouted and not words[0].text.isupper() and of > 1
            return {} if len(words) == 1 and hushed else meanings
        return self._parts(words[0].folded) if len(words) == 1 else {}

    def _parts(self, word: str) -> dict[str, str]:
        """The meaning of a compound by its beginning, or of a word with a glued-on article."""
        for beginning, kind, code in self.prefixes:
            if word.startswith(beginning) and len(word) > len(beginning):
                return {kind: code}
        for letter in self.glued:
            rest = word.removeprefix(letter)
            if rest != word and len(rest) >= SHORTEST_GLUED and rest[0] in "aehiouy":
                entries = self.phrases.get((_key(rest, self.language),), ())
                return {e.type: e.code for e in entries if _is_close(rest, e.words[0])}
        return {}

    def _role(self, kind: str, words: list[Word], at: int) -> str:
        """A level that somebody has, or lacks, and the job that they do, are no wishes."""
        before = _before(words, at)
        runs = {tuple(before[-n:]) for n in range(1, len(before) + 1)}
        if kind == "level" and runs & self.held:
            return HELD
        return IGNORE if kind == "field" and runs & self.own else kind

    def _ages(self, text: str) -> Iterator[Found]:
        # Folding keeps the length of ordinary text; where it does not, no place can be told.
        folded = fold(text)
        if len(folded) != len(text):
            return
        for pattern in self.ages:
            for match in pattern.finditer(folded):
                start, end = match.span(1)
                if int(match.group(1)) in AGES:
                    yield Found("age", text[start:end], start, end, {"years": int(match.group(1))})


def _follows(text: str, words: list[Word], at: int, negations: frozenset[str]) -> bool:
    """Whether one of *negations* stands right before, in the same clause: "not cooking, but ..."."""
    for place in range(at, max(0, at - NEGATION_REACH), -1):
        between = text[words[place - 1].end : words[place].start]
        if any(sign in CLAUSE_ENDS for sign in between) or words[place - 1].folded in BUT:
            return False
        if words[place - 1].folded in negations:
            return True
    return False


def _before(words: list[Word], at: int) -> list[str]:
    return [word.folded for word in words[max(0, at - 4) : at]]


def _is_inside(one: Found, others: list[Found]) -> bool:
    return any(other.start <= one.start and one.end <= other.end for other in others)


def _is_close(word: str, entry: str) -> bool:
    """Whether two words with one stem are forms of one word: "devant" is no form of "dev"."""
    if word == entry:
        return True
    short, long = sorted((word, entry), key=len)
    room = 3 if len(short) >= 8 else 2
    return (
        len(short) >= SHORTEST_STEMMED and len(long) - len(short) <= room and _shared(short, long)
    )


def _shared(short: str, long: str) -> bool:
    return short[:-2] == long[: len(short) - 2]


def _runs(entries: list[str]) -> frozenset[Key]:
    return frozenset(tuple(word.folded for word in words_of(entry)) for entry in entries)


def _key(folded: str, language: str) -> str:
    return stem(folded, language) if len(folded) >= SHORTEST_STEMMED else folded


def _build(language: str, content: dict[str, Any]) -> Lexicon:
    phrases: dict[Key, list[Entry]] = {}
    shouted = set()
    for kind in TYPES:
        for code, entries in content[kind].items():
            for entry in entries:
                words = tuple(word.folded for word in words_of(entry))
                key = tuple(_key(word, language) for word in words)
                phrases.setdefault(key, []).append(Entry(words, kind, code))
                if entry.isupper() and len(key) == 1:
                    shouted.add(key[0])
    for entry in content[IGNORE]:
        words = tuple(word.folded for word in words_of(entry))
        key = tuple(_key(word, language) for word in words)
        phrases.setdefault(key, []).append(Entry(words, IGNORE, IGNORE))
    return Lexicon(
        language,
        phrases,
        frozenset(shouted),
        _runs(content["held"]),
        frozenset(fold(word) for word in content["lacking"]),
        frozenset(fold(word) for word in content["rejecting"]),
        _runs(content["own"]),
        tuple(content["glued"]),
        tuple(_prefixes(content["prefixes"])),
        tuple(re.compile(pattern) for pattern in content["age"]),
        content["places"],
        Amounts.of(content["amounts"]),
    )


def _prefixes(content: dict[str, list[str]]) -> Iterator[tuple[str, str, str]]:
    """Beginning, type and code; a code that is no level or mode is a field."""
    kinds = {"distance": "mode", "hybrid": "mode", "presential": "mode"}
    levels = {"access", "bts", "yh", "graduaat", "bachelor", "master"}
    for code, beginnings in content.items():
        kind = kinds.get(code) or ("level" if code in levels else "field")
        for beginning in beginnings:
            yield fold(beginning), kind, code
