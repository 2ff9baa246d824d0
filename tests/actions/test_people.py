"""A person: at once in the chat, or by a call back that is kept only after a yes."""

from __future__ import annotations

from typing import Any

import pytest

from actions.people import name_and_window

CONTACT = {"entity": "contact", "value": "⟦phone:1⟧", "data": {"kind": "phone"}}


async def test_a_person_is_asked_for_at_once(ask: Any) -> None:
    said = await ask("talk_to_human")

    assert said.effects == [{"kind": "handoff"}]


async def test_a_call_back_asks_for_three_things_in_one_message(ask: Any) -> None:
    said = await ask("call_me_back", "can you call me")

    assert said.effects == []
    assert said.slots["pending"] == {"question": "contact", "need": "call_me_back"}


async def test_a_contact_is_kept_until_the_answer_to_the_consent_question(ask: Any) -> None:
    said = await ask("call_me_back", "Samira, ⟦phone:1⟧, after six", entities=[CONTACT])

    assert said.effects == [{"kind": "keep_contact", "keep": True}]
    assert said.needs == ["affirm", "deny"]
    assert said.slots["pending"]["contact"] == "⟦phone:1⟧"


async def test_a_yes_hands_the_call_back_over(ask: Any) -> None:
    asked = await ask("call_me_back", "Samira, ⟦phone:1⟧, after six", entities=[CONTACT])

    said = await ask("affirm", slots=asked.slots)

    assert said.effects == [
        {"kind": "callback", "name": "Samira", "contact": "⟦phone:1⟧", "window": "after six"}
    ]
    assert said.slots["pending"] is None


async def test_a_no_keeps_nothing(ask: Any) -> None:
    asked = await ask("call_me_back", "⟦phone:1⟧", entities=[CONTACT])

    said = await ask("deny", slots=asked.slots)

    assert said.effects == [{"kind": "keep_contact", "keep": False}]
    assert said.text.startswith("All right, I keep nothing.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Samira, ⟦phone:1⟧, after six", ("Samira", "after six")),
        ("Samira ⟦email:1⟧ in the evening", ("Samira", "in the evening")),
        ("⟦phone:1⟧", ("", "")),
        ("call me after 18h on ⟦phone:1⟧ please", ("", "call me after 18h on, please")),
    ],
)
def test_name_and_window_are_told_apart_where_they_can_be(
    text: str, expected: tuple[str, str]
) -> None:
    assert name_and_window(text) == expected


async def test_a_contact_waits_for_its_yes_over_another_question(ask: Any, make: Any) -> None:
    contact = {"entity": "contact", "value": "⟦phone:1⟧", "data": {}}
    asked = await ask("call_me_back", "Samira, ⟦phone:1⟧, after six", entities=[contact])
    said = await ask("thank", "merci", slots=asked.slots)

    assert said.text.endswith("only for this call back?")
    assert {"kind": "keep_contact", "keep": True} in said.effects
    done = await ask("affirm", "yes", slots={**asked.slots, **said.slots})
    assert [effect["kind"] for effect in done.effects] == ["callback"]


async def test_who_agrees_unasked_is_not_asked_again(ask: Any, make: Any) -> None:
    agreed = make.code("consenting", "yes", "fine to keep")

    said = await ask("call_me_back", "Samira, ⟦phone:1⟧, fine to keep", entities=[CONTACT, agreed])

    assert [effect["kind"] for effect in said.effects] == ["keep_contact", "callback"]
    assert said.slots["pending"] is None


async def test_somebody_to_see_in_a_town_is_a_place_there_and_still_a_person(
    ask: Any, add: Any, make: Any
) -> None:
    await add(
        make.site(public_id="school", kind="school"),
        make.site(public_id="desk", kind="advice_desk"),
    )

    said = await ask("talk_to_human", "anyone to advise me in Guéret?", entities=[make.place()])

    assert [card["id"] for card in said.cards] == ["desk"]
    assert said.effects == []
    assert "talk_to_human" in said.needs


async def test_face_to_face_without_a_town_asks_where(ask: Any, make: Any) -> None:
    said = await ask("talk_to_human", "irl", entities=[make.code("face_to_face", "yes", "irl")])

    assert said.slots["pending"]["question"] == "place"


async def test_a_person_in_the_chat_is_called_though_the_town_is_known(ask: Any, make: Any) -> None:
    known = {"place": {"name": "Guéret", "country": "FR", "lat": 46.17, "lon": 1.87}}

    said = await ask("talk_to_human", "a real person please", slots=known)

    assert said.effects == [{"kind": "handoff"}]


async def test_a_contact_sent_after_the_sentence_about_it_is_agreed_to(ask: Any) -> None:
    asked = await ask("call_me_back", "can you call me")

    said = await ask("call_me_back", "Samira, ⟦phone:1⟧", entities=[CONTACT], slots=asked.slots)

    assert [effect["kind"] for effect in said.effects] == ["keep_contact", "callback"]
