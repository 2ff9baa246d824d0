"""Where exams are sat: the rule first, then a place near the learner, never a promise."""

from __future__ import annotations

from typing import Any

EXAMS = ["exam_invigilation"]
RULE = "The school decides where and how exams are taken."
LYON = {"id": "lyon", "name": "Lyon", "lat": 45.76, "lon": 4.84}


async def test_a_place_that_lists_exams_is_named_though_another_one_is_nearer(
    ask: Any, add: Any, make: Any
) -> None:
    near, far = make.site(), make.site(public_id="exams", lat=46.5, lon=2.2, services=EXAMS)
    await add(near, far)

    said = await ask("exams_where", entities=[make.place()])

    assert said.text.startswith(RULE)
    assert "Near Guéret, this place lists exams that you can sit there:" in said.text
    assert [card["id"] for card in said.cards] == ["exams"]
    assert said.slots["shown_sites"] == ["exams"]


async def test_the_nearest_place_to_ask_is_named_where_none_lists_exams(
    ask: Any, add: Any, make: Any
) -> None:
    await add(make.site())

    said = await ask("exams_where", entities=[make.place()])

    assert "no place that I know lists exams. The nearest one to ask is:" in said.text
    assert [card["id"] for card in said.cards] == ["fr-gueret"]


async def test_a_school_or_a_desk_is_never_named_as_a_place_for_exams(
    ask: Any, add: Any, make: Any
) -> None:
    await add(
        make.site(kind="advice_desk", services=EXAMS), make.site(public_id="b", kind="school")
    )

    said = await ask("exams_where", entities=[make.place()])

    assert said.cards == []


async def test_a_place_known_from_before_counts(ask: Any, add: Any, make: Any) -> None:
    await add(make.site(services=EXAMS))
    known = (await ask("nearest_site", entities=[make.place()])).slots

    said = await ask("exams_where", slots=known)

    assert [card["id"] for card in said.cards] == ["fr-gueret"]


async def test_each_of_several_towns_gets_its_place(ask: Any, add: Any, make: Any) -> None:
    await add(
        make.site(), make.site(public_id="fr-lyon", lat=45.76, lon=4.84, services=EXAMS, name="L")
    )

    said = await ask("exams_where", entities=[make.place(), make.place(LYON)])

    assert [card["id"] for card in said.cards] == ["fr-gueret", "fr-lyon"]
    assert "Near Guéret, no place that I know lists exams." in said.text
    assert "Near Lyon, this place lists exams" in said.text


async def test_without_a_place_only_the_rule_is_said_and_what_was_shown_is_kept(ask: Any) -> None:
    said = await ask("exams_where", slots={"country": "FR"})

    assert said.text.startswith(RULE)
    assert said.cards == []
    assert "shown_sites" not in said.slots


async def test_nothing_in_reach_adds_nothing_to_the_rule(ask: Any, make: Any) -> None:
    said = await ask("exams_where", entities=[make.place()])

    assert said.cards == []
    assert "Near Guéret" not in said.text
