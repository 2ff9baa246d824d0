"""The index of one database, in a folder or in memory: opened, written, replaced as a whole."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tantivy import Document, Index, IndexWriter, Query, Searcher

from catalog.search import schema
from catalog.search.analyse import Analyser
from catalog.search.compounds import LANGUAGES, with_words
from catalog.search.near import Nearness

FACTS_FILE = "facts.json"
CURRENT_FILE = "current"
HEAP_BYTES = 40_000_000


@dataclass(frozen=True)
class Facts:
    """What is known of an index besides its documents.

    Attributes:
        made_by: digest of the code tables that its documents were made with.
        stand: of the database that it shows (``rows.stand_of``).
        words: words of the catalogue's titles by language, which compounds are made of.
        nearness: where its courses and study places lie.
    """

    made_by: str = ""
    stand: str = ""
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    nearness: Nearness = field(default_factory=Nearness)

    def to_json(self) -> str:
        """As one line of JSON."""
        content = {
            "made_by": self.made_by,
            "stand": self.stand,
            "words": {language: sorted(words) for language, words in self.words.items()},
            "towns": dict(self.nearness.towns),
            "sites": list(self.nearness.sites),
        }
        return json.dumps(content)

    @classmethod
    def from_json(cls, text: str) -> Facts:
        """From what ``to_json`` made.

        Raises:
            ValueError, KeyError: it is something else.
        """
        content = json.loads(text)
        towns = {code: tuple(at) if at else None for code, at in content["towns"].items()}
        sites = [(lat, lon) for lat, lon in content["sites"]]
        words = {language: frozenset(words) for language, words in content["words"].items()}
        return cls(content["made_by"], content["stand"], words, Nearness(towns, sites))


@dataclass(frozen=True)
class Snapshot:
    """An index as it stood at one moment; it does not change while it is searched."""

    facts: Facts
    searcher: Searcher
    analyser: Analyser

    def stamps(self) -> dict[int, int]:
        """The stamp of each document by the number of its database row."""
        count = max(self.searcher.num_docs, 1)
        found = self.searcher.search(Query.all_query(), limit=count, count=False)
        at = [address for _, address in found.hits]
        numbers = self.searcher.fast_field_values(schema.ROW, at)
        marks = self.searcher.fast_field_values(schema.STAMP, at)
        return {int(row): int(mark) for row, mark in zip(numbers, marks, strict=True)}  # type: ignore[arg-type]


def analyser_of(words: Mapping[str, frozenset[str]]) -> Analyser:
    """An analyser that knows the *words* of a catalogue by language."""
    return Analyser({lang: with_words(lang, words.get(lang, frozenset())) for lang in LANGUAGES})


class Store:
    """Where the index of one database is kept; blocking, for one thread at a time.

    Attributes:
        snapshot: the index as it was opened last; None before that.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.snapshot: Snapshot | None = None
        self._index: Index | None = None
        self._generation = ""

    def open(self) -> None:
        """Take over what this or another process has written last, if anything usable."""
        if self.folder is None:
            return
        try:
            generation = (self.folder / CURRENT_FILE).read_text("utf-8").strip()
            content = (self.folder / generation / FACTS_FILE).read_text("utf-8")
            facts = Facts.from_json(content)
            if self.snapshot is not None and self.snapshot.facts.stand == facts.stand:
                return
            if self._index is None or generation != self._generation:
                self._index = _manual(Index.open(str(self.folder / generation)))
            self._generation = generation
            self._show(self._index, facts)
        except (OSError, ValueError, KeyError, TypeError):
            return  # nothing there, half of it, or another program's: it is built anew

    def change(self, gone: Sequence[int], documents: Sequence[Document], facts: Facts) -> None:
        """Take documents of the rows *gone* out and put *documents* in."""
        assert self._index is not None
        writer = self._index.writer(HEAP_BYTES, 1)
        for number in gone:
            writer.delete_documents_by_term(schema.ROW, number)
        for document in documents:
            writer.add_document(document)
        _finish(writer)
        if self.folder is not None:
            _write(self.folder / self._generation / FACTS_FILE, facts.to_json())
        self._show(self._index, facts)

    def begin(self) -> Rebuild:
        """Start an index from nothing beside the one in use.

        Raises:
            OSError: the folder cannot be written.
        """
        if self.folder is None:
            return Rebuild(_manual(Index(schema.schema())), "")
        generation = f"g{os.getpid()}-{os.urandom(4).hex()}"
        path = self.folder / generation
        path.mkdir(parents=True, mode=0o700)
        return Rebuild(_manual(Index(schema.schema(), str(path))), generation)

    def finish(self, rebuild: Rebuild, facts: Facts) -> None:
        """Put what *rebuild* holds in the place of the index in use."""
        _finish(rebuild.writer)
        if self.folder is not None:
            _write(self.folder / rebuild.generation / FACTS_FILE, facts.to_json())
            _write(self.folder / CURRENT_FILE, rebuild.generation)
            self._sweep(rebuild.generation)
        self._index, self._generation = rebuild.index, rebuild.generation
        self._show(rebuild.index, facts)

    def _sweep(self, kept: str) -> None:
        """Remove older generations; a process that still shows one keeps its pages until it reopens."""
        assert self.folder is not None
        for path in self.folder.glob("g*-*"):
            if path.name != kept:
                shutil.rmtree(path, ignore_errors=True)

    def _show(self, index: Index, facts: Facts) -> None:
        index.reload()
        old = self.snapshot
        same = old is not None and old.facts.words == facts.words
        analyser = old.analyser if old is not None and same else analyser_of(facts.words)
        self.snapshot = Snapshot(facts, index.searcher(), analyser)


class Rebuild:
    """An index that is being filled and that nobody searches yet."""

    def __init__(self, index: Index, generation: str) -> None:
        self.index = index
        self.generation = generation
        self.writer: IndexWriter = index.writer(HEAP_BYTES, 1)

    def add(self, documents: Sequence[Document]) -> None:
        """Put *documents* in."""
        for document in documents:
            self.writer.add_document(document)


def _manual(index: Index) -> Index:
    # By default a thread would look at the files twice a second; the revision tells better.
    index.config_reader("manual")
    return index


def _finish(writer: IndexWriter) -> None:
    writer.commit()
    writer.wait_merging_threads()


def _write(path: Path, content: str) -> None:
    """Replace a file as a whole: a reader sees the old or the new content, never half."""
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_text(content, encoding="utf-8")
    fresh.replace(path)
