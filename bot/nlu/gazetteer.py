"""The one gazetteer of this process, loaded when first asked for (before the engine forks)."""

from __future__ import annotations

from functools import lru_cache

from catalog.gazetteer import Gazetteer


@lru_cache(maxsize=1)
def shared_gazetteer() -> Gazetteer:
    """The shipped gazetteer; immutable, so that pipeline and actions may share it."""
    return Gazetteer.load()
