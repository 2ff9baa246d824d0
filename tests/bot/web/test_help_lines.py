"""Help lines are those of where the learner said that they live."""

from __future__ import annotations

from typing import Any

from bot.settings import PROJECT_ROOT
from catalog.knowledge import Answers
from tests.bot.conftest import Service
from tests.fake_engine import answer


def lines(country: str | None) -> str:
    """The fixed text for a country."""
    return Answers.load(PROJECT_ROOT).safety_text("self_harm_risk", "en", country)


def living_in(country: str) -> Any:
    """An engine that learns where the learner lives."""

    def script(request: dict[str, Any]) -> dict[str, Any]:
        return answer(request, state={"slots": {"country": country}, "events": []})

    return script


async def test_the_country_that_a_learner_named_counts_over_that_of_the_page(
    service: Service,
) -> None:
    service.engine.script = living_in("SE")
    learner = await service.open(language="en", territory="FR")
    await learner.say("a", "I live in Umeå")

    events = await learner.say("b", "I want to die")

    assert events[-1]["text"] == lines("SE")
    assert lines("SE") != lines("FR")


async def test_before_a_country_was_named_that_of_the_page_counts(service: Service) -> None:
    learner = await service.open(language="en", territory="FR")

    events = await learner.say("a", "I want to die")

    assert lines("FR") in [event["text"] for event in events]


async def test_what_the_learner_said_is_kept_while_course_talk_pauses(service: Service) -> None:
    service.engine.script = living_in("SE")
    learner = await service.open(language="en")
    await learner.say("a", "I live in Umeå")
    await learner.say("b", "I want to die")
    await learner.say("c", "hello")

    slots = service.engine.asked[-1]["state"]["slots"]
    assert slots == {"country": "SE", "paused_for_safety": True}
