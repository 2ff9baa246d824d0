"""Terms of study are explained where a few words ask for them."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("language", "text", "need"),
    [("sv", "vad är csn", "compare_courses"), ("fr", "c'est quoi le daeu", "find_course")],
)
async def test_a_term_is_explained_whatever_the_question_was_taken_for(
    ask: Any, language: str, text: str, need: str
) -> None:
    said = await ask(need, text, language=language)

    assert said.reply["need"] == "simpler_words"


async def test_a_scheme_is_told_with_who_decides(ask: Any) -> None:
    said = await ask("funding_scheme", "c'est quoi le cpf", language="fr")

    assert said.reply["need"] == "funding_scheme"


async def test_a_term_in_a_wish_is_no_question_for_its_meaning(ask: Any) -> None:
    said = await ask("funding_scheme", "CPF pour un bts", language="fr")

    assert said.reply["need"] != "simpler_words"


@pytest.mark.parametrize(
    "text", ["fair enough. back to the course, whats a credit", "and what are credits, actually?"]
)
async def test_a_question_for_a_word_is_heard_within_a_longer_message(ask: Any, text: str) -> None:
    said = await ask("find_course", text)

    assert said.reply["need"] == "simpler_words"
    assert "60" in said.text
