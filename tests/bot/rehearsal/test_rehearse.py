"""Scripts are held with the real service turn by turn; what failed is told with its turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.rehearsal import learner as page
from bot.rehearsal.rehearse import AT_ONCE, Rehearsal, Stage
from tests.bot.conftest import Service
from tests.bot.rehearsal.conftest import Read
from tests.fake_engine import answer

CHIPS = [{"label": "A place near me", "need": "nearest_site", "slots": {}}]
COURSE = {"type": "course", "id": "a", "title": "A", "text": "A course"}


def replying(*texts: str, **reply: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """An engine that says *texts*, each as a reply with the other values."""

    def script(request: dict[str, Any]) -> dict[str, Any]:
        known = {"lang": request["language"], **reply}
        return answer(request, replies=[{"text": text, **known} for text in texts])

    return script


async def hold(stage: Stage, read: Read, text: str) -> Rehearsal:
    """Rehearse the one script of *text*."""
    [rehearsal] = await stage.rehearse_all(read(text))
    return rehearsal


async def test_a_conversation_that_goes_as_told_passes(stage: Stage, read: Read) -> None:
    rehearsal = await hold(
        stage,
        read,
        """
        - id: en-1
          turns:
            - {user: hello, expect: {mentions_all: answer 1 to hello, language: en}}
            - {user: again, expect: {mentions_all: answer 2 to again, keeps: {count: 2}}}
        """,
    )

    assert rehearsal.passed
    assert [one.turn.said for one in rehearsal.played] == ["hello", "again"]


async def test_a_turn_that_fails_is_told_and_the_talk_goes_on(stage: Stage, read: Read) -> None:
    text = "- {id: en-1, turns: [{user: a, expect: {must_not: answer}}, {user: b}]}"

    rehearsal = await hold(stage, read, text)

    assert not rehearsal.passed
    assert [one.failures for one in rehearsal.played] == [("must_not: there is 'answer'",), ()]


async def test_the_page_speaks_the_language_of_the_script(
    stage: Stage, read: Read, service: Service
) -> None:
    await hold(stage, read, "- {id: sv-1, turns: [{user: hej}]}")

    assert service.engine.asked[0]["language"] == "sv"


@pytest.mark.parametrize("turn", ["{choose: place near}", "{user: a PLACE near me}"])
async def test_a_chip_is_pressed_by_a_part_of_its_label_or_by_writing_it(
    stage: Stage, read: Read, service: Service, turn: str
) -> None:
    service.engine.script = replying("Hello", choices=CHIPS)

    rehearsal = await hold(stage, read, f"- {{id: en-1, turns: [{{user: hello}}, {turn}]}}")

    assert rehearsal.passed
    assert service.engine.asked[1]["choice"]["need"] == "nearest_site"


async def test_a_chip_of_the_welcome_can_be_pressed_first(
    stage: Stage, read: Read, service: Service
) -> None:
    opened = await service.open(language="en")
    label = opened.messages[0]["choices"][0]["label"]

    rehearsal = await hold(stage, read, f"- {{id: en-1, turns: [{{choose: '{label}'}}]}}")

    assert rehearsal.passed


async def test_a_chip_that_is_not_there_ends_the_conversation(
    stage: Stage, read: Read, service: Service
) -> None:
    service.engine.script = replying("Hello", choices=CHIPS)

    text = "- {id: en-1, turns: [{user: hello}, {choose: law}, {user: never said}]}"
    rehearsal = await hold(stage, read, text)

    assert not rehearsal.passed
    assert rehearsal.played[-1].failures == ("no chip 'law' among ['A place near me']",)
    assert rehearsal.played[-1].heard is None
    assert len(service.engine.asked) == 1


async def test_a_service_that_does_not_answer_in_time_fails_the_turn(
    stage: Stage, read: Read, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(page, "WAIT_SECONDS", 0)
    service.engine.gate.clear()

    rehearsal = await hold(stage, read, "- {id: en-1, turns: [{user: hello}]}")
    service.engine.gate.set()

    assert rehearsal.played[0].failures == ("no answer to {'text': 'hello'}",)


async def test_chips_of_an_answer_before_stay_where_the_next_one_has_none(
    stage: Stage, read: Read, service: Service
) -> None:
    first = replying("Hello", choices=CHIPS)

    def script(request: dict[str, Any]) -> dict[str, Any]:
        return first(request) if request["text"] == "hello" else answer(request)

    service.engine.script = script
    text = "- {id: en-1, turns: [{user: hello}, {user: hm}, {choose: A place}]}"
    rehearsal = await hold(stage, read, text)

    assert rehearsal.passed
    assert service.engine.asked[2]["choice"]["need"] == "nearest_site"


async def test_the_first_turn_with_a_course_is_counted(
    stage: Stage, read: Read, service: Service
) -> None:
    with_course, without = replying("A", cards=[COURSE]), replying("None")

    def script(request: dict[str, Any]) -> dict[str, Any]:
        return with_course(request) if request["text"] == "law" else without(request)

    service.engine.script = script
    late = await hold(stage, read, "- {id: en-1, turns: [{user: hello}, {user: law}]}")
    never = await hold(stage, read, "- {id: en-1, turns: [{user: hello}]}")

    assert late.turns_to_course == 2
    assert never.turns_to_course is None


async def test_what_can_be_read_on_cards_counts_as_said(
    stage: Stage, read: Read, service: Service
) -> None:
    service.engine.script = replying("One", "Two", cards=[COURSE])

    rehearsal = await hold(stage, read, "- {id: en-1, turns: [{user: hello}]}")

    assert rehearsal.played[0].heard is not None
    assert rehearsal.played[0].heard.text == "One\nTwo\nA course\nA course"


async def test_a_learner_who_waits_for_a_person_is_seen_to_wait(
    stage: Stage, read: Read, service: Service
) -> None:
    def script(request: dict[str, Any]) -> dict[str, Any]:
        return answer(request, effects=[{"kind": "handoff"}])

    service.engine.script = script
    await service.counsellor()
    text = "- {id: en-1, turns: [{user: a person please, expect: {handoff: started}}]}"

    assert (await hold(stage, read, text)).passed


async def test_scripts_come_back_in_their_order_and_each_is_reported_as_it_ends(
    stage: Stage, read: Read
) -> None:
    numbers = range(AT_ONCE + 2)
    scripts = read("\n".join(f"- {{id: en-{n}, turns: [{{user: hello}}]}}" for n in numbers))
    ended: list[str] = []

    rehearsals = await stage.rehearse_all(scripts, lambda one: ended.append(one.script.id))

    assert [one.script.id for one in rehearsals] == [f"en-{n}" for n in numbers]
    assert sorted(ended) == sorted(f"en-{n}" for n in numbers)


async def test_no_more_than_a_few_talk_at_once(stage: Stage, read: Read, service: Service) -> None:
    scripts = read("\n".join(f"- {{id: en-{n}, turns: [{{user: hi}}]}}" for n in range(6)))
    service.engine.gate.clear()

    running = asyncio.create_task(stage.rehearse_all(scripts))
    async with asyncio.timeout(30):
        while len(service.engine.asked) < AT_ONCE:  # noqa: ASYNC110
            await asyncio.sleep(0.02)
    await asyncio.sleep(0.2)
    waiting = len(service.engine.asked)
    service.engine.gate.set()
    rehearsals = await running

    assert waiting == AT_ONCE
    assert all(one.passed for one in rehearsals)


async def test_what_a_page_is_never_told_is_known_to_the_rehearsal(
    stage: Stage, read: Read
) -> None:
    text = "- {id: en-1, turns: [{user: I want to kill myself, expect: {need: self_harm_risk}}]}"

    rehearsal = await hold(stage, read, text)

    assert rehearsal.passed
