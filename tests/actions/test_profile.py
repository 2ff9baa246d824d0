"""What is known is forgotten piece by piece: a page of pieces at a time, until all are gone."""

from __future__ import annotations

from typing import Any

KNOWN = {
    "place": {"name": "Guéret"},
    "age": 52,
    "field": "law",
    "hours_week": 6,
    "duration_months": 12,
    "budget": 0,
    "top_diploma": "none",
    "diploma_country": "MA",
    "children": False,
    "device": "phone",
    "support_need": ["computers", "evening"],
    "country": "FR",
}
FIRST = ["Forget the place", "Forget my age", "Forget the subject"]
SECOND = ["Forget my hours", "Forget the length", "Forget the cost"]


def labels(said: Any) -> list[str]:
    return [choice["label"] for choice in said.reply["choices"]]


async def test_three_pieces_can_be_forgotten_and_more_on_the_next_page(ask: Any) -> None:
    first = await ask("profile", slots=KNOWN)
    more = first.reply["choices"][-1]
    second = await ask("profile", more["label"], chosen=True, slots=KNOWN | more["slots"])

    assert labels(first) == [*FIRST, "Forget something else"]
    assert labels(second) == [*SECOND, "Forget something else"]


async def test_the_last_page_leads_on_and_the_page_is_not_remembered(ask: Any) -> None:
    said = await ask(
        "profile", "Forget something else", chosen=True, slots=KNOWN | {"forget_from": 9}
    )

    assert labels(said) == ["Forget my device", "Forget what a place should have", "Find a course"]
    assert said.slots["forget_from"] is None


async def test_who_asks_in_words_begins_at_the_first_page(ask: Any) -> None:
    said = await ask("profile", "what do you know", slots=KNOWN | {"forget_from": 9})

    assert labels(said)[:3] == FIRST


async def test_a_page_that_is_no_more_is_the_first_one(ask: Any) -> None:
    slots = {"age": 52, "forget_from": 9}

    said = await ask("profile", "Forget something else", chosen=True, slots=slots)

    assert labels(said) == ["Forget my age", "Find a course"]


async def test_every_piece_is_told_in_words(ask: Any) -> None:
    said = await ask("profile", slots=KNOWN)

    assert said.text.splitlines()[1:12] == [
        "- you look around Guéret",
        "- you are 52",
        "- subject: law",
        "- time to study: 6 hours a week",
        "- length: at most 12 months",
        "- cost: free of charge",
        "- highest diploma: no school diploma",
        "- your diploma is from: Morocco",
        "- children: no",
        "- device: only a phone",
        "- what a place should have: computers and open in the evening or at weekends",
    ]


async def test_a_budget_is_told_in_the_money_of_the_country(ask: Any) -> None:
    said = await ask("profile", slots={"budget": 500, "country": "SE"})

    assert "- cost: up to SEK" in said.text


async def test_a_chip_of_the_page_forgets_one_piece_only(ask: Any) -> None:
    first = await ask("profile", slots=KNOWN)
    chip = first.reply["choices"][1]

    said = await ask(chip["need"], chip["label"], chosen=True, slots=KNOWN | chip["slots"])

    assert chip["slots"] == {"age": None}
    assert "52" not in said.text
    assert "- you look around Guéret" in said.text
