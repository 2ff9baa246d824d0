"""One small action per need: it says its own name, so that tests see which one ran."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

NEEDS = [
    "fear_too_old",
    "fear_failed_before",
    "fear_not_smart_enough",
    "no_time_job",
    "money_worry",
    "find_course",
    "how_distance_works",
    "discover_digital",
    "entry_requirements",
    "no_diploma",
    "cost_total",
    "funding_options",
    "what_is_site",
    "nearest_site",
    "site_services",
    "talk_to_human",
    "call_me_back",
    "are_you_a_bot",
    "privacy",
    "delete_my_data",
    "change_language",
    "start_over",
    "out_of_scope",
    "distress",
    "self_harm_risk",
    "greet",
    "goodbye",
    "thank",
    "affirm",
    "deny",
    "fallback",
]


class FakeAction(Action):
    """Says its name and what it was given; counts in the slot `misses` how often it ran."""

    need = ""

    def name(self) -> str:
        """Rasa's name for the action."""
        return f"action_{self.need}"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say the name; fail or keep silent when the learner asks for that."""
        message = tracker.latest_message
        if "please fail" in message["text"]:
            raise RuntimeError(message["text"])
        if "say nothing" in message["text"]:
            return []
        count = (tracker.get_slot("misses") or 0) + 1
        text = f"{self.need} {count} {tracker.get_slot('language')}"
        dispatcher.utter_message(json_message={"reply": {"text": text}})
        if self.need == "talk_to_human":
            dispatcher.utter_message(json_message={"effect": {"kind": "handoff"}})
        slots = [SlotSet("misses", count), SlotSet("last_answer", self.need)]
        if "where do i live" in message["text"]:
            pending = {"question": "place", "need": "nearest_site"}
            return [*slots, SlotSet("pending", pending)]
        return slots


CLASSES = [type(f"Fake_{need}", (FakeAction,), {"need": need}) for need in NEEDS]
