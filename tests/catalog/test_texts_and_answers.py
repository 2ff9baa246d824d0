"""Reading texts, answers, facts and help lines: what is picked, and how a bad file is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from catalog.errors import BadDataFile, MissingText
from catalog.knowledge import Answers
from catalog.texts import Texts

FACTS = """
facts:
  fee:
    BE:
      topic: cost
      text: {en: "it was {amount} an hour"}
      amount: {value: "2.25", currency: EUR}
      as_of: "2025"
      source: somewhere.be
      official_url: https://official.be/
      confidence: B
      review_by: 2027-01-31
"""
HELP_LINES = """
helplines:
  BE:
    - {number: "1813", name: {en: a line}, hours: {en: day and night}, source: x, checked_on: null}
  SE:
    - {number: "112", name: {en: emergency}, hours: {}, source: x, checked_on: null}
"""
ANSWERS = """
answers:
  cost:
    text: It depends.
    plain: Ask.
    chips: [person]
    country:
      BE: {text: "In Flanders: {fact}", facts: [fee]}
    variants:
      nothing:
        text: I know none.
        country:
          BE: {text: I know none in Flanders.}
  distress:
    text: |-
      Call:
      {lines}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder with one answer file and its knowledge."""
    write(tmp_path, "knowledge/facts.yml", FACTS)
    write(tmp_path, "knowledge/helplines.yml", HELP_LINES)
    write(tmp_path, "knowledge/funding.yml", "funding: {BE: {employed: [be-vov]}}")
    write(tmp_path, "responses/en/money.yml", ANSWERS)
    write(
        tmp_path,
        "texts/en/cards.yml",
        'months_one: "{count} month"\nmonths_other: "{count} months"\n',
    )
    return tmp_path


def write(root: Path, name: str, content: str) -> Path:
    path = root / "data" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_the_country_replaces_what_differs_and_keeps_the_rest(project: Path) -> None:
    answer = Answers.load(project).pick("cost", "en", "BE")

    assert answer.text == "In Flanders: {fact}"
    assert answer.chips == ("person",)
    assert [fact.id for fact in answer.facts] == ["fee"]


def test_a_variant_may_differ_by_country(project: Path) -> None:
    answers = Answers.load(project)

    assert answers.pick("cost", "en", "BE", variant="nothing").text == "I know none in Flanders."
    assert answers.pick("cost", "en", "SE", variant="nothing").text == "I know none."


def test_plainer_words_are_picked_where_they_are_written(project: Path) -> None:
    answers = Answers.load(project)

    assert answers.pick("cost", "en", plain=True).text == "Ask."
    assert answers.pick("distress", "en", plain=True).text.startswith("Call:")


def test_what_no_file_has_is_missing(project: Path) -> None:
    answers = Answers.load(project)

    with pytest.raises(MissingText):
        answers.pick("cost", "sv")
    with pytest.raises(MissingText):
        answers.pick("cost", "en", variant="unknown")


def test_a_fact_is_told_with_its_amount_and_is_due_after_its_review(project: Path) -> None:
    (fact,) = Answers.load(project).pick("cost", "en", "BE").facts

    assert fact.text("en") == "it was €2.25 an hour"
    assert not fact.is_due(date(2027, 1, 31))
    assert fact.is_due(date(2027, 2, 1))


def test_a_weak_fact_is_always_shown_as_to_be_checked(project: Path) -> None:
    write(project, "knowledge/facts.yml", FACTS.replace("confidence: B", "confidence: C"))
    (fact,) = Answers.load(project).pick("cost", "en", "BE").facts

    assert fact.is_due(date(2026, 1, 1))


def test_a_fact_for_some_is_kept_from_others(project: Path) -> None:
    only = FACTS.replace("confidence: B", "confidence: B\n      audience: [employed]")
    write(project, "knowledge/facts.yml", only)
    answers = Answers.load(project)

    assert answers.pick("cost", "en", "BE", work_status="jobseeker").facts == ()
    assert answers.pick("cost", "en", "BE").facts == ()
    assert len(answers.pick("cost", "en", "BE", work_status="employed").facts) == 1


def test_help_lines_of_an_unknown_country_are_those_of_all(project: Path) -> None:
    answers = Answers.load(project)

    assert "1813: a line, day and night" in answers.safety_text("distress", "en", "BE")
    assert "112: emergency" in answers.safety_text("distress", "en", None)
    assert "112" not in answers.safety_text("distress", "en", "BE")


def test_schemes_come_in_the_order_of_the_file(project: Path) -> None:
    answers = Answers.load(project)

    assert answers.schemes("BE", "employed") == ("be-vov",)
    assert answers.schemes("SE", "employed") == ()


def test_plural_forms_follow_the_language(project: Path) -> None:
    write(project, "texts/fr/cards.yml", 'months_one: "{count} m"\nmonths_other: "{count} mm"\n')
    texts = Texts.load(project)

    assert texts.get("cards", "months", "en", count=0) == "0 months"
    assert texts.get("cards", "months", "fr", count=0) == "0 m"


def test_a_text_that_nobody_wrote_is_missing(project: Path) -> None:
    with pytest.raises(MissingText):
        Texts.load(project).get("cards", "unknown", "en")


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("responses/en/other.yml", "answers:\n  a: {txt: misspelt}\n", 2),
        ("responses/en/other.yml", "answers:\n  a:\n    facts: [unknown]\n", 3),
        ("responses/en/other.yml", "answers:\n  cost: {text: twice}\n", 2),
        ("responses/en/other.yml", "answers:\n  a: {text: x}\n  a: {text: y}\n", 3),
        ("responses/en/other.yml", "answers: [", 2),
        ("knowledge/facts.yml", "facts:\n  a:\n    BE: {as_of: null}\n", 3),
        ("knowledge/helplines.yml", "helplines:\n  BE:\n    - {number: '1'}\n", 3),
    ],
)
def test_a_bad_file_is_refused_with_its_path_and_line(
    project: Path, name: str, content: str, line: int
) -> None:
    path = write(project, name, content)

    with pytest.raises(BadDataFile) as refused:
        Answers.load(project)

    assert (refused.value.path, refused.value.line) == (str(path), line)


def test_a_text_that_is_no_text_is_refused(project: Path) -> None:
    path = write(project, "texts/en/web.yml", "on: 5\n")

    with pytest.raises(BadDataFile) as refused:
        Texts.load(project)

    assert refused.value.path == str(path)
