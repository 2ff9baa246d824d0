"""Notices that an answer was given before, by a short digest: the words themselves are not kept."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2s

# Enough for a long talk; a chance likeness of two answers would only make one of them shorter.
DIGEST_BYTES = 4
MOST_REMEMBERED = 40
SLOT = "told"
# These are the same every time, and should be.
MAY_REPEAT = ("greet", "goodbye", "thank", "affirm", "deny", "talk_to_human", "are_you_a_bot")


def digest(text: str) -> str:
    """Eight hex digits that stand for *text*."""
    return blake2s(text.encode(), digest_size=DIGEST_BYTES).hexdigest()


def remembered(told: Sequence[str], text: str) -> list[str]:
    """*told* with the digest of *text*, the oldest forgotten first."""
    return [*told, digest(text)][-MOST_REMEMBERED:]
