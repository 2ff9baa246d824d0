"""A learner's rights: erase with a receipt, leave a device, go on elsewhere, take a summary along."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from icalendar import Calendar
from sqlalchemy import select, text

from bot.conversations.erase import CONTENT
from bot.conversations.models import AccessToken, Conversation
from catalog.db import utcnow
from catalog.models import Offering, Status
from tests import factories
from tests.bot.conftest import Learner, Service
from tests.fake_engine import answer


async def post(learner: Learner, verb: str) -> tuple[int, dict[str, Any]]:
    async with learner.client.post(f"{learner.path}/{verb}", headers=learner.headers) as response:
        return response.status, await response.json()


async def rows_of(service: Service, conversation_id: str) -> dict[str, int]:
    """How many rows each table still holds of a conversation."""
    found = {}
    async with service.database.read() as session:
        for table in (*CONTENT, AccessToken):
            column = table.__table__.c["conversation_id"]
            rows = await session.execute(select(column).where(column == conversation_id))
            found[table.__tablename__] = len(rows.all())
        found["conversation"] = int(await session.get(Conversation, conversation_id) is not None)
    return found


async def test_erasing_leaves_nothing_and_gives_a_receipt(service: Service) -> None:
    learner = await service.open(language="en")
    await learner.say("a", "hello")
    await post(learner, "handoff")
    await post(learner, "resume-code")
    async with service.client.delete(learner.path, headers=learner.headers) as response:
        receipt = await response.json()

    assert response.status == 200
    assert receipt["rows"]["message"] == 4
    assert receipt["erased"][0] == "4 messages"
    assert set((await rows_of(service, learner.id)).values()) == {0}


async def test_conversation_erased_by_the_assistant_starts_empty_on_the_same_page(
    service: Service,
) -> None:
    learner = await service.open(language="en")
    service.engine.script = lambda request: answer(request, effects=[{"kind": "erase"}])
    await learner.put("a", text="delete everything")
    await learner.settled()
    state = await learner.events()

    assert [event["author"] for event in state["events"]] == ["system"]
    assert state["first_seq"] == state["last_seq"]


async def test_token_opens_nothing_after_leaving(service: Service) -> None:
    learner = await service.open(language="en")
    status, _body = await post(learner, "leave")
    after, body = await learner.put("a", text="hello")

    assert (status, after) == (200, 401)
    assert body["error"]["code"] == "not_authorised"


async def test_code_opens_the_conversation_on_another_device_once(service: Service) -> None:
    learner = await service.open(language="en")
    await learner.say("a", "hello")
    _, issued = await post(learner, "resume-code")
    code = issued["code"].upper().replace("-", " ")
    async with service.client.post("/api/resume", json={"code": code}) as response:
        opened = await response.json()
    async with service.client.post("/api/resume", json={"code": code}) as again:
        refused = again.status

    assert (opened["id"], len(opened["messages"])) == (learner.id, 3)
    assert refused == 404


async def test_new_code_revokes_the_one_before(service: Service) -> None:
    learner = await service.open(language="en")
    _, first = await post(learner, "resume-code")
    await post(learner, "resume-code")
    async with service.client.post("/api/resume", json={"code": first["code"]}) as response:
        assert response.status == 404


async def test_summary_lists_what_was_shown_in_three_forms(service: Service) -> None:
    learner = await service.open(language="en")
    card = {"type": "course", "id": "c", "title": "BTS", "text": "BTS, CNED <b>", "next_step": True}
    reply = {"text": "Here:\nBTS, CNED <b>", "lang": "en", "cards": [card]}
    service.engine.script = lambda request: answer(request, replies=[reply])
    await learner.say("a", "hello")
    shown = {}
    for form in ("html", "text", "json"):
        path = f"{learner.path}/summary?format={form}"
        async with service.client.get(path, headers=learner.headers) as response:
            shown[form] = await response.text()

    assert "BTS, CNED &lt;b&gt;" in shown["html"]
    assert "* BTS, CNED <b>" in shown["text"]
    assert '"next_step": {' in shown["json"]


async def test_the_sheet_has_dated_steps_and_a_calendar_with_the_days_of_the_sources(
    service: Service,
) -> None:
    soon = utcnow().date() + timedelta(days=30)
    async with service.database.write() as session:
        runs = [Offering(status=Status.PUBLISHED, apply_by=soon)]
        session.add(factories.course(public_id="c", title="BTS", offerings=runs))
        session.add(factories.course(public_id="kept", title="Kept"))
    learner = await service.open(language="en")
    cards = [
        {"type": "course", "id": "c", "title": "BTS", "text": "BTS", "next_step": True},
        {"type": "course", "id": "kept", "title": "Kept", "text": "Kept", "next_step": True},
    ]
    reply = {"text": "Here:", "lang": "en", "cards": cards}
    state = {"slots": {"shortlist": ["kept"]}, "events": []}
    service.engine.script = lambda request: answer(request, replies=[reply], state=state)
    await learner.say("a", "hello")
    shown = {}
    for form in ("json", "ics", "text"):
        path = f"{learner.path}/summary?format={form}"
        async with service.client.get(path, headers=learner.headers) as response:
            shown[form] = await response.text()

    sheet = json.loads(shown["json"])
    assert [card["id"] for card in sheet["courses"]] == ["kept", "c"]
    assert sheet["steps"][0].startswith("Before ")
    assert sheet["deadlines"][0]["day"] == soon.isoformat()
    events = Calendar.from_ical(shown["ics"]).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events][1] == soon
    assert "apply by" in shown["text"]


async def test_contact_detail_is_forgotten_unless_a_call_back_was_asked_for(
    service: Service,
) -> None:
    learner = await service.open(language="fr")
    await learner.say("a", "mon numéro 06 12 34 56 78")
    async with service.database.read() as session:
        kept = (await session.execute(text("SELECT count(*) FROM contact_detail"))).scalar_one()

    assert kept == 0


async def test_call_back_reaches_the_desk_with_name_and_number_and_is_forgotten_after(
    service: Service,
) -> None:
    learner = await service.open(language="fr")
    service.engine.script = lambda request: answer(
        request, effects=[{"kind": "keep_contact", "keep": True}]
    )
    events = await learner.say("a", "Samira, 06 12 34 56 78, après 18 h")
    reference = "⟦" + events[1]["text"].partition("⟦")[2].partition("⟧")[0] + "⟧"
    callback = {"kind": "callback", "name": "Samira", "contact": reference, "window": "après 18 h"}
    service.engine.script = lambda request: answer(request, effects=[callback])
    await learner.say("b", "oui")
    desk = await service.counsellor()
    _, shown = await desk.call("GET", f"conversations/{learner.id}")
    (wanted,) = shown["brief"]["callbacks"]
    await desk.call("POST", f"conversations/{learner.id}/callbacks/{wanted['id']}/done")

    assert (wanted["name"], wanted["contact"]) == ("Samira", "06 12 34 56 78")
    assert (await rows_of(service, learner.id))["contact_detail"] == 0
    assert (await learner.events())["state"] == "assistant"
