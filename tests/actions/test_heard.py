"""What the word lists only propose counts where nothing is sure, and where it is likely enough."""

from __future__ import annotations

from typing import Any

import pytest

from actions.heard import heard

from .conftest import Make

LAW = Make.code("listed_field", "law", "lawyer")


def town(name: str = "Guéret", population: int = 13_000) -> dict[str, Any]:
    """A town that only the gazetteer proposes."""
    found = Make.place({"name": name, "population": population})
    return {**found, "entity": "listed_place"}


def kinds(
    *entities: dict[str, Any], needs: tuple[str, ...] = ("find_course",), text: str = "a sentence"
) -> list[str]:
    """Kinds of what is taken besides what was found."""
    return [str(entity["entity"]) for entity in heard(text, entities, needs)[len(entities) :]]


def test_a_town_of_some_size_is_taken_for_a_place() -> None:
    assert kinds(town()) == ["place"]


@pytest.mark.parametrize("proposed", [town(population=2_999), town("Lens"), town("Mol", 37_000)])
def test_a_village_or_a_short_name_is_too_often_something_else(proposed: dict[str, Any]) -> None:
    assert kinds(proposed) == []


def test_a_proposal_that_no_place_is_known_for_is_none() -> None:
    assert kinds(Make.entity("listed_place", "Nowhere", candidates=[])) == []


def test_beside_a_sure_place_a_proposal_counts_for_nothing() -> None:
    assert kinds(Make.place(), town("Limoges", 130_000)) == []


@pytest.mark.parametrize(
    "need", ["find_course", "nearest_site", "discover_digital", "unsure_what_i_want"]
)
def test_a_subject_is_taken_where_the_talk_is_about_study(need: str) -> None:
    assert kinds(LAW, needs=(need,)) == ["field"]


@pytest.mark.parametrize("need", ["employer_leave", "fear_too_old", "thank", "distress"])
def test_elsewhere_a_subject_is_mostly_somebodys_job(need: str) -> None:
    assert kinds(LAW, needs=(need,)) == []


def test_a_second_need_about_study_is_enough_for_a_subject() -> None:
    assert kinds(LAW, needs=("fear_too_old", "find_course")) == ["field"]


def test_beside_a_sure_subject_a_proposal_counts_for_nothing() -> None:
    assert kinds(Make.code("field", "digital"), LAW) == []


def test_a_town_counts_whatever_the_message_is_about() -> None:
    assert kinds(town(), needs=("thank",)) == ["place"]


def test_what_was_found_stays_as_it_was() -> None:
    found = (Make.place(), LAW)

    assert heard("thanks", found, ("thank",)) == found


@pytest.mark.parametrize(
    "text", ["Lens", "lens, no car", "ok. but me then? cyber. lens", "i am off!\nLens"]
)
def test_a_name_with_nothing_beside_it_is_where_somebody_lives(text: str) -> None:
    found = {**town("lens", 300), "value": "lens"}

    assert kinds(found, needs=("complaint",), text=text) == ["place"]


def test_a_name_within_a_sentence_may_be_a_word_like_others() -> None:
    assert kinds(town("lens", 300), text="my lens is broken") == []


def test_where_a_place_is_asked_for_a_village_will_be_it() -> None:
    assert kinds(town("Storuman", 2_000), needs=("nearest_site",)) == ["place"]
    assert kinds(town("Storuman", 2_000), needs=("fear_too_old",)) == []


async def test_courses_are_found_for_a_subject_that_was_only_proposed(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.course(public_id="droit", field="law"))

    said = await ask("find_course", "lawyer", entities=[LAW], slots={"country": "FR"})

    assert [card["id"] for card in said.cards] == ["droit"]
    assert said.slots["field"] == "law"


def test_a_level_that_only_the_lists_know_counts_in_a_wish_for_courses() -> None:
    komvux = Make.code("listed_level", "access", "komvux")

    assert kinds(komvux) == ["level"]
    assert kinds(komvux, needs=("fear_failed_before",)) == []
