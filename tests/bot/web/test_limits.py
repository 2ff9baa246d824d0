"""Limits: how many, for whom, how long to wait, and that nothing grows without end."""

from __future__ import annotations

import pytest

from bot.errors import TooManyRequests
from bot.web import limits
from bot.web.limits import Limits


async def spent(kept: Limits, what: str, key: str, most: int = 1000) -> int:
    """How often *key* may do it before it is told to wait."""
    for number in range(most):
        try:
            await kept.spend(what, key)
        except TooManyRequests:
            return number
    raise AssertionError("never refused")


@pytest.mark.parametrize("what", sorted(Limits.RATES))
async def test_limit_is_what_the_table_says(what: str) -> None:
    most, _ = Limits.RATES[what]

    assert most <= await spent(Limits(), what, "key") <= most + 1


async def test_one_who_writes_a_lot_does_not_stop_another() -> None:
    kept = Limits()
    await spent(kept, "message", "one")

    assert await spent(kept, "message", "two") >= Limits.RATES["message"][0]
    assert await spent(kept, "resume", "one") >= Limits.RATES["resume"][0]


async def test_refusal_says_when_to_try_again_and_it_is_true(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Limits, "RATES", {"fast": (20.0, 2.0)})
    kept = Limits()
    await spent(kept, "fast", "key")
    with pytest.raises(TooManyRequests) as refused:
        await kept.spend("fast", "key")

    assert refused.value.retry_after == 1
    assert refused.value.facts == {"retry_after": 1}


async def test_the_longest_unused_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "REMEMBERED", 2)
    kept = Limits()
    for key in ("one", "two", "one", "three"):
        await kept.spend("message", key)

    assert [key for _, key in kept._buckets] == ["one", "three"]
