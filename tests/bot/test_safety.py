"""The safety patterns: what they must find, what they must leave alone, in four languages."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.safety import BadSafetyFile, Need, SafetyRules

ROOT = Path(__file__).resolve().parents[2]
CASES = yaml.safe_load((Path(__file__).parent / "safety_cases.yml").read_text(encoding="utf-8"))


def _rows(kind: str) -> list[tuple[str, str]]:
    return [(language, text) for language, kinds in CASES.items() for text in kinds[kind]]


@pytest.fixture(scope="module")
def rules() -> SafetyRules:
    return SafetyRules.load(ROOT)


@pytest.mark.parametrize(("language", "text"), _rows("self_harm_risk"))
def test_words_of_self_harm_are_found(rules: SafetyRules, language: str, text: str) -> None:
    assert rules.check(text) == Need.SELF_HARM_RISK


@pytest.mark.parametrize(("language", "text"), _rows("distress"))
def test_words_of_distress_call_for_help(rules: SafetyRules, language: str, text: str) -> None:
    assert rules.check(text) is not None


@pytest.mark.parametrize(("language", "text"), _rows("harmless"))
def test_figures_of_speech_and_exam_fear_do_not_fire(
    rules: SafetyRules, language: str, text: str
) -> None:
    assert rules.check(text) is None


@pytest.mark.parametrize("language", ["fr", "sv", "nl", "en"])
def test_there_are_enough_cases(language: str) -> None:
    kinds = CASES[language]
    assert len(kinds["self_harm_risk"]) + len(kinds["distress"]) >= 40
    assert len(kinds["harmless"]) >= 40


def test_case_accents_and_blanks_do_not_matter(rules: SafetyRules) -> None:
    assert rules.check("JE  VEUX\nMOURIR") is Need.SELF_HARM_RISK
    assert rules.check("j’ai des idées suicidaires") is Need.SELF_HARM_RISK


def test_the_graver_need_wins(rules: SafetyRules) -> None:
    assert rules.check("i can't cope and i want to die") is Need.SELF_HARM_RISK


def test_a_joke_does_not_hide_what_stands_beside_it(rules: SafetyRules) -> None:
    assert rules.check("je suis mort de rire mais je veux mourir") is Need.SELF_HARM_RISK


def test_a_missing_file_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadSafetyFile):
        SafetyRules.load(tmp_path)


def test_a_long_message_is_read_quickly(rules: SafetyRules) -> None:
    assert rules.check("je ne sais pas quoi faire de ma journée " * 50) is None
