"""The tables of everyday words are whole, and compounds come apart."""

from __future__ import annotations

import pytest

from catalog.folding import fold
from catalog.levels import fields
from catalog.search.compounds import shipped
from catalog.search.synonyms import synonyms
from catalog.texts import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_many_words_for_every_field(language: str) -> None:
    table = synonyms().tables[language]
    named = {synonyms().concepts[code].field for codes in table.concepts.values() for code in codes}

    assert len(table.concepts) >= 150
    assert set(fields()) - named <= {"other"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_word_points_to_few_things(language: str) -> None:
    many = {
        phrase: codes
        for phrase, codes in synonyms().tables[language].concepts.items()
        if len(codes) > 5
    }

    assert many == {}


@pytest.mark.parametrize(
    ("language", "phrase", "field"),
    [
        ("fr", ["infirmières"], "health_social"),
        ("fr", ["coding"], "digital"),
        ("sv", ["vardbitrade"], "health_social"),
        ("nl", ["boekhouder"], "business"),
        ("en", ["truck", "driver"], "trades"),
        ("fr", ["lawyer"], "law"),
    ],
)
def test_a_job_points_to_its_field(language: str, phrase: list[str], field: str) -> None:
    found = synonyms().of_phrase([fold(word) for word in phrase], language)

    assert field in {concept.field for concept in found}


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("sv", "datasakerhet", ("dat", "saker")),
        ("sv", "webbutvecklare", ("webb", "utveckl")),
        ("nl", "boekhoudopleiding", ("boekhoud", "opleid")),
        ("nl", "personeelsadministratie", ("personeel", "administreer")),
        ("sv", "sakerhet", ()),
        ("nl", "banaan", ()),
    ],
)
def test_a_compound_comes_apart(language: str, word: str, parts: tuple[str, ...]) -> None:
    assert shipped()[language].split(word) == parts
