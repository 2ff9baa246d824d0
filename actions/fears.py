"""Fears about oneself, answered from the data files."""

from __future__ import annotations

from actions.from_files import FileAnswer


class FearTooOld(FileAnswer):
    """Age, and being the odd one out."""

    need = "fear_too_old"


class FearFailedBefore(FileAnswer):
    """Failed or left before, and expects it again."""

    need = "fear_failed_before"


class FearNotSmartEnough(FileAnswer):
    """Study seems to be for other people."""

    need = "fear_not_smart_enough"
