"""Conversations to rehearse, as a counsellor writes them: what the learner says, what must come."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from bot.errors import BotError
from catalog.words import share_of_stopwords

LANGUAGES = ("fr", "sv", "nl", "en")
PATTERNS = ("mentions_any", "mentions_all", "must_not")
NAMES = ("need", "also", "cards", "chips", "nearest_site_municipality", "asks_for", "author")
COUNTS = ("shows_courses", "shows_sites")
MAPPINGS = ("course_match", "keeps")
WORDS = {
    "language": LANGUAGES,
    "handoff": ("offered", "started"),
}
EXPECTATIONS = (*PATTERNS, *NAMES, *COUNTS, *MAPPINGS, *WORDS)
COURSE_KEYS = ("field", "level", "mode", "country", "pace", "award", "provider", "title")


class BadScript(BotError):
    """A file of conversations cannot be read; the message names the place in it."""

    code = "bad_script"


@dataclass(frozen=True)
class ScriptTurn:
    """One message and what its answer must hold; what is not named may be anything.

    Attributes:
        user: typed text; None if a chip is pressed instead.
        choose: the label of a chip of the last answer, or a part of it.
        expect: by the names of `EXPECTATIONS`; lists are read as "any of them" for `need`,
            `nearest_site_municipality`, `asks_for` and `author`, as "all of them" otherwise.
    """

    user: str | None
    choose: str | None
    expect: Mapping[str, Any]

    @property
    def said(self) -> str:
        """What the learner does, as a transcript shows it."""
        return self.user if self.user is not None else f"[{self.choose}]"


@dataclass(frozen=True)
class Script:
    """A conversation: who talks, what for, and its turns.

    Attributes:
        language: of the page on which the learner begins.
        kind: what people do in it (``happy``, ``corrects`` ...), where it is said.
        core: whether it belongs to the fast set.
    """

    id: str
    turns: tuple[ScriptTurn, ...]
    language: str
    persona: str = ""
    goal: str = ""
    kind: str = ""
    core: bool = field(default=False, compare=False)


def read_scripts(path: Path) -> list[Script]:
    """The conversations of the YAML (or JSON) file at *path*, whose name is their kind if none is said.

    Raises:
        BadScript: the file is no list of conversations, or a turn holds what no turn has.
        OSError: the file cannot be opened.
    """
    try:
        text = path.read_text(encoding="utf-8")
        rows, said = yaml.safe_load(text), yaml.load(text, yaml.BaseLoader)  # noqa: S506 - strings only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadScript(f"{path}: {error}") from error
    if not isinstance(rows, list):
        raise BadScript(f"{path}: a list of conversations is expected")
    _keep_words(rows, said)
    read = [_script(row, f"{path}, conversation {at}") for at, row in enumerate(rows, start=1)]
    return [replace(one, kind=one.kind or path.stem) for one in read]


def _keep_words(rows: list[Any], said: list[Any]) -> None:
    """Put back what a learner types as it stands: YAML makes a truth value of "no", a number of 01000."""
    for row, plain in zip(rows, said, strict=True):
        if not isinstance(row, dict) or not isinstance(row.get("turns"), list):
            continue
        for turn, words in zip(row["turns"], plain["turns"], strict=True):
            if isinstance(turn, dict):
                turn |= {key: words[key] for key in ("user", "choose") if key in turn}


def _script(row: Any, where: str) -> Script:
    if not isinstance(row, dict) or not isinstance(row.get("turns"), list) or not row["turns"]:
        raise BadScript(f"{where}: a mapping with a list of turns is expected")
    name = str(row.get("id") or where)
    turns = tuple(
        _turn(turn, f"{where} ({name}), turn {n}") for n, turn in enumerate(row["turns"], 1)
    )
    return Script(
        id=name,
        turns=turns,
        language=_language(row, name, turns),
        persona=str(row.get("persona") or ""),
        goal=str(row.get("goal") or ""),
        kind=str(row.get("kind") or ""),
        core=bool(row.get("core")),
    )


def _turn(row: Any, where: str) -> ScriptTurn:
    if not isinstance(row, dict) or ("user" in row) == ("choose" in row):
        raise BadScript(f"{where}: either user or choose is expected")
    if not str(row.get("user", row.get("choose")) or "").strip():
        raise BadScript(f"{where}: the learner says nothing")
    if misspelt := [key for key in row if key != "expect" and str(key).startswith("exp")]:
        raise BadScript(f"{where}: unknown key {misspelt[0]}; did you mean expect?")
    expect = row.get("expect") or {}
    if not isinstance(expect, dict):
        raise BadScript(f"{where}: expect is no mapping")
    for name, value in expect.items():
        _check(name, value, where)
    said = row.get("user")
    return ScriptTurn(None if said is None else str(said), row.get("choose"), expect)


def _check(name: str, value: Any, where: str) -> None:
    """Raise on what could never be judged: an unknown name, a wrong type, a broken pattern."""
    if name not in EXPECTATIONS:
        raise BadScript(f"{where}: unknown expectation {name}; known are {', '.join(EXPECTATIONS)}")
    if name in COUNTS and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise BadScript(f"{where}: {name} is a number of cards")
    if name in MAPPINGS and not isinstance(value, dict):
        raise BadScript(f"{where}: {name} is a mapping")
    if name == "course_match" and (unknown := set(map(str, value)) - set(COURSE_KEYS)):
        raise BadScript(f"{where}: course_match knows no {', '.join(sorted(unknown))}")
    if name in WORDS and value not in WORDS[name]:
        raise BadScript(f"{where}: {name} is one of {', '.join(WORDS[name])}")
    if name in PATTERNS and not listed(value):
        raise BadScript(f"{where}: {name} names no pattern")
    if name in PATTERNS:
        _compile(listed(value), where)


def _compile(patterns: list[Any], where: str) -> None:
    for pattern in patterns:
        try:
            re.compile(str(pattern))
        except re.error as error:
            raise BadScript(f"{where}: {pattern!r} is no regular expression: {error}") from error


def _language(row: Mapping[str, Any], name: str, turns: tuple[ScriptTurn, ...]) -> str:
    """The language said, else that of the id (``sv-12``), else the one its words are most like."""
    persona = row.get("persona")
    told = [row.get("language"), persona.get("language") if isinstance(persona, dict) else None]
    if told[0] is not None and told[0] not in LANGUAGES:
        raise BadScript(f"{name}: language is one of {', '.join(LANGUAGES)}")
    told.append(re.split(r"[^a-z]", name.lower())[0])
    for one in told:
        if one in LANGUAGES:
            return str(one)
    text = " ".join(turn.user or "" for turn in turns)
    return max(LANGUAGES, key=lambda language: share_of_stopwords(text, language))


def listed(value: Any) -> list[Any]:
    """*value* as a list; a single one is a list of one, None an empty one."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]
