"""Greeting, thanks and goodbye: one line each that leads back to what the assistant can do."""

from __future__ import annotations

from actions.from_files import SmallTalk


class Greet(SmallTalk):
    """A greeting is answered."""

    need = "greet"


class Goodbye(SmallTalk):
    """A goodbye is answered."""

    need = "goodbye"


class Thank(SmallTalk):
    """Thanks are answered."""

    need = "thank"
