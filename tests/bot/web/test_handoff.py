"""The handoff: asked for, claimed once, silent assistant, handed back, closed, lost."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError

from bot.conversations.models import User
from bot.web import sweep
from catalog.db import utcnow
from tests.bot.conftest import Learner, Service


async def ask(learner: Learner) -> None:
    async with learner.client.post(f"{learner.path}/handoff", headers=learner.headers) as response:
        assert response.status == 202


async def test_assistant_still_answers_while_the_learner_waits(service: Service) -> None:
    learner = await service.open(language="en")
    await ask(learner)
    events = await learner.say("a", "and meanwhile?")

    assert (await learner.events())["state"] == "waiting"
    assert events[-1]["author"] == "assistant"


async def test_desk_shows_who_waits_with_a_brief(service: Service) -> None:
    learner = await service.open(language="en")
    await learner.say("a", "hello")
    await ask(learner)
    desk = await service.counsellor()
    _, found = await desk.call("GET", "queue")
    _, shown = await desk.call("GET", f"conversations/{learner.id}")

    assert [row["id"] for row in found["queue"]] == [learner.id]
    assert shown["brief"]["language"] == "en"
    assert shown["brief"]["last_words"] == "hello"


async def test_two_counsellors_cannot_claim_the_same_learner(service: Service) -> None:
    learner = await service.open(language="en")
    await ask(learner)
    one, two = (
        await service.counsellor("one@example.org"),
        await service.counsellor("two@example.org"),
    )
    results = await asyncio.gather(
        one.call("POST", f"conversations/{learner.id}/claim"),
        two.call("POST", f"conversations/{learner.id}/claim"),
    )

    assert sorted(status for status, _ in results) == [200, 409]


async def test_both_write_and_the_assistant_is_silent_until_handed_back(service: Service) -> None:
    learner = await service.open(language="en")
    await ask(learner)
    desk = await service.counsellor()
    await desk.call("POST", f"conversations/{learner.id}/claim")
    await learner.say("a", "are you there?")
    await desk.call("PUT", f"conversations/{learner.id}/messages/r1", {"text": "I am"})
    during = (await learner.events())["events"]
    await desk.call("POST", f"conversations/{learner.id}/hand-back")
    after = await learner.say("b", "and now?")

    assert [event["author"] for event in during[-2:]] == ["learner", "counsellor"]
    assert after[-1]["author"] == "assistant"
    assert [request["text"] for request in service.engine.asked] == ["and now?"]


async def test_answer_that_is_ready_after_a_claim_is_thrown_away(service: Service) -> None:
    learner = await service.open(language="en")
    service.engine.gate.clear()
    await learner.put("a", text="hello")
    desk = await service.counsellor()
    await desk.call("POST", f"conversations/{learner.id}/claim")
    service.engine.gate.set()
    await asyncio.sleep(0.3)
    events = (await learner.events())["events"]

    assert [event["author"] for event in events] == ["assistant", "learner", "system"]


async def test_turn_claimed_before_the_wish_for_a_person_is_answered_after_it(
    service: Service,
) -> None:
    learner = await service.open(language="en")
    service.engine.gate.clear()
    await learner.put("a", text="hello")
    await ask(learner)
    service.engine.gate.set()
    events = await learner.settled()

    assert [event["reply_to"] for event in events if event["author"] == "assistant"] == [None, "a"]


async def test_database_refuses_an_assistant_message_while_a_person_holds_it(
    service: Service,
) -> None:
    learner = await service.open(language="en")
    desk = await service.counsellor()
    await desk.call("POST", f"conversations/{learner.id}/claim")
    insert = text(
        "INSERT INTO message (conversation_id, seq, author, lang, text, also, cards, choices, facts, at) "
        "VALUES (:id, 99, 'assistant', 'en', 'x', '[]', '[]', '[]', '[]', CURRENT_TIMESTAMP)"
    )

    with pytest.raises(DBAPIError, match="the assistant is silent"):
        async with service.database.write() as session:
            await session.execute(insert, {"id": learner.id})


async def test_help_lines_come_in_every_state(service: Service) -> None:
    learner = await service.open(language="en", territory="FR")
    await learner.put("a", text="I want to die")
    await ask(learner)
    await learner.put("b", text="I want to die")
    desk = await service.counsellor()
    await desk.call("POST", f"conversations/{learner.id}/claim")
    await learner.put("c", text="I want to die")
    events = await learner.settled()

    answered = [event["reply_to"] for event in events if "3114" in event["text"]]
    assert answered == ["a", "b", "c"]
    assert all("need" not in event for event in events if "3114" in event["text"])


async def test_counsellor_who_disappears_gives_the_learner_back_to_the_queue(
    service: Service,
) -> None:
    learner = await service.open(language="en")
    desk = await service.counsellor()
    await desk.call("POST", f"conversations/{learner.id}/claim")
    async with service.database.write() as session:
        await session.execute(update(User).values(seen_at=utcnow() - timedelta(minutes=5)))
    await sweep.release_lost(service.client.app)
    state = await learner.events()

    assert state["state"] == "waiting"
    assert state["events"][-1]["author"] == "system"


async def test_closed_conversation_takes_no_message_and_says_so(service: Service) -> None:
    learner = await service.open(language="en")
    desk = await service.counsellor()
    await desk.call("POST", f"conversations/{learner.id}/claim")
    await desk.call("POST", f"conversations/{learner.id}/close")
    status, body = await learner.put("a", text="hello?")

    assert (status, body["error"]["code"]) == (409, "conversation_closed")


async def test_counsellor_of_another_organisation_sees_nothing(service: Service) -> None:
    learner = await service.open(language="en")
    desk = await service.counsellor()
    async with service.database.write() as session:
        await session.execute(update(User).values(organisation_id="other"))
    status, _body = await desk.call("GET", f"conversations/{learner.id}")

    assert status == 404


async def test_change_without_csrf_token_is_refused(service: Service) -> None:
    learner = await service.open(language="en")
    desk = await service.counsellor()
    desk.csrf = "wrong"
    status, body = await desk.call("POST", f"conversations/{learner.id}/claim")

    assert (status, body["error"]["code"]) == (403, "forbidden")


async def test_reply_sent_twice_is_stored_once(service: Service) -> None:
    learner = await service.open(language="en")
    desk = await service.counsellor()
    await desk.call("POST", f"conversations/{learner.id}/claim")
    path = f"conversations/{learner.id}/messages/r1"
    first, second = [await desk.call("PUT", path, {"text": "yes"}) for _ in range(2)]

    assert first == second
