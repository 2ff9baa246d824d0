"""Every need in every language: something complete is said, with chips to go on."""

from __future__ import annotations

from typing import Any

import pytest

from actions.base import GuidanceAction
from catalog.texts import LANGUAGES

from .conftest import EXECUTOR

NEEDS = sorted(GuidanceAction.by_need)
COUNTRIES = {"fr": "FR", "sv": "SE", "nl": "BE", "en": "FR"}


def test_every_need_is_registered() -> None:
    assert {f"action_{need}" for need in NEEDS} == set(EXECUTOR.actions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("need", NEEDS)
async def test_an_answer_is_complete(
    ask: Any, add: Any, make: Any, language: str, need: str
) -> None:
    country = COUNTRIES[language]
    schemes = ("fr-ptp", "fr-cep", "se-omstallningsstudiestod", "be-vov")
    await add(
        make.course(country=country, caveats=["old_source"]),
        make.site(country=country, territory=country),
        *(make.scheme(scheme, country=scheme[:2].upper()) for scheme in schemes),
    )

    said = await ask(
        need,
        language=language,
        slots={"country": country, "field": "digital", "work_status": "employed"},
        entities=[make.place({"country": country, "territory": country})],
    )

    assert said.text
    assert "{" not in said.text
    assert 1 <= len(said.reply["choices"]) <= 4
    assert all(choice["label"] for choice in said.reply["choices"])
    assert {card["text"] for card in said.cards} <= set(said.text.splitlines())
