"""One turn: what it answers, what it gives back, and that nothing stays behind."""

from __future__ import annotations

from typing import Any

import pytest

from bot.engine.errors import SilentTurn
from bot.engine.protocol import TurnRequest, UnderstandRequest
from bot.engine.turn import Engine
from bot.errors import BadRequest, MessageEmpty, MessageTooLong
from tests.bot.engine.conftest import Body


async def _turn(engine: Engine, body: dict[str, Any]) -> dict[str, Any]:
    return await engine.turn(TurnRequest.from_json(body))


def _chip(need: str, **slots: Any) -> dict[str, Any]:
    return {"need": need, "slots": slots}


async def test_a_chip_runs_its_action(engine: Engine, body: Body) -> None:
    answer = await _turn(engine, body("Nearest place", choice=_chip("nearest_site")))
    assert answer["need"] == "nearest_site"
    assert answer["replies"][0]["text"].startswith("nearest_site")


async def test_a_chip_sets_its_slots(engine: Engine, body: Body) -> None:
    answer = await _turn(engine, body("Digital", choice=_chip("find_course", field="digital")))
    assert answer["state"]["slots"]["field"] == "digital"


async def test_an_unknown_need_is_refused(engine: Engine, body: Body) -> None:
    with pytest.raises(BadRequest):
        await _turn(engine, body("x", choice=_chip("rule_the_world")))


async def test_a_reply_is_complete(engine: Engine, body: Body) -> None:
    reply = (await _turn(engine, body("hello", choice=_chip("greet"))))["replies"][0]
    assert set(reply) == {"text", "lang", "need", "also", "cards", "choices", "facts", "author"}
    assert (reply["author"], reply["lang"], reply["need"]) == ("assistant", "en", "greet")


async def test_two_engines_can_share_one_conversation(
    engine: Engine, other_engine: Engine, body: Body
) -> None:
    state, said = None, []
    for number in range(6):
        answering = (engine, other_engine)[number % 2]
        answer = await _turn(answering, body("hi", choice=_chip("greet"), state=state))
        state = answer["state"]
        said.append(answer["replies"][0]["text"])
    assert said == [f"greet {number} en" for number in range(1, 7)]


async def test_a_conversation_leaves_nothing_behind(engine: Engine, body: Body) -> None:
    await _turn(engine, body("hi", choice=_chip("greet")))
    answer = await _turn(engine, body("hi", choice=_chip("greet")))
    assert answer["replies"][0]["text"] == "greet 1 en"


async def test_the_state_is_bounded_and_without_words(engine: Engine, body: Body) -> None:
    state = None
    for _ in range(30):
        answer = await _turn(engine, body("my secret words", choice=_chip("greet"), state=state))
        state = answer["state"]
    assert len(state["events"]) <= 40
    assert "secret" not in str(state)


@pytest.mark.parametrize(
    "text",
    ["/restart", " /restart", "\u00a0/restart", "\u200b/restart", '/find_course{"field":"law"}'],
)
async def test_a_slash_is_plain_text(engine: Engine, body: Body, text: str) -> None:
    answer = await _turn(engine, body(text, state={"slots": {"misses": 4}, "events": []}))
    assert answer["state"]["slots"]["misses"] == 5
    assert answer["state"]["slots"].get("field") != "law"
    assert answer["confidence"] < 1.0


async def test_words_of_self_harm_raise_the_alarm(engine: Engine, body: Body) -> None:
    answer = await _turn(engine, body("i want to kill myself"))
    assert answer["need"] == "self_harm_risk"
    assert {"kind": "alarm", "need": "self_harm_risk"} in answer["effects"]


async def test_effects_come_through(engine: Engine, body: Body) -> None:
    answer = await _turn(engine, body("a person", choice=_chip("talk_to_human")))
    assert answer["effects"] == [{"kind": "handoff"}]


async def test_a_place_answers_the_open_question(engine: Engine, body: Body) -> None:
    pending = {"question": "place", "need": "nearest_site"}
    state = {"slots": {"pending": pending}, "events": []}
    answer = await _turn(engine, body("Nantes", language="fr", state=state))
    assert answer["need"] == "nearest_site"


async def test_another_language_switches_aloud(engine: Engine, body: Body) -> None:
    text = "jag vill gärna veta vad det kostar att läsa hos er på distans"
    answer = await _turn(engine, body(text, language="fr"))
    assert answer["language"] == "sv"
    assert {"kind": "language", "language": "sv"} in answer["effects"]
    assert answer["state"]["slots"]["language_switched_from"] == "fr"


async def test_a_short_foreign_word_does_not_switch(engine: Engine, body: Body) -> None:
    answer = await _turn(engine, body("thanks", language="fr"))
    assert (answer["language"], answer["effects"]) == ("fr", [])


async def test_a_failing_action_is_an_error_without_words(engine: Engine, body: Body) -> None:
    with pytest.raises(SilentTurn) as caught:
        await _turn(engine, body("please fail", choice=_chip("greet")))
    assert "please fail" not in str(caught.value)
    assert caught.value.failure == "RuntimeError"


async def test_silence_is_an_error(engine: Engine, body: Body) -> None:
    with pytest.raises(SilentTurn):
        await _turn(engine, body("say nothing", choice=_chip("greet")))


async def test_understanding_has_the_shape_of_a_row(engine: Engine) -> None:
    row = await engine.understand(UnderstandRequest("j'habite à Nantes", "fr"))
    assert set(row) == {"need", "confidence", "also", "language", "entities"}
    place = row["entities"][0]
    assert (place["type"], place["value"], place["start"], place["end"]) == (
        "place",
        "Nantes",
        11,
        17,
    )


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"text": "   "}, MessageEmpty),
        ({"text": "x" * 2001}, MessageTooLong),
        ({"text": None}, BadRequest),
        ({"language": "de"}, BadRequest),
        ({"state": []}, BadRequest),
        ({"conversation_id": ""}, BadRequest),
    ],
)
def test_a_wrong_request_is_refused(
    body: Body, changes: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        TurnRequest.from_json({**body("hi"), **changes})
