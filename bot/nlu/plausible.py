"""Pipeline component that drops entities which make no sense in a message of its need."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.needs import ALSO
from bot.nlu.text import words_of

WISHES = frozenset({"field", "level", "mode", "top_diploma"})
SHORT_MESSAGE = 3


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlausibleEntities(GraphComponent):
    """Keeps a wish only where people wish, and a language only where they ask for one."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`no_wishes`: needs in which "teacher" or "office" is no wish for a field of study."""
        return {"no_wishes": []}

    def __init__(self, config: dict[str, Any]) -> None:
        self._no_wishes = frozenset(config["no_wishes"])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> PlausibleEntities:
        """Make the component."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Drop what makes no sense."""
        for message in messages:
            needs = {(message.get(INTENT) or {}).get("name"), *(message.get(ALSO) or [])}
            is_short = len(words_of(message.get(TEXT) or "")) <= SHORT_MESSAGE
            found = message.get(ENTITIES) or []
            kept = [e for e in found if self._is_kept(e["entity"], needs, is_short)]
            message.set(ENTITIES, kept, add_to_output=True)
        return messages

    def _is_kept(self, kind: str, needs: set[str | None], is_short: bool) -> bool:
        if kind == "language":
            return is_short or "change_language" in needs
        # A short message may be the answer to a question, whatever it looks like.
        return kind not in WISHES or is_short or bool(needs - self._no_wishes)
