"""Search latencies at three sizes beside LIKE and PostgreSQL full text, on the same rows in one run.

Run by hand from the project's folder: ``.venv/bin/python -m tests.bench.search_bench [sizes]``.
"""

from __future__ import annotations

import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table
from sqlalchemy import text as sql
from sqlalchemy.ext.asyncio import AsyncSession

from catalog.db import Database
from catalog.models import Mode
from catalog.search import following
from catalog.services.course_search import CourseQuery, search_courses
from catalog.services.site_search import SiteQuery, nearest_sites
from catalog.words import telling_words
from tests.bench.made_catalog import fill
from tests.databases import PostgresqlServer, SqliteTemplate

SITES = {1_000: 100, 10_000: 1_000, 100_000: 10_000}
TYPED = {
    "fr": (
        "devenir infirmière", "bts informatique", "licence histoire", "développeur web", "compta",
        "travailler avec des enfants", "cybersecurite", "infromatique", "droit", "coding",
        "BTS Services informatiques aux organisations", "fleuriste", "intelligense artificielle",
        "je voudrais apprendre l'anglais", "gestion PME à distance",
    ),
    "sv": (
        "jobba med datasäkerhet", "undersköterska psykiatri", "webbutvecklare", "elektriker",
        "sjukskoterska", "läsa upp betyg", "systemutveklare", "lön", "säkerhet", "lärare",
    ),
    "nl": (
        "iets met boekhouden", "boekhoudopleiding", "kleuterjuf", "programmeren", "sociaal werk",
        "graduaat", "informatieveilighied", "website maken", "diploma secundair onderwijs",
    ),
    "en": ("something with computers", "nurse", "web developer", "acounting", "truck driver"),
}  # fmt: skip
HOME = {"fr": "FR", "sv": "SE", "nl": "BE", "en": "SE"}
POINT = {"fr": (45.76, 4.84), "sv": (59.33, 18.06), "nl": (51.05, 3.72), "en": (59.33, 18.06)}
CONFIGS = {"fr": "french", "sv": "swedish", "nl": "dutch", "en": "english"}

Ask = Callable[[AsyncSession, CourseQuery], Awaitable[object]]


def questions() -> list[CourseQuery]:
    """What is asked: every text alone, in the country, and with a wish or two."""
    dice = random.Random(7)
    found = []
    for language, typed in TYPED.items():
        for words in typed:
            plain = CourseQuery(text=words, language=language)
            at_home = replace(plain, country=HOME[language])
            near = {"near": POINT[language], "within_km": 30.0}
            others = (
                replace(at_home, mode=Mode.DISTANCE.value, **near),
                replace(at_home, level="bachelor", max_hours_per_week=10.0),
                replace(at_home, max_cost_cents=50_000, starts_from=date(2026, 12, 1)),
                replace(at_home, text=None, field="digital", pace="part_time"),
                replace(at_home, field="law", mode="presential", max_duration_months=6, **near),
            )
            found += [plain, at_home, *dice.sample(others, 3)]
    dice.shuffle(found)
    return found


async def like(session: AsyncSession, query: CourseQuery) -> object:
    """What a form with a LIKE does: every telling word somewhere in title or award, by title."""
    conditions, values = _conditions(query)
    for number, word in enumerate(telling_words(query.text or "", query.language)):
        conditions.append(f"(lower(title) LIKE :w{number} OR lower(award) LIKE :w{number})")
        values[f"w{number}"] = f"%{word}%"
    where = " AND ".join(conditions)
    chosen = f"SELECT id FROM course WHERE {where} ORDER BY title, public_id LIMIT 3"
    counted = await session.execute(sql(f"SELECT count(*) FROM course WHERE {where}"), values)
    return counted.scalar(), (await session.execute(sql(chosen), values)).all()


async def full_text(session: AsyncSession, query: CourseQuery) -> object:
    """PostgreSQL full text with the learner's language, best rank first."""
    conditions, values = _conditions(query)
    order = "title"
    if query.text:
        asked = f"plainto_tsquery('{CONFIGS[query.language]}', :asked)"
        conditions.append(f"tokens @@ {asked}")
        values["asked"] = query.text
        order = f"ts_rank(tokens, {asked}) DESC"
    where = " AND ".join(conditions)
    chosen = f"SELECT id FROM course WHERE {where} ORDER BY {order}, public_id LIMIT 3"
    counted = await session.execute(sql(f"SELECT count(*) FROM course WHERE {where}"), values)
    return counted.scalar(), (await session.execute(sql(chosen), values)).all()


def _conditions(query: CourseQuery) -> tuple[list[str], dict[str, object]]:
    codes = {name: getattr(query, name) for name in ("country", "field", "level", "mode")}
    stated = {name: code for name, code in codes.items() if code}
    return ["status = 'published'", *(f"{name} = :{name}" for name in stated)], dict(stated)


async def prepare_full_text(database: Database) -> None:
    """The column and the index that full text needs."""
    cases = " ".join(f"WHEN '{code}' THEN '{name}'" for code, name in CONFIGS.items())
    async with database.write() as session:
        await session.execute(sql("ALTER TABLE course ADD COLUMN tokens tsvector"))
        await session.execute(
            sql(
                f"UPDATE course SET tokens = to_tsvector((CASE language {cases} END)::regconfig,"
                " title || ' ' || coalesce(award, '') || ' ' || coalesce(summaries::text, ''))"
            )
        )
        await session.execute(sql("CREATE INDEX ON course USING gin (tokens)"))
        await session.execute(sql("ANALYZE course"))


async def measured(database: Database, ask: Ask) -> list[float]:
    """Milliseconds of each question, sorted; each in a unit of work of its own, opened before."""
    taken = []
    for query in questions():
        async with database.read() as session:
            await session.execute(sql("SELECT 1"))
            begun = time.perf_counter()
            await ask(session, query)
            taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


async def sites(session: AsyncSession, query: CourseQuery) -> object:
    """The nearest study places."""
    lat, lon = POINT[query.language]
    country = HOME[query.language]
    return await nearest_sites(session, SiteQuery(lat, lon, None, country))


def row(name: str, taken: Sequence[float]) -> tuple[str, str, str, str]:
    """Name, median, 95th percentile and slowest."""
    tail = taken[int(len(taken) * 0.95)]
    return name, f"{statistics.median(taken):.2f}", f"{tail:.2f}", f"{taken[-1]:.1f}"


async def build(database: Database) -> float:
    """Seconds until the first search is answered, the index being built for it."""
    begun = time.perf_counter()
    async with database.read() as session:
        await search_courses(session, CourseQuery(text="informatique"))
    return time.perf_counter() - begun


async def edit(database: Database) -> float:
    """Seconds until a search is answered after one course was changed."""
    async with database.write() as session:
        await session.execute(
            sql("UPDATE course SET title = 'Apiculture', updated_at = '2026-06-01' WHERE id = 5")
        )
        await session.execute(sql("UPDATE revision SET number = number + 1"))
    return await build(database)


async def at_size(size: int, folder: Path, server: PostgresqlServer) -> list[tuple[str, ...]]:
    """The rows of the table for one size."""
    following.keep_indexes_in(folder / f"indexes-{size}")
    rows: list[tuple[str, ...]] = []
    place = folder / str(size)
    place.mkdir()
    template = SqliteTemplate(place)
    await asyncio.to_thread(template.create)
    urls = {"SQLite": template.copy(place), "PostgreSQL": await asyncio.to_thread(server.create)}
    for name, url in urls.items():
        database = Database.open(url)
        await fill(database, size, SITES.get(size, size // 10))
        took = await build(database)
        files = [path for path in (folder / f"indexes-{size}").rglob("*") if path.is_file()]
        weight = sum(path.stat().st_size for path in files) / 1e6
        rows.append(
            (f"index built ({name}): {took:.1f} s, all indexes {weight:.1f} MB", "", "", "")
        )
        if name == "SQLite":
            rows.append((f"after one edit: {await edit(database):.2f} s", "", "", ""))
        await measured(database, search_courses)
        rows.append(row(f"search_courses ({name})", await measured(database, search_courses)))
        rows.append(row(f"LIKE ({name})", await measured(database, like)))
        rows.append(row(f"nearest sites ({name})", await measured(database, sites)))
        if database.is_postgresql:
            await prepare_full_text(database)
            rows.append(row("full text (PostgreSQL)", await measured(database, full_text)))
        await database.close()
    return rows


def main() -> None:
    """Measure every size and print the table."""
    sizes = [int(word) for word in sys.argv[1:]] or list(SITES)
    server, console = PostgresqlServer(), Console(width=110)
    try:
        with tempfile.TemporaryDirectory(prefix="search-bench-") as folder:
            for size in sizes:
                count = len(questions())
                table = Table(
                    "what",
                    "median ms",
                    "p95 ms",
                    "max ms",
                    title=f"{size} courses, {count} queries",
                )
                for line in asyncio.run(at_size(size, Path(folder), server)):
                    table.add_row(*line)
                console.print(table)
    finally:
        server.drop()


if __name__ == "__main__":
    main()
