"""Everyday words and jobs → the words of titles, a field, a level; read from editable tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.datafiles import read_section
from catalog.errors import BadDataFile
from catalog.levels import fields, levels
from catalog.texts import LANGUAGES
from catalog.words import stem, telling_words, words

WORDS_FOLDER = Path(__file__).parent / "words"
WEAK = "weak"

Stems = tuple[str, ...]
Words = tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    """One thing that people learn or become.

    Attributes:
        code: its key in the tables, the same in every language.
        field: code of the field in which courses for it lie; None if it points to none.
        level: code of the level that it names; None if it names none.
        phrases: folded words of what titles say for it, by language.
    """

    code: str
    field: str | None
    level: str | None
    phrases: Mapping[str, tuple[Words, ...]]


@dataclass(frozen=True)
class Table:
    """What one language has.

    Attributes:
        concepts: codes by the stems of a phrase, as typed.
        words: single words of its phrases, folded, for typing errors.
        weak: stems of words that describe a course and are not what it is about.
    """

    concepts: Mapping[Stems, tuple[str, ...]]
    words: tuple[str, ...]
    weak: frozenset[str]

    def close_to(self, word: str, slips: int) -> str | None:
        """The word of the table that is at most *slips* typing errors from *word*."""
        found = process.extractOne(word, self.words, scorer=OSA.distance, score_cutoff=slips)
        return str(found[0]) if found else None


@dataclass(frozen=True)
class Synonyms:
    """The tables of all languages."""

    concepts: Mapping[str, Concept]
    tables: Mapping[str, Table]

    def of_phrase(self, phrase: Sequence[str], language: str) -> list[Concept]:
        """Concepts that folded words name, in *language* or, failing that, in another one."""
        for lang in (language, *(other for other in LANGUAGES if other != language)):
            table = self.tables.get(lang)
            codes = table.concepts.get(_stems(phrase, lang)) if table else None
            if codes:
                return [self.concepts[code] for code in codes]
        return []

    def is_weak(self, word: str, language: str) -> bool:
        """Whether a folded word says how a course is, in *language*, and names nothing there."""
        table = self.tables.get(language)
        stems = _stems([word], language)
        return table is not None and stems[0] in table.weak and stems not in table.concepts


@lru_cache(maxsize=1)
def synonyms() -> Synonyms:
    """The shipped tables, read once.

    Raises:
        BadDataFile: a table cannot be read or names an unknown field or level.
    """
    sections = {lang: read_section(WORDS_FOLDER / f"{lang}.yml") for lang in LANGUAGES}
    concepts = _concepts(sections)
    return Synonyms(concepts, {lang: _table(lang, sections[lang]) for lang in LANGUAGES})


def _concepts(sections: Mapping[str, Mapping[str, Any]]) -> dict[str, Concept]:
    phrases: dict[str, dict[str, tuple[Words, ...]]] = defaultdict(dict)
    field: dict[str, str] = {}
    level: dict[str, str] = {}
    for lang, section in sections.items():
        for code, entry in _entries(lang, section):
            said = _phrases(entry, "words")
            found = [telling_words(phrase, lang) or words(phrase) for phrase in said]
            phrases[code][lang] = tuple(dict.fromkeys(filter(None, found)))
            field.update({code: entry["field"]} if "field" in entry else {})
            level.update({code: entry["level"]} if "level" in entry else {})
    return {
        code: Concept(code, field.get(code), level.get(code), phrases[code]) for code in phrases
    }


def _table(language: str, section: Mapping[str, Any]) -> Table:
    concepts: dict[Stems, tuple[str, ...]] = {}
    single: dict[str, None] = {}
    for code, entry in _entries(language, section):
        for phrase in (*_phrases(entry, "words"), *_phrases(entry, "asked")):
            told = telling_words(phrase, language) or words(phrase)
            key = _stems(told, language)
            concepts[key] = (*concepts.get(key, ()), code)
            single.update(dict.fromkeys(word for word in told if len(word) > 4))
    weak = frozenset(stem(word, language) for word in words(str(section.get(WEAK, ""))))
    return Table({key: tuple(dict.fromkeys(v)) for key, v in concepts.items()}, tuple(single), weak)


def _entries(language: str, section: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    entries = [(code, entry) for code, entry in section.items() if code != WEAK]
    for code, entry in entries:
        if not isinstance(entry, dict) or set(entry) - {"field", "level", "words", "asked"}:
            raise BadDataFile(f"{language}.yml", f"{code!r} is no entry")
        if entry.get("field", fields()[0]) not in fields():
            raise BadDataFile(f"{language}.yml", f"{code!r}: no such field")
        if entry.get("level", next(iter(levels()))) not in levels():
            raise BadDataFile(f"{language}.yml", f"{code!r}: no such level")
    return entries


def _phrases(entry: Mapping[str, Any], key: str) -> list[str]:
    return [phrase.strip() for phrase in str(entry.get(key, "")).split(",") if phrase.strip()]


def _stems(phrase: Sequence[str], language: str) -> Stems:
    return tuple(stem(word, language) for word in phrase)
