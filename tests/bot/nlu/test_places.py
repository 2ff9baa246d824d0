"""Places in sentences: found in all spellings, and not found where there are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.nlu.finder import Finder, load_lexicons

ROOT = Path(__file__).resolve().parents[3]
HOME = {"fr": "FR", "sv": "SE", "nl": "BE", "en": None}


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder(load_lexicons(ROOT / "data" / "lexicon"), frozenset())


def _places(finder: Finder, language: str, text: str) -> list[tuple[str, str]]:
    found = finder.find(text, [language], HOME[language])
    places = [one for one in found if one.type == "place"]
    return [(one.value, one.data["candidates"][0]["name"]) for one in places]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "ya un campus connecté vers digne ?", ("digne", "Digne-les-Bains")),
        ("fr", "j'habite à Nice", ("Nice", "Nice")),
        ("fr", "un campus pres de redon svp", ("redon", "Redon")),
        ("fr", "st brieuc", ("st brieuc", "Saint-Brieuc")),
        ("fr", "le plus pres de chez moi 97232", ("97232", "Le Lamentin")),
        ("fr", "j'habite à Nante depuis dix ans", ("Nante", "Nantes")),
        ("fr", "je suis de Château-Chinon", ("Château-Chinon", "Château-Chinon (Ville)")),
        ("fr", "un lieu au Lamentin", ("Lamentin", "Le Lamentin")),
        ("fr", "je suis du Mans", ("Mans", "Le Mans")),
        ("fr", "un campus près de Carhaix", ("Carhaix", "Carhaix-Plouguer")),
        ("sv", "finns lärcentrum i åre", ("åre", "Åre")),
        ("sv", "vad finns på Nyköpings campus", ("Nyköpings", "Nyköping")),
        ("sv", "jag bor i Mora", ("Mora", "Mora")),
        ("sv", "lärcentrum i ornskoldvik", ("ornskoldvik", "Örnsköldsvik")),
        ("nl", "waar is er een leerwinkel bij roeselare", ("roeselare", "Roeselare")),
        ("nl", "ik woon in mol", ("mol", "Mol")),
        ("nl", "zorgopleiding in kortijk", ("kortijk", "Kortrijk")),
        ("nl", "8800", ("8800", "Roeselare")),
        ("en", "anything near brugge", ("brugge", "Brugge")),
        ("en", "courses in nursing in Nice", ("Nice", "Nice")),
    ],
)
def test_a_place_is_found(
    finder: Finder, language: str, text: str, expected: tuple[str, str]
) -> None:
    assert expected in _places(finder, language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "c'est nice merci"),
        ("fr", "il y a 3 tours de table"),
        ("fr", "je veux lire au lit à distance"),
        ("fr", "cours du soir en ligne"),
        ("fr", "j'ai 10000 euros de cpf"),
        ("fr", "il y a eu un bus"),
        ("sv", "jag vill vara hemma"),
        ("sv", "kan man läsa i år på distans"),
        ("nl", "mag ik hem bellen"),
        ("nl", "iets in de zorg"),
        ("nl", "sinds 2004 werk ik"),
        ("en", "nice one, are you there or not"),
        ("en", "explain it in simple words"),
    ],
)
def test_an_ordinary_word_is_no_place(finder: Finder, language: str, text: str) -> None:
    assert _places(finder, language, text) == []


def test_the_learners_country_comes_first(finder: Finder) -> None:
    in_belgium = finder.find("Lens", ["fr"], "BE")[0].data["candidates"]
    in_france = finder.find("Lens", ["fr"], "FR")[0].data["candidates"]
    assert (in_belgium[0]["country"], in_france[0]["country"]) == ("BE", "FR")


def test_the_longest_name_wins(finder: Finder) -> None:
    assert _places(finder, "fr", "à Saint-Germain-en-Laye")[0][0] == "Saint-Germain-en-Laye"
