"""Limits per conversation, per site key, and a wide one per address that is never stored."""

from __future__ import annotations

from collections import OrderedDict
from typing import ClassVar

from aiolimiter import AsyncLimiter

from bot.errors import TooManyRequests

REMEMBERED = 20_000


class Limits:
    """Leaky buckets by name and key, the longest unused forgotten first. Kept in memory only."""

    RATES: ClassVar[dict[str, tuple[float, float]]] = {
        # what: (how many, per seconds); default values, chosen so that no person reaches them
        "message": (600, 60),  # one turn of a conversation runs at a time anyway
        "conversation": (600, 60),
        "address": (600, 60),
        "sign_in": (30, 300),
        "resume": (20, 300),
        "mail": (5, 3600),  # per conversation: nobody's mailbox is filled from here
        "mail_address": (300, 3600),  # opening many conversations does not help either
    }

    def __init__(self) -> None:
        self._buckets: OrderedDict[tuple[str, str], AsyncLimiter] = OrderedDict()

    async def spend(self, what: str, key: str) -> None:
        """Count one use of *what* by *key*.

        Raises:
            TooManyRequests: the limit is reached.
        """
        bucket = self._bucket(what, key)
        if not bucket.has_capacity():
            most, seconds = self.RATES[what]
            raise TooManyRequests(retry_after=max(1, round(seconds / most)))
        await bucket.acquire()

    def _bucket(self, what: str, key: str) -> AsyncLimiter:
        name = (what, key)
        if name not in self._buckets:
            self._buckets[name] = AsyncLimiter(*self.RATES[what])
            if len(self._buckets) > REMEMBERED:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(name)
        return self._buckets[name]
