"""The models: language, need, second need and entities, on small sets made here."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.nlu.features import Features, Limits, Sample
from bot.nlu.language_model import LanguageModel
from bot.nlu.need_model import Guess, Knobs, NeedModel, Training
from bot.nlu.network import Network, NetworkKnobs
from bot.nlu.noise import misspell
from bot.nlu.tagger import Tagger, labels_of, spans_of
from bot.nlu.text import words_of
from bot.nlu.two_needs import Thresholds, decide

LIMITS = Thresholds(accept=0.12, clauses=0.5, second=0.15, safety=0.4, safety_clause=0.7)
PHRASES = {
    "fr": ["je cherche une formation", "combien ça coûte", "j'ai peur d'être trop vieux"],
    "sv": ["jag söker en utbildning", "vad kostar det", "är jag för gammal för det här"],
    "nl": ["ik zoek een opleiding", "hoeveel kost dat", "ben ik te oud om te studeren"],
    "en": ["i am looking for a course", "how much does it cost", "am i too old to study"],
}
WORDS = {
    "price": "cost fee pay much",
    "site": "near where place close",
    "bot": "robot human ai machine",
}
SMALL = NetworkKnobs(hidden=16, epochs=30, batch=8, drop_columns=0.0, drop_hidden=0.0)


def guess(*shares: tuple[str, float]) -> Guess:
    return Guess(shares, shares[0][1])


def sample(text: str) -> Sample:
    words = tuple(text.split())
    return Sample(words, words)


@pytest.fixture(scope="module")
def languages() -> LanguageModel:
    rows = [(text, code) for code, texts in PHRASES.items() for text in texts * 3]
    return LanguageModel.train([t for t, _ in rows], [code for _, code in rows])


@pytest.fixture(scope="module")
def needs() -> NeedModel:
    training = Training()
    for need, text in WORDS.items():
        for number in range(25):
            words = random.Random(number).sample(text.split(), 3)
            training.add(sample(" ".join(words)), (need,), len(training.samples), noisy=False)
    both = sample(f"{WORDS['price']} {WORDS['site']}")
    for _ in range(10):
        training.add(both, ("price", "site"), len(training.samples), noisy=False)
    return NeedModel.train(training, Knobs(network=SMALL))


def test_language_is_found(languages: LanguageModel) -> None:
    found = languages.probabilities("hoeveel kost de opleiding")
    assert max(found, key=lambda name: found[name]) == "nl"


def test_the_page_decides_when_the_text_says_little(languages: LanguageModel) -> None:
    found = languages.probabilities("ok", page="sv", trust=20.0)
    assert max(found, key=lambda name: found[name]) == "sv"


@pytest.mark.parametrize(("text", "need"), [("cost fee", "price"), ("place near", "site")])
def test_the_need_is_found(needs: NeedModel, text: str, need: str) -> None:
    (found,) = needs.guess([sample(text)])
    assert found.need == need
    assert found.confidence > 0.5


def test_two_needs_in_one_text_share_it(needs: NeedModel) -> None:
    (found,) = needs.guess([sample(f"{WORDS['price']} {WORDS['site']}")])
    assert {name for name, _ in found.ranking[:2]} == {"price", "site"}
    assert found.ranking[1][1] > 0.2


def test_a_text_without_a_known_word_is_no_error(needs: NeedModel) -> None:
    found = needs.guess([sample("zzz"), sample("")])
    assert all(abs(sum(share for _, share in one.ranking) - 1) < 0.01 for one in found)


def test_two_trainings_give_the_same_network() -> None:
    rows = csr_matrix(np.eye(12, 6, dtype=np.float32))
    targets = np.eye(3, dtype=np.float32)[np.arange(12) % 3]
    first, second = (Network.train(rows, targets, NetworkKnobs(hidden=4)) for _ in range(2))

    assert np.array_equal(first.inner, second.inner)
    assert np.array_equal(first.scores(rows), second.scores(rows))


def test_only_the_most_frequent_columns_are_kept() -> None:
    features = Features(Limits(stem_columns=2, letter_columns=3))
    rows = features.fit([sample("often"), sample("often rare"), sample("often seldom")])

    assert rows.shape == (3, 2 + 3 + 1)  # without marks that part is one empty column
    assert features.transform([sample("unknown words")]).nnz <= 3


def test_rows_of_learning_and_of_reading_are_the_same() -> None:
    features = Features(Limits())
    texts = [sample("a course near me"), sample("what does a course cost")]

    assert np.allclose(features.fit(texts).toarray(), features.transform(texts).toarray())


def test_danger_comes_before_everything() -> None:
    whole = guess(("find_course", 0.5), ("distress", 0.3), ("self_harm_risk", 0.2))
    verdict = decide(whole, [], LIMITS)
    assert (verdict.need, verdict.also) == ("distress", ())


def test_danger_that_is_not_sure_enough_is_not_answered() -> None:
    whole = guess(("distress", 0.35), ("fear_failed_before", 0.3))
    assert decide(whole, [], LIMITS).need == "fear_failed_before"


def test_a_second_need_comes_from_the_whole_or_from_a_clause() -> None:
    whole = guess(("find_course", 0.9), ("fear_too_old", 0.05))
    clause = guess(("fear_too_old", 0.9), ("find_course", 0.05))

    assert decide(whole, [], LIMITS).also == ()
    assert decide(whole, [whole, clause], LIMITS).also == ("fear_too_old",)


def test_small_talk_is_never_second_and_has_no_second() -> None:
    assert decide(guess(("cost_total", 0.6), ("greet", 0.4)), [], LIMITS).also == ()
    assert decide(guess(("thank", 0.6), ("cost_total", 0.4)), [], LIMITS).also == ()


def test_what_nothing_speaks_for_is_refused() -> None:
    assert decide(guess(("find_course", 0.1), ("greet", 0.05)), [], LIMITS).need is None


def test_misspellings_are_seeded_and_change_the_text() -> None:
    text = "Je voudrais étudier près de chez moi"
    first = misspell(text, "fr", random.Random(4))
    assert first == misspell(text, "fr", random.Random(4))
    assert first != text


def test_labels_and_spans_are_each_other_s_reverse() -> None:
    words = words_of("un BTS en gestion des ventes à Nantes")
    spans = [("level", 3, 6), ("field", 10, 28), ("place", 31, 37)]
    assert spans_of(words, labels_of(words, spans)) == spans


def test_a_tagger_learns_what_its_examples_mark() -> None:
    rows = []
    for town in ("Nantes", "Lille", "Brest", "Dijon"):
        words = words_of(f"je vis à {town}")
        features = [[f"w={w.folded}", f"before={b}"] for w, b in _with_before(words)]
        rows.append((features, ["O", "O", "O", "B-place"]))
    words = words_of("je vis à Metz")
    tagger = Tagger.train(rows)

    found = tagger.tag(words, [[f"w={w.folded}", f"before={b}"] for w, b in _with_before(words)])
    assert found == [("place", 9, 13)]
    assert Tagger(tagger.model).tag([], []) == []


def _with_before(words: list) -> list:
    return [(word, words[at - 1].folded if at else "^") for at, word in enumerate(words)]
