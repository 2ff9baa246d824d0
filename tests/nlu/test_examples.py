"""The training examples: enough of each need, no templates, marks that can be read."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest
import yaml
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT

from bot.nlu.importer import BadExamples, read_examples, without_marks
from bot.nlu.language_of import also_of, language_of
from bot.nlu.text import LANGUAGES, words_of

ROOT = Path(__file__).parents[2]
NEEDS = set(yaml.safe_load((ROOT / "domain.yml").read_text("utf-8"))["intents"]) - {
    "nlu_fallback",
    "profile",
    "shown_again",
    "detail",
    "skipped",
    "resumed",
    "noted",
}
TYPES = {
    "place",
    "field",
    "level",
    "scheme",
    "age",
    "duration",
    "time_per_week",
    "site_network",
    "contact",
    "language",
}
FEWEST = 80
# Shares of examples; measured in November 2026 and rounded up.
MOST_ONE_WORD_APART = 0.03
MOST_SAME_OPENING = 0.01
SHORTEST_COMPARED = 4
MESSAGES = [m for p in sorted((ROOT / "data" / "nlu").rglob("*.yml")) for m in read_examples(p)]
BY_LANGUAGE = defaultdict(list)
for _message in MESSAGES:
    BY_LANGUAGE[language_of(_message)].append(_message)


def folded(text: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(text))


def test_every_need_has_examples_in_every_language() -> None:
    counts = Counter((m.get(INTENT), language_of(m)) for m in MESSAGES)
    few = {
        (n, code): counts[n, code] for n in NEEDS for code in LANGUAGES if counts[n, code] < FEWEST
    }

    assert few == {}
    assert {need for need, _ in counts} == NEEDS


def test_second_needs_are_needs() -> None:
    assert {need for m in MESSAGES for need in also_of(m)} <= NEEDS


def test_entities_are_of_known_types_and_stand_where_they_say() -> None:
    for message in MESSAGES:
        for entity in message.get(ENTITIES) or ():
            assert entity["entity"] in TYPES
            assert message.get(TEXT)[entity["start"] : entity["end"]] == entity["value"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_stands_twice(language: str) -> None:
    counts = Counter(m.get(TEXT).lower() for m in BY_LANGUAGE[language])

    assert [text for text, times in counts.items() if times > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_few_examples_differ_by_one_word(language: str) -> None:
    rows = [
        words
        for m in BY_LANGUAGE[language]
        if len(words := folded(m.get(TEXT))) >= SHORTEST_COMPARED
    ]
    skeletons: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for words in rows:
        for at in range(len(words)):
            skeletons[(*words[:at], "*", *words[at + 1 :])].add(words)
    alike = {words for group in skeletons.values() if len(group) > 1 for words in group}

    assert len(alike) / len(rows) < MOST_ONE_WORD_APART


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_opening_is_worn_out(language: str) -> None:
    rows = [
        words
        for m in BY_LANGUAGE[language]
        if len(words := folded(m.get(TEXT))) > SHORTEST_COMPARED
    ]
    (opening, times), *_ = Counter(words[:4] for words in rows).most_common(1)

    assert times / len(rows) < MOST_SAME_OPENING, opening


def test_marks_are_taken_out_of_the_text() -> None:
    text, entities = without_marks("un [BTS](level) à [Nantes](place) ?")

    assert text == "un BTS à Nantes ?"
    assert [(e["entity"], e["start"], e["end"]) for e in entities] == [
        ("level", 3, 6),
        ("place", 9, 15),
    ]


def test_a_file_of_another_shape_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nlu.yml"
    path.write_text("nlu: [{intent: greet}]\n", encoding="utf-8")

    with pytest.raises(BadExamples, match=re.escape(str(path))):
        list(read_examples(path))
