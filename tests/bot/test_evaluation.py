"""How understanding is measured, on rows small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from bot.evaluation import evaluate


def row(need: str, *also: str, language: str = "fr", **more: Any) -> dict[str, Any]:
    return {"text": "x", "language": language, "need": need, "also": list(also), **more}


def one(wanted: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    return evaluate([wanted], [found])["all"]


def span(start: int, end: int, kind: str = "place") -> dict[str, Any]:
    return {"type": kind, "start": start, "end": end}


def test_report_has_a_part_per_language_and_one_for_all() -> None:
    rows = [row("greet"), row("thank"), row("greet", language="sv")]
    found = [row("greet"), row("greet"), row("greet", language="nl")]
    report = evaluate(rows, found)

    assert list(report) == ["all", "fr", "sv"]
    assert report["all"]["rows"] == 3
    assert report["all"]["need_accuracy"] == pytest.approx(2 / 3, abs=1e-4)
    assert report["fr"]["confusions"] == [["thank", "greet", 1]]
    assert (report["fr"]["language_accuracy"], report["sv"]["language_accuracy"]) == (1.0, 0.0)


def test_macro_f1_counts_every_need_the_same() -> None:
    rows = [row("greet"), row("greet"), row("greet"), row("thank")]
    report = evaluate(rows, [row("greet")] * 4)["all"]

    assert report["macro_f1"] == pytest.approx((6 / 7 + 0) / 2, abs=1e-4)


def test_second_need_is_acceptable_as_the_first_and_both_are_looked_for() -> None:
    wanted = row("find_course", "fear_too_old")
    swapped = one(wanted, row("fear_too_old", "find_course"))
    half = one(wanted, row("fear_too_old"))

    assert (swapped["need_accuracy"], swapped["both_needs_found"]) == (1.0, 1.0)
    assert (half["need_accuracy"], half["both_needs_found"]) == (1.0, 0.0)


def test_alarm_counts_wherever_it_stands() -> None:
    missed = one(row("self_harm_risk"), row("greet"))
    second = one(row("greet", "distress"), row("greet", "self_harm_risk"))
    false = one(row("greet"), row("distress"))

    assert (missed["safety_recall"], second["safety_recall"]) == (0.0, 1.0)
    assert (missed["safety_false_alarms"], false["safety_false_alarms"]) == (None, 1.0)


def test_scope_is_measured_from_both_sides() -> None:
    rows = [row("out_of_scope"), row("out_of_scope"), row("greet"), row("thank")]
    found = [row("out_of_scope"), row("greet"), row("out_of_scope"), row("thank")]
    report = evaluate(rows, found)["all"]

    assert (report["out_of_scope_recall"], report["in_scope_refused"]) == (0.5, 0.5)


def test_overlapping_span_of_the_type_is_right_once() -> None:
    wanted = row("greet", entities=[span(0, 6), span(10, 12, "age")])
    found = row("greet", entities=[span(2, 8), span(3, 5), span(10, 12)])
    report = one(wanted, found)

    assert report["entity_f1"] == {"age": 0.0, "place": 0.5}


def test_row_without_entities_says_nothing_about_them() -> None:
    assert one(row("greet"), row("greet", entities=[span(0, 2)]))["entity_f1"] == {}


def test_nothing_measured_is_told_apart_from_nothing_right() -> None:
    assert one(row("greet"), row("greet"))["safety_recall"] is None
    assert evaluate([], []) == {}


def test_rows_without_an_answer_are_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="shorter"):
        evaluate([row("greet")], [])
