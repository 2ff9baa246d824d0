"""What people read: complete in every language, in short plain sentences, without sums or dates."""

from __future__ import annotations

import csv
import re
import string
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import textstat
import yaml

from actions.needs import FACTUAL, WORRIES
from catalog.facts import read_facts, read_help_lines
from catalog.levels import caveats, fields, levels
from catalog.models import Mode, Pace, SiteKind
from catalog.services.course_search import Wish
from catalog.texts import LANGUAGES

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
OTHERS = tuple(language for language in LANGUAGES if language != "en")
# They shame the person for whom it is not so.
BANNED = {
    "en": ("just", "simply", "easy", "easily", "obviously", "of course"),
    "fr": ("simplement", "juste", "facile", "facilement", "évidemment", "bien sûr"),
    "sv": ("enkelt", "lätt", "självklart", "såklart"),
    "nl": ("gewoon", "eenvoudig", "makkelijk", "gemakkelijk", "natuurlijk", "uiteraard"),
}
LONGEST_SENTENCE = 20
MOST_SENTENCES = 7
MEAN_SENTENCE = 13
CURRENCY = re.compile(r"\d[\d.,  ]*\s*(€|eur|kr|sek|euro|kronor)|[€$]\s*\d", re.IGNORECASE)


def answers(language: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for path in sorted(DATA.glob(f"responses/{language}/*.yml")):
        found |= yaml.safe_load(path.read_text(encoding="utf-8"))["answers"]
    return found


def leaves(node: Mapping[str, Any], at: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in node.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{at}{key}.")
        else:
            yield f"{at}{key}", value


def prose(language: str) -> Iterator[tuple[str, str]]:
    for at, value in leaves(answers(language)):
        if at.rpartition(".")[2] in ("text", "plain", "short"):
            yield at, value


def sentences(text: str) -> list[str]:
    plain = re.sub(r"\{\w+\}", "", text)
    return [part.strip() for part in re.split(r"[.!?:\n]+(?:\s|$)", plain) if part.strip()]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def area(language: str, name: str) -> dict[str, str]:
    path = DATA / "texts" / language / f"{name}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}


AREAS = sorted(path.stem for path in DATA.glob("texts/en/*.yml"))


@pytest.mark.parametrize("language", OTHERS)
def test_every_answer_is_written_in_every_language(language: str) -> None:
    there = dict(leaves(answers(language)))

    missing = [at for at, _ in leaves(answers("en")) if at not in there]
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
def test_answers_leave_the_same_gaps_in_every_language(language: str) -> None:
    there = dict(prose(language))

    differing = [at for at, text in prose("en") if at in there and gaps(text) != gaps(there[at])]
    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
def test_chips_and_facts_are_the_same_in_every_language(language: str) -> None:
    there = dict(leaves(answers(language)))

    differing = [
        at
        for at, value in leaves(answers("en"))
        if isinstance(value, list) and at in there and there[at] != value
    ]
    assert differing == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", AREAS)
def test_every_text_is_written_in_every_language(language: str, name: str) -> None:
    there = area(language, name)

    missing = [key for key in area("en", name) if key not in there]
    assert missing == []


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", AREAS)
def test_texts_leave_the_same_gaps_in_every_language(language: str, name: str) -> None:
    there = area(language, name)

    differing = [
        key
        for key, text in area("en", name).items()
        if key in there and gaps(text) != gaps(there[key])
    ]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_shames_the_reader(language: str) -> None:
    banned = re.compile(rf"\b({'|'.join(BANNED[language])})\b", re.IGNORECASE)

    assert [(at, banned.findall(text)) for at, text in prose(language) if banned.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    long = [
        (at, sentence)
        for at, text in prose(language)
        for sentence in sentences(text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert long == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_about_twelve_words(language: str) -> None:
    lengths = [len(sentence.split()) for _, text in prose(language) for sentence in sentences(text)]

    assert not lengths or sum(lengths) / len(lengths) <= MEAN_SENTENCE


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_short(language: str) -> None:
    assert [at for at, text in prose(language) if len(sentences(text)) > MOST_SENTENCES] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sum_or_date_stands_in_prose(language: str) -> None:
    assert [at for at, text in prose(language) if CURRENCY.search(text)] == []
    assert [at for at, text in prose(language) if re.search(r"\d", text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worry_has_its_one_sentence_and_a_door_to_a_person(language: str) -> None:
    found = answers(language)

    for need in WORRIES:
        assert len(sentences(found[need]["short"])) == 1
        assert {"talk_to_human", "call_me_back"} & set(found[need]["chips"])


def test_every_chip_has_a_label() -> None:
    chips = {chip for at, value in leaves(answers("en")) if at.endswith("chips") for chip in value}
    chips |= set(FACTUAL)  # each may be offered as a second question

    assert {chip for chip in chips if f"chip_{chip}" not in area("en", "cards")} == set()


def test_every_code_of_the_catalog_has_a_word() -> None:
    with (ROOT / "catalog" / "seed" / "sites.csv").open(encoding="utf-8") as stream:
        sites = list(csv.DictReader(stream))
    keys = {f"level_{code}" for code in levels()} | {f"field_{code}" for code in fields()}
    keys |= {f"caveat_{code}" for code in caveats()} | {
        f"network_{row['network']}" for row in sites
    }
    keys |= {f"service_{code}" for row in sites for code in row["services"].split(";") if code}
    keys |= {f"{part}_{code}" for part in ("why", "relaxed") for code in Wish}
    keys |= {f"kind_{code}" for code in SiteKind} | {f"mode_{code}" for code in Mode}
    keys |= {f"pace_{code}" for code in Pace}

    assert keys - set(area("en", "cards")) == set()


def test_every_scheme_to_name_first_is_in_the_catalog_and_has_its_sentence() -> None:
    with (ROOT / "catalog" / "seed" / "schemes.csv").open(encoding="utf-8") as stream:
        known = {row["id"] for row in csv.DictReader(stream)}
    countries = yaml.safe_load((DATA / "knowledge" / "funding.yml").read_text(encoding="utf-8"))
    named = {
        scheme
        for statuses in countries["funding"].values()
        for schemes in statuses.values()
        for scheme in schemes
    }

    assert named <= known
    assert {f"scheme_{scheme}" for scheme in named} <= set(area("en", "cards"))
    assert {f"decides_{scheme}" for scheme in named} <= set(area("en", "cards"))


def test_facts_and_help_lines_are_written_in_every_language() -> None:
    facts = read_facts(DATA / "knowledge" / "facts.yml").values()
    lines = read_help_lines(DATA / "knowledge" / "helplines.yml").values()

    assert all(set(fact.texts) == set(LANGUAGES) for fact in facts)
    assert all(set(line.names) == set(LANGUAGES) for country in lines for line in country)


def test_every_fact_that_an_answer_names_exists_somewhere() -> None:
    known = {key for key, _country in read_facts(DATA / "knowledge" / "facts.yml")}
    named = {fact for at, value in leaves(answers("en")) if at.endswith("facts") for fact in value}

    assert named <= known


def test_every_fact_of_a_scheme_and_every_scheme_with_facts_exists() -> None:
    facts = {key for key, _country in read_facts(DATA / "knowledge" / "facts.yml")}
    told = yaml.safe_load((DATA / "knowledge" / "funding.yml").read_text(encoding="utf-8"))
    with (DATA.parent / "catalog" / "seed" / "schemes.csv").open(encoding="utf-8") as file:
        schemes = {row["id"] for row in csv.DictReader(file)}

    assert set(told["scheme_facts"]) <= schemes
    assert {fact for named in told["scheme_facts"].values() for fact in named} <= facts


# Läsbarhetsindex (Björnsson 1968): mean words a sentence plus the share of words over six letters.
# Below 30 reads like a children's book, 40 like a novel; Swedish and Dutch join words into longer ones.
LIX = {"fr": 40, "sv": 29, "nl": 32, "en": 26}
FEWEST_WORDS = 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_read_like_plain_language(language: str) -> None:
    texts = [re.sub(r"\{\w+\}", "", text).replace("\n", " ") for _, text in prose(language)]
    measured = [textstat.lix(text) for text in texts if len(text.split()) >= FEWEST_WORDS]

    assert sum(measured) / len(measured) <= LIX[language]
