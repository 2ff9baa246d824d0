"""Worries about time and money, answered from the data files; schemes are named by `funding`."""

from __future__ import annotations

from actions.from_files import FileAnswer


class NoTimeJob(FileAnswer):
    """A job, and no idea where the hours would come from."""

    need = "no_time_job"


class MoneyWorry(FileAnswer):
    """How to live and pay: no scheme is named before work and country are known."""

    need = "money_worry"
