"""A learner's messages: stored once, in order, answered once."""

from __future__ import annotations

import asyncio

from tests.bot.conftest import Service


def texts(events: list[dict[str, object]], author: str) -> list[object]:
    return [event["text"] for event in events if event["author"] == author]


async def test_first_message_says_that_this_is_a_program(service: Service) -> None:
    learner = await service.open(language="en")

    assert "program" in learner.messages[0]["text"]
    assert learner.messages[0]["author"] == "assistant"


async def test_message_is_acknowledged_with_its_number_and_answered(service: Service) -> None:
    learner = await service.open(language="en")
    status, body = await learner.put("a", text="hello")
    events = await learner.settled()

    assert (status, body) == (202, {"seq": 2})
    assert [event["author"] for event in events] == ["assistant", "learner", "assistant"]
    assert events[2]["reply_to"] == "a"


async def test_same_message_sent_five_times_at_once_is_stored_and_answered_once(
    service: Service,
) -> None:
    learner = await service.open(language="en")
    answers = await asyncio.gather(*(learner.put("a", text="hello") for _ in range(5)))
    events = await learner.settled()

    assert answers == [(202, {"seq": 2})] * 5
    assert texts(events, "learner") == ["hello"]
    assert len(texts(events, "assistant")) == 2


async def test_client_id_with_another_body_is_refused(service: Service) -> None:
    learner = await service.open(language="en")
    await learner.put("a", text="hello")
    status, body = await learner.put("a", text="something else")

    assert (status, body["error"]["code"]) == (409, "client_id_reused")


async def test_messages_sent_while_a_turn_runs_are_answered_in_order(service: Service) -> None:
    learner = await service.open(language="en")
    service.engine.gate.clear()
    for number in range(5):
        await learner.put(f"m{number}", text=f"text {number}")
    service.engine.gate.set()
    events = await learner.settled()

    replies = [event for event in events if event["reply_to"]]
    assert [event["reply_to"] for event in replies] == [f"m{number}" for number in range(5)]
    assert [event["text"] for event in replies] == [
        f"answer {number + 1} to text {number}" for number in range(5)
    ]


async def test_dialogue_state_goes_with_the_turn_and_comes_back(service: Service) -> None:
    learner = await service.open(language="en")
    await learner.say("a", "one")
    await learner.say("b", "two")

    assert service.engine.asked[0]["state"] is None
    assert service.engine.asked[1]["state"]["slots"] == {"count": 1}


async def test_engine_that_does_not_answer_costs_an_apology_with_a_person(service: Service) -> None:
    learner = await service.open(language="en")
    service.engine.available = False
    events = await learner.say("a", "hello")

    assert events[-1]["author"] == "system"
    assert [choice["label"] for choice in events[-1]["choices"]] == ["Talk to a person"]


async def test_empty_message_is_refused_in_the_readers_language(service: Service) -> None:
    learner = await service.open(language="en")
    status, body = await learner.put("a", text=" \u0007 ")

    assert (status, body["error"]["code"]) == (400, "message_empty")


async def test_message_over_the_limit_is_refused_and_names_it(service: Service) -> None:
    learner = await service.open(language="en")
    status, body = await learner.put("a", text="x" * 2001)

    assert (status, body["error"]["limit"]) == (413, 2000)


async def test_body_over_16_kib_is_refused(service: Service) -> None:
    learner = await service.open(language="en")
    status, body = await learner.put("a", text="x" * 20_000)

    assert (status, body["error"]["code"]) == (413, "message_too_long")


async def test_unreadable_body_is_a_clear_error(service: Service) -> None:
    learner = await service.open(language="en")
    address = f"{learner.path}/messages/a"
    async with service.client.put(address, data=b"{", headers=learner.headers) as response:
        body = await response.json()

    assert (response.status, body["error"]["code"]) == (400, "bad_request")


async def test_phone_number_never_reaches_log_or_engine(service: Service) -> None:
    learner = await service.open(language="fr")
    events = await learner.say("a", "appelez-moi au 06 12 34 56 78")

    assert "06 12" not in str(events)
    assert "06 12" not in str(service.engine.asked)
    assert "⟦phone:" in events[1]["text"]


async def test_wrong_token_opens_nothing(service: Service) -> None:
    learner = await service.open(language="en")
    other = await service.open(language="en")
    learner.token = other.token
    status, body = await learner.put("a", text="hello")

    assert (status, body["error"]["code"]) == (401, "not_authorised")


async def test_page_of_a_foreign_origin_is_refused(service: Service) -> None:
    headers = {"Origin": "https://elsewhere.example"}
    async with service.client.post(
        "/api/conversations", json={"site_key": "demo"}, headers=headers
    ) as response:
        body = await response.json()

    assert (response.status, body["error"]["code"]) == (403, "origin_not_allowed")


async def test_chip_is_answered_as_the_need_that_it_stands_for(service: Service) -> None:
    learner = await service.open(language="en")
    chip = learner.messages[0]["choices"][0]
    await learner.put("a", choice=chip["id"])
    events = await learner.settled()

    assert service.engine.asked[0]["choice"] == {"need": "find_course", "slots": {}}
    assert events[1]["text"] == chip["label"]


async def test_chip_of_another_conversation_is_not_found(service: Service) -> None:
    learner, other = await service.open(language="en"), await service.open(language="en")
    status, _body = await learner.put("a", choice=other.messages[0]["choices"][0]["id"])

    assert status == 404


async def test_reply_of_another_shape_still_gets_an_apology(service: Service) -> None:
    learner = await service.open(language="en")
    service.engine.script = lambda request: {"replies": [{"words": "no text"}]}
    events = await learner.say("a", "hello")

    assert events[-1]["author"] == "system"
    assert events[-1]["reply_to"] == "a"
