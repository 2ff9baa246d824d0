"""Tells whoever trains which stage has begun; `bot.engine.training` shows it."""

from __future__ import annotations

import logging

_log = logging.getLogger("bot.nlu.stages")


def begin(stage: str) -> None:
    """Announce *stage*: read, language, entities, words, needs or calibrate."""
    _log.info(stage)
