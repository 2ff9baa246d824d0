"""Brings an index to the stand of the database: the changed rows only, or all of them anew."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncSession
from tantivy import Document

from catalog.search import rows, schema
from catalog.search.analyse import Analyser
from catalog.search.compounds import COMPOUNDS_FILE, LANGUAGES
from catalog.search.documents import document, place_keys
from catalog.search.index import Facts, Store, analyser_of
from catalog.search.near import Nearness, located
from catalog.search.rows import CourseRows
from catalog.words import words

# From this share of changed rows on, building anew is no slower, and learns the words of all titles.
ANEW_FROM = 0.3
FEW_CHANGES = 500


@lru_cache(maxsize=1)
def made_by() -> str:
    """Digest of what the documents are made with besides the rows."""
    return hashlib.sha256(f"{schema.VERSION}".encode() + COMPOUNDS_FILE.read_bytes()).hexdigest()


async def bring_up_to_date(store: Store, session: AsyncSession) -> None:
    """Make *store* show the database that *session* reads.

    Raises:
        OSError, ValueError: the index cannot be written.
        sqlalchemy.exc.SQLAlchemyError: the database cannot be read.
    """
    stand = await rows.stand_of(session)
    shown = store.snapshot
    if shown is not None and shown.facts.stand == stand and shown.facts.made_by == made_by():
        return
    now = await rows.stamps(session)
    if shown is None or shown.facts.made_by != made_by():
        await _build(store, session, stand, now)
        return
    before = await asyncio.to_thread(shown.stamps)
    changed = [number for number, stamp in now.items() if before.get(number) != stamp]
    if len(changed) > max(FEW_CHANGES, ANEW_FROM * len(before)):
        await _build(store, session, stand, now)
    else:
        gone = [number for number in before if now.get(number) != before[number]]
        await _update(store, session, stand, now, changed, gone)


class _Portions:
    """Documents made a portion at a time, and the towns that were met on the way."""

    def __init__(
        self, session: AsyncSession, stamps: Mapping[int, int], analyser: Analyser
    ) -> None:
        self._session = session
        self._stamps = stamps
        self._analyser = analyser
        self.towns: set[str] = set()

    async def read(self, numbers: Sequence[int]) -> list[Document]:
        """The documents of these rows, at most ``rows.PORTION``."""
        read = await rows.course_rows(self._session, numbers)
        return await asyncio.to_thread(self._made, read)

    def _made(self, read: CourseRows) -> list[Document]:
        made = []
        for course in read.courses:
            runs = read.runs.get(course.id, [])
            self.towns |= place_keys(course, runs)
            made.append(document(course, runs, self._stamps[course.id], self._analyser))
        return made


async def _build(
    store: Store, session: AsyncSession, stand: str, stamps: Mapping[int, int]
) -> None:
    known = {lang: _words_of(await rows.titles(session, lang)) for lang in LANGUAGES}
    portions = _Portions(session, stamps, analyser_of(known))
    rebuild = await asyncio.to_thread(store.begin)
    for portion in _in_portions(sorted(stamps)):
        documents = await portions.read(portion)
        await asyncio.to_thread(rebuild.add, documents)
    towns = await asyncio.to_thread(located, portions.towns, _towns(store))
    nearness = Nearness(towns, await rows.study_places(session))
    facts = Facts(made_by(), stand, known, nearness)
    await asyncio.to_thread(store.finish, rebuild, facts)


async def _update(
    store: Store,
    session: AsyncSession,
    stand: str,
    stamps: Mapping[int, int],
    changed: Sequence[int],
    gone: Sequence[int],
) -> None:
    assert store.snapshot is not None
    shown = store.snapshot
    portions = _Portions(session, stamps, shown.analyser)
    documents = [one for part in _in_portions(changed) for one in await portions.read(part)]
    towns = await asyncio.to_thread(located, portions.towns, shown.facts.nearness.towns)
    nearness = Nearness(towns, await rows.study_places(session))
    facts = Facts(made_by(), stand, shown.facts.words, nearness)
    await asyncio.to_thread(store.change, gone, documents, facts)


def _towns(store: Store) -> Mapping[str, tuple[float, float] | None]:
    return store.snapshot.facts.nearness.towns if store.snapshot else {}


def _words_of(titles: Sequence[str]) -> frozenset[str]:
    """The words of *titles* that compounds may be made of."""
    return frozenset(word for title in set(titles) for word in words(title) if len(word) > 4)


def _in_portions(numbers: Sequence[int]) -> list[Sequence[int]]:
    return [numbers[at : at + rows.PORTION] for at in range(0, len(numbers), rows.PORTION)]


def default_folder(database_path: str | None) -> Path | None:
    """Beside the file of a SQLite database; None, in memory, for any other."""
    if not database_path or database_path == ":memory:":
        return None
    return Path(database_path).absolute().parent / "search"
