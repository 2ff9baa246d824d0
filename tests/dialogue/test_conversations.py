"""Conversations by what people do, in four languages; and that there are enough of them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.rehearsal.rehearse import Rehearsal, Stage
from bot.rehearsal.script import LANGUAGES, Script, read_scripts

FOLDER = Path(__file__).parent
KINDS = ("happy", "corrects", "digresses", "gives_up", "out_of_scope", "worried")
OFF_THE_PATH = frozenset(KINDS) - {"happy"}
LEAST = 30


def _scripts() -> list[Script]:
    """Every script of the files ``<language>/<kind>.yml``."""
    return [one for path in sorted(FOLDER.glob("*/*.yml")) for one in read_scripts(path)]


ALL = _scripts()


def _marked(one: Script) -> Any:
    marks = [pytest.mark.model] if one.core else [pytest.mark.model, pytest.mark.long]
    return pytest.param(one, id=one.id, marks=marks)


@pytest.mark.parametrize("script", [_marked(one) for one in ALL])
async def test_a_conversation_goes_as_told(stage: Stage, script: Script) -> None:
    [rehearsal] = await stage.rehearse_all([script])

    assert rehearsal.passed, _told(rehearsal)
    assert not _said_twice(rehearsal), _told(rehearsal)


def _said_twice(rehearsal: Rehearsal) -> list[str]:
    """Answers that are the same, word for word, as the one before."""
    texts = [
        "\n".join(event["text"] for event in one.heard.events if event["author"] == "assistant")
        for one in rehearsal.played
        if one.heard
    ]
    return [now for before, now in pairwise(texts) if now and before == now]


def _told(rehearsal: Rehearsal) -> str:
    lines = [rehearsal.script.goal]
    for one in rehearsal.played:
        lines += [f"> {one.turn.said}", one.heard.text if one.heard else ""]
        lines += [f"  x {failure}" for failure in one.failures]
    return "\n".join(lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_enough_conversations_off_the_path_as_on_it(language: str) -> None:
    kinds = Counter(one.kind for one in ALL if one.language == language)

    assert set(kinds) == set(KINDS)
    assert sum(kinds.values()) >= LEAST
    assert sum(kinds[kind] for kind in OFF_THE_PATH) >= kinds["happy"]
