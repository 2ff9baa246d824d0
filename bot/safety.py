"""Finds words of distress and of self-harm by reviewed patterns; web and engine use it, without Rasa.

The patterns live in data/safety/<language>.yml. All four languages are read in every message:
people in need write in the language that comes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BotError
from bot.nlu.text import LANGUAGES, fold


class Need(StrEnum):
    """The two safety needs, the graver first."""

    SELF_HARM_RISK = "self_harm_risk"
    DISTRESS = "distress"


class BadSafetyFile(BotError):
    """A file of patterns is missing or cannot be read; the service must not start without it."""

    code = "bad_safety_file"

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path


# A message of more words than these tells a story, in which grief or fear may be long past.
SHORT_MESSAGE = 8


@dataclass(frozen=True)
class _Language:
    """Patterns of one language: what fires, and harmless phrases that are taken out before.

    Attributes:
        short: fires as distress in a short message only.
    """

    harmless: re.Pattern[str]
    needs: dict[Need, re.Pattern[str]]
    short: re.Pattern[str]


class SafetyRules:
    """The patterns of all languages."""

    def __init__(self, languages: list[_Language]) -> None:
        self._languages = languages

    @classmethod
    def load(cls, root: Path) -> SafetyRules:
        """Read `data/safety/<language>.yml` under *root*.

        Raises:
            BadSafetyFile: a file is missing or holds a pattern that cannot be read.
        """
        return cls([_read(root / "data" / "safety" / f"{code}.yml") for code in LANGUAGES])

    def check(self, text: str) -> Need | None:
        """The gravest safety need that *text* shows, None if it shows none."""
        rest = self._without_harmless(_plain(text))
        for need in Need:
            if any(language.needs[need].search(rest) for language in self._languages):
                return need
        is_short = len(rest.split()) <= SHORT_MESSAGE
        if is_short and any(language.short.search(rest) for language in self._languages):
            return Need.DISTRESS
        return None

    def _without_harmless(self, folded: str) -> str:
        """Take the figures of speech out; what stands beside them stays and is read.

        Those of every language, because a word such as "suicide" is in the patterns of several.
        """
        for language in self._languages:
            folded = language.harmless.sub(" ; ", folded)
        return folded


def _plain(text: str) -> str:
    """Folded, straight apostrophes, single blanks."""
    return re.sub(r"\s+", " ", fold(text)).strip()


def _read(path: Path) -> _Language:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        return _Language(
            harmless=_joined(content["harmless"], content["words"]),
            needs={need: _joined(content[need.value], content["words"]) for need in Need},
            short=_joined(content["distress_short"], content["words"]),
        )
    except (OSError, yaml.YAMLError, KeyError, TypeError, re.error) as error:
        raise BadSafetyFile(path, f"{type(error).__name__}: {error}") from error


def _joined(patterns: list[str], words: dict[str, str]) -> re.Pattern[str]:
    """One expression of all *patterns*; `<name>` stands for the entry of *words* of that name."""
    if not patterns:
        raise KeyError("no pattern")
    return re.compile("|".join(f"(?:{_filled(pattern, words)})" for pattern in patterns))


def _filled(pattern: str, words: dict[str, Any]) -> str:
    """The pattern with its words put in; it starts and ends at the edge of a word."""
    whole = re.sub(r"<(\w+)>", lambda found: f"(?:{words[found.group(1)]})", pattern)
    return rf"(?<!\w)(?:{whole})(?!\w)"
