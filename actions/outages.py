"""Errors that mean that the catalog is out of reach, and how they are told without a learner's words."""

from __future__ import annotations

import traceback

from sqlalchemy.exc import SQLAlchemyError

from catalog.errors import CatalogError

# A database that is gone shows itself in any of these; drivers do not agree on one.
OUTAGES = (CatalogError, SQLAlchemyError, OSError)


def where(error: BaseException) -> str:
    """Kind and place of an error, never its message: a query may quote the learner."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " > ".join(f"{frame.name}:{frame.lineno}" for frame in frames)
    code = f" {error}" if isinstance(error, CatalogError) else ""
    return f"{type(error).__name__}{code} at {places}"
