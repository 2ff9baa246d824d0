"""Texts that people read, by area, key and language; it knows nothing of where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from babel import Locale

from catalog.datafiles import read_section
from catalog.errors import BadDataFile, MissingText

LANGUAGES = ("fr", "sv", "nl", "en")


@dataclass(frozen=True)
class Texts:
    """Every text of every area.

    Attributes:
        entries: text by ``(language, area, key)``.
    """

    entries: Mapping[tuple[str, str, str], str]

    @classmethod
    def load(cls, root: Path) -> Texts:
        """Read ``data/texts/<language>/<area>.yml`` of the project at *root*.

        Raises:
            BadDataFile: a file cannot be read, or holds something else than texts.
        """
        entries: dict[tuple[str, str, str], str] = {}
        for path in sorted(root.glob("data/texts/*/*.yml")):
            for key, text in _read_area(path).items():
                entries[path.parent.name, path.stem, key] = text
        return cls(entries)

    def get(self, area: str, key: str, language: str, /, **values: Any) -> str:
        """The text *key* of *area*, with *values* put in by name.

        With a value ``count`` the forms ``<key>_one`` and ``<key>_other`` are looked for first;
        which one is used follows the plural rule of the language.

        Raises:
            MissingText: there is no such text in this language.
        """
        text = self._plural(area, key, language, values.get("count"))
        if text is None:
            text = self.entries.get((language, area, key))
        if text is None:
            raise MissingText(f"{area}.{key}", language)
        return text.format(**values)

    def has(self, area: str, key: str, language: str) -> bool:
        """Whether there is a text *key* without plural forms in this language."""
        return (language, area, key) in self.entries

    def area(self, area: str, language: str) -> dict[str, str]:
        """All texts of *area* in *language* by key, unfilled; empty if there are none."""
        return {
            key: text
            for (lang, name, key), text in self.entries.items()
            if (lang, name) == (language, area)
        }

    def _plural(self, area: str, key: str, language: str, count: object) -> str | None:
        if not isinstance(count, int):
            return None
        form = "one" if _locale(language).plural_form(count) == "one" else "other"
        return self.entries.get((language, area, f"{key}_{form}"))


@lru_cache(maxsize=len(LANGUAGES))
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _read_area(path: Path) -> dict[str, str]:
    section = read_section(path)
    for key, text in section.items():
        if not isinstance(text, str):
            raise BadDataFile(str(path), f"{key!r} is no text", section.line)
    return dict(section)
