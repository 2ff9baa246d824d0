"""Asking the course search, in a unit of work of its own."""

from __future__ import annotations

from typing import Any

from catalog.db import Database
from catalog.services.course_search import CourseQuery, CourseResults, search_courses


async def ask(database: Database, text: str | None = None, **wishes: Any) -> CourseResults:
    """One search for *text* and *wishes*; five hits unless told otherwise."""
    async with database.read() as session:
        return await search_courses(session, CourseQuery(**({"text": text, "limit": 5} | wishes)))


async def found(database: Database, text: str | None = None, **wishes: Any) -> list[str]:
    """Public ids of the hits."""
    results = await ask(database, text, **wishes)
    return [hit.course.public_id for hit in results.hits]
