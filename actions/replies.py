"""A reply as an action composes it, and its form for the chat; it knows no need in particular."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from babel.dates import format_date, format_skeleton
from babel.lists import format_list

from catalog.facts import Fact
from catalog.texts import Texts

AREA = "cards"
MAX_CHIPS = 4
LOCALES = {"en": "en_GB", "nl": "nl_BE", "fr": "fr_FR", "sv": "sv_SE"}
Choice = dict[str, Any]


@dataclass(frozen=True)
class Reply:
    """What an action says and does.

    Attributes:
        text: complete for a client that shows only text.
        choices: at most four chips.
        effects: for the service: ``{"kind": "handoff"}`` ...
        slots: values to remember.
        pending: the question that the reply asks; None clears an open one.
        said: what was said, to notice a repetition; None takes the need.
        understood: False if this is the admission that it was not.
        need: what the message was answered as, if not as the need of the action that was asked.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    cards: tuple[dict[str, Any], ...] = ()
    facts: tuple[Fact, ...] = ()
    effects: tuple[dict[str, Any], ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    pending: Mapping[str, Any] | None = None
    said: str | None = None
    author: str = "assistant"
    understood: bool = True
    need: str | None = None

    def message(self, language: str, need: str, also: Iterable[str]) -> dict[str, Any]:
        """The reply as the chat takes it."""
        return {
            "text": self.text,
            "lang": language,
            "need": need,
            "also": list(also),
            "cards": list(self.cards),
            "choices": list(self.choices[:MAX_CHIPS]),
            "facts": [_reference(fact) for fact in self.facts],
            "author": self.author,
        }


class _Gaps(dict[str, Any]):
    """Values of a text; a place without a value vanishes."""

    def __missing__(self, key: str) -> str:
        return ""


def fill(text: str, **values: Any) -> str:
    """*text* with *values* put in by name; what has no value vanishes, with the blanks around it."""
    return tidy(text.format_map(_Gaps(values)))


def tidy(text: str) -> str:
    """Lines without double blanks, and no empty lines."""
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def chip(texts: Texts, language: str, need: str, **slots: Any) -> Choice:
    """A chip that stands for *need*."""
    label = texts.get(AREA, f"chip_{need}", language)
    return {"label": label, "need": need, "slots": slots}


def labelled(texts: Texts, language: str, key: str, need: str, **slots: Any) -> Choice:
    """A chip with the label *key* that stands for *need* and fills *slots*."""
    return {"label": texts.get(AREA, key, language), "need": need, "slots": slots}


def locale_of(language: str) -> str:
    """Where a language is read: readers of English here are Europeans."""
    return LOCALES.get(language, language)


def listed(parts: Iterable[str], language: str) -> str:
    """*parts* as one enumeration (``a, b and c``)."""
    return format_list(list(parts), locale=locale_of(language))


def day(as_of: str | None, language: str) -> str | None:
    """``2025``, ``2025-06`` or ``2025-06-12`` as people write it; None stays None."""
    if as_of is None or len(as_of) == 4:
        return as_of
    if len(as_of) == 7:
        return format_skeleton(
            "yMMMM", date.fromisoformat(f"{as_of}-01"), locale=locale_of(language)
        )
    return format_date(date.fromisoformat(as_of), "long", locale=locale_of(language))


def fact_sentence(texts: Texts, language: str, fact: Fact, today: date) -> str:
    """A fact with its source, its date and the place to check it."""
    site = bare_address(fact.official_url)
    key = "fact_old" if fact.is_due(today) else "fact"
    if fact.source in (site, fact.official_url):  # nobody is sent twice to the same place
        key += "_own_site"
    return texts.get(
        AREA,
        key,
        language,
        text=fact.text(language),
        source=fact.source,
        date=day(fact.as_of, language) or texts.get(AREA, "undated", language),
        site=site,
    )


def bare_address(url: str) -> str:
    """The host of *url* without ``www``; a text that is no address comes back as it is."""
    found = re.match(r"https?://(?:www\.)?([^/\s]+)", url)
    return found.group(1) if found else url


def _reference(fact: Fact) -> dict[str, Any]:
    return {
        "id": fact.id,
        "as_of": fact.as_of,
        "source": fact.source,
        "official_url": fact.official_url,
    }
