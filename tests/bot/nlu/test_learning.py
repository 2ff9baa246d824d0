"""The models: language and need, on small sets made here."""

from __future__ import annotations

import random

import pytest

from bot.nlu.features import Sample
from bot.nlu.language_model import LanguageModel
from bot.nlu.need_model import Guess, Knobs, NeedModel, Training
from bot.nlu.noise import misspell
from bot.nlu.two_needs import Thresholds, decide

LIMITS = Thresholds(
    accept=0.3,
    second=0.45,
    safety=0.6,
    safety_clause=0.8,
    runner_up=0.2,
    worries=frozenset({"fear_too_old"}),
)
PHRASES = {
    "fr": ["je cherche une formation", "combien ça coûte", "j'ai peur d'être trop vieux"],
    "sv": ["jag söker en utbildning", "vad kostar det", "är jag för gammal för det här"],
    "nl": ["ik zoek een opleiding", "hoeveel kost dat", "ben ik te oud om te studeren"],
    "en": ["i am looking for a course", "how much does it cost", "am i too old to study"],
}


@pytest.fixture(scope="module")
def languages() -> LanguageModel:
    rows = [(text, code) for code, texts in PHRASES.items() for text in texts * 3]
    return LanguageModel.train([t for t, _ in rows], [code for _, code in rows])


@pytest.fixture(scope="module")
def needs() -> NeedModel:
    words = {
        "price": "cost fee pay much",
        "site": "near where place close",
        "bot": "robot human ai",
    }
    training = Training([], [], [], [])
    for need, text in words.items():
        for number in range(12):
            stems = tuple(random.Random(number).sample(text.split(), 3))
            training.add(Sample(" ".join(stems), stems), need, len(training.samples), noisy=False)
    return NeedModel.train(training, Knobs())


def test_language_is_found(languages: LanguageModel) -> None:
    found = languages.probabilities("hoeveel kost de opleiding")
    assert max(found, key=lambda name: found[name]) == "nl"


def test_the_page_decides_when_the_text_says_little(languages: LanguageModel) -> None:
    found = languages.probabilities("ok", page="sv", trust=20.0)
    assert max(found, key=lambda name: found[name]) == "sv"


def test_need_is_found(needs: NeedModel) -> None:
    assert needs.guess([Sample("how much pay", ("how", "much", "pay"))])[0].need == "price"


def test_unknown_words_are_less_sure(needs: NeedModel) -> None:
    known, strange = needs.guess(
        [Sample("cost fee pay", ("cost", "fee", "pay")), Sample("zzz qqq", ("zzz", "qqq"))]
    )
    assert known.confidence > strange.confidence


def test_two_trainings_give_the_same_misspellings() -> None:
    text = "J'ai arrêté l'école très tôt"
    first = [misspell(text, "fr", random.Random(1)) for _ in range(3)]
    again = [misspell(text, "fr", random.Random(1)) for _ in range(3)]
    assert first == again
    assert any(spoilt != text for spoilt in first)


def _guess(confidence: float, *ranking: tuple[str, float]) -> Guess:
    return Guess(ranking, confidence)


def test_the_question_is_the_need_and_the_worry_comes_along() -> None:
    whole = _guess(0.9, ("fear_too_old", 0.8), ("cost_total", 0.1))
    clauses = [_guess(0.9, ("fear_too_old", 0.9)), _guess(0.8, ("cost_total", 0.9))]
    verdict = decide(whole, clauses, LIMITS)
    assert (verdict.need, verdict.also) == ("cost_total", ("fear_too_old",))


def test_a_greeting_gives_way_to_the_question() -> None:
    whole = _guess(0.5, ("greet", 0.5), ("find_course", 0.4))
    verdict = decide(whole, [_guess(0.9, ("find_course", 0.9))], LIMITS)
    assert (verdict.need, verdict.also) == ("find_course", ())


def test_safety_wins_over_everything() -> None:
    whole = _guess(0.9, ("find_course", 0.9))
    verdict = decide(whole, [_guess(0.9, ("self_harm_risk", 0.9))], LIMITS)
    assert (verdict.need, verdict.also) == ("self_harm_risk", ())


def test_an_unsure_alarm_becomes_the_next_need() -> None:
    whole = _guess(0.5, ("distress", 0.5), ("money_worry", 0.45))
    assert decide(whole, [], LIMITS).need == "money_worry"


def test_nothing_sure_is_refused() -> None:
    assert decide(_guess(0.1, ("greet", 0.9)), [], LIMITS).need is None
