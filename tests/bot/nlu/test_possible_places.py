"""Names of places that nothing in a sentence announces."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.finder import Finder, load_lexicons

FOLDER = Path(__file__).resolve().parents[3] / "data" / "lexicon"
ORDINARY = frozenset({"la", "salle", "plus", "proche"})


@pytest.fixture(scope="module")
def finder() -> Finder:
    """The lists of the project, with some words that the examples use."""
    return Finder(load_lexicons(FOLDER), ORDINARY)


@pytest.mark.parametrize(
    ("text", "language", "country", "named"),
    [
        ("le treport", "fr", "FR", ["Le Tréport"]),
        ("cest vers carentan quil me faut un endroit", "fr", "FR", ["Carentan-les-Marais"]),
        ("storuman är det nu", "sv", "SE", ["Storuman"]),
        ("la salle la plus proche c'est laquelle", "fr", "FR", []),
        ("jag vill veta om det finns något för mig", "sv", "SE", []),
    ],
)
def test_names_of_the_learners_country_are_possible(
    finder: Finder, text: str, language: str, country: str, named: list[str]
) -> None:
    found = finder.possible(text, [language], country)

    assert [one.data["candidates"][0]["name"] for one in found] == named
    assert all(one.type == "possible_place" for one in found)
