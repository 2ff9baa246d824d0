"""Fields, levels, ages and the rest, by everyday words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.nlu.concepts import Concepts
from bot.nlu.lexicon import BadLexicon, Lexicon
from bot.nlu.text import LANGUAGES, words_of
from catalog.levels import fields, levels

FOLDER = Path(__file__).resolve().parents[3] / "data" / "lexicon"
LEXICONS = {code: Lexicon.load(FOLDER, code) for code in LANGUAGES}


def _found(language: str, text: str) -> list[tuple[str, Any]]:
    return [(one.type, next(iter(one.data.values()))) for one in LEXICONS[language].find(text)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "un bts compta à distance", ("field", "business")),
        ("fr", "linformatique ça me plait", ("field", "digital")),
        ("fr", "devenir infirmière", ("field", "health_social")),
        ("fr", "bac+3 ou plus", ("level", "bachelor")),
        ("fr", "jcherche un BUT", ("level", "but")),
        ("fr", "je suis au chômage", ("work_status", "jobseeker")),
        ("sv", "nåt inom it halvfart", ("field", "digital")),
        ("sv", "vårdutbildning nära mig", ("field", "health_social")),
        ("sv", "bli webbutvecklare", ("field", "digital")),
        ("sv", "på yrkeshögskolan", ("level", "yh")),
        ("sv", "läsa på distans", ("mode", "distance")),
        ("nl", "iets in de zorg", ("field", "health_social")),
        ("nl", "graduaat boekhouden", ("level", "graduaat")),
        ("nl", "een boekhoudcursus", ("field", "business")),
        ("en", "something in IT under a year", ("field", "digital")),
        ("en", "become a teacher", ("field", "education")),
        ("en", "a master's in theology", ("level", "master")),
    ],
)
def test_everyday_words_lead_to_codes(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in _found(language, text)


@pytest.mark.parametrize(
    ("language", "text", "years"),
    [
        ("fr", "j'ai 47 ans", 47),
        ("fr", "a 50 balais on peut encore ?", 50),
        ("sv", "är 44, för sent?", 44),
        ("sv", "fyllde 56 i lördags", 56),
        ("nl", "kben 49 is da te oud", 49),
        ("nl", "heb ik er iets aan op mijn 55", 55),
        ("en", "im 51 am i daft", 51),
        ("en", "a 40yo mum in coding", 40),
    ],
)
def test_ages_are_found(language: str, text: str, years: int) -> None:
    assert ("age", years) in _found(language, text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "ça fait 20 ans que je bosse"),
        ("fr", "20 ans d'expérience"),
        ("sv", "inte pluggat på 15 år"),
        ("nl", "20 jaar uit school"),
        ("en", "i do 12hr shifts for 30 hours"),
    ],
)
def test_other_numbers_are_no_ages(language: str, text: str) -> None:
    assert "age" not in [kind for kind, _ in _found(language, text)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "but i like it"),
        ("en", "is it far"),
        ("fr", "devant la fac"),
        ("nl", "heb ik recht op"),
    ],
)
def test_look_alikes_are_no_wishes(language: str, text: str) -> None:
    assert [kind for kind, _ in _found(language, text) if kind in {"field", "level"}] == []


def test_a_diploma_that_somebody_has_is_no_wish() -> None:
    found = _found("fr", "j'ai le bac, je cherche un bts")
    assert [one for one in found if one[0] in {"top_diploma", "level"}] == [
        ("top_diploma", "access"),
        ("level", "bts"),
    ]


def _marks(language: str, text: str, mark: str) -> dict[str, bool]:
    """For each subject or diploma in *text*, by its code, whether it carries *mark*."""
    found = [one for one in LEXICONS[language].find(text) if one.type in {"field", "top_diploma"}]
    return {str(one.data["code"]): bool(one.data.get(mark)) for one in found}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "pas la cuisine, l'informatique"),
        ("fr", "la cuisine non, plus la cuisine, mais l'informatique"),
        ("sv", "inte snickeri, data"),
        ("nl", "niet koken, informatica"),
        ("en", "not cooking, computers"),
        ("en", "instead of cooking, computers"),
    ],
)
def test_a_rejected_subject_is_marked_and_the_one_after_the_comma_is_not(
    language: str, text: str
) -> None:
    assert _marks(language, text, "rejected") == {"trades": True, "digital": False}


@pytest.mark.parametrize("sign", [",", ".", ";", ":", "!", "?"])
def test_a_not_reaches_to_the_end_of_its_clause(sign: str) -> None:
    assert _marks("en", f"no{sign} cooking", "rejected") == {"trades": False}


@pytest.mark.parametrize(("words", "reached"), [("a b c", True), ("a b c d", False)])
def test_a_not_reaches_four_words(words: str, reached: bool) -> None:
    assert _marks("en", f"not {words} cooking", "rejected") == {"trades": reached}


@pytest.mark.parametrize(
    ("language", "text", "lacking"),
    [
        ("fr", "j'ai pas le bac, j'ai un bts", {"access": True, "bts": False}),
        ("fr", "sans argent, j'ai le bac", {"access": False}),
        ("fr", "j'ai raté mon bac", {"access": True}),
        ("sv", "jag har ingen gymnasieexamen", {"access": True}),
        ("sv", "jag har gymnasieexamen", {"access": False}),
        ("nl", "ik heb geen bachelor, ik heb een graduaat", {"bachelor": True, "graduaat": False}),
        ("en", "i dont have a bachelor, i have a master", {"bachelor": True, "master": False}),
    ],
)
def test_a_lacking_diploma_is_marked_and_the_one_after_the_comma_is_held(
    language: str, text: str, lacking: dict[str, bool]
) -> None:
    assert _marks(language, text, "lacking") == lacking


def test_the_job_that_somebody_does_is_no_wish() -> None:
    assert ("field", "trades") not in _found("nl", "ik ben maar een simpele metser")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_one_of_the_catalog(language: str) -> None:
    entries = [e for group in LEXICONS[language].phrases.values() for e in group]
    assert {e.code for e in entries if e.type == "field"} <= set(fields())
    assert {e.code for e in entries if e.type == "level"} <= set(levels())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lexicon_is_rich(language: str) -> None:
    phrases = LEXICONS[language].phrases
    assert sum(any(e.type == "field" for e in group) for group in phrases.values()) >= 150


def test_a_missing_lexicon_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadLexicon, match=r"fr\.yml"):
        Lexicon.load(tmp_path, "fr")


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "à mon âge"), ("sv", "för gammal"), ("nl", "ben ik te oud"), ("en", "too old")],
)
def test_one_idea_is_found_in_four_languages(language: str, text: str) -> None:
    ideas = Concepts.load(FOLDER)[language]
    assert "old" in ideas.find([word.folded for word in words_of(text)])
