"""Pipeline component that adds misspelt copies of the examples at training; it does nothing later."""

from __future__ import annotations

import random
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.language_of import language_of
from bot.nlu.noise import misspell

# Number of the example that a message is, or is a misspelt copy of: what is left out for
# calibration must be left out with its copies.
ORIGIN = "origin"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False
)
class SpellingNoise(GraphComponent):  # type: ignore[misc]
    """Doubles the examples with copies that carry one to three slips of the keyboard."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`copies` per example; `seed` so that two trainings give the same model."""
        return {"copies": 1, "seed": 1}

    def __init__(self, config: dict[str, Any]) -> None:
        self._config = config

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SpellingNoise:
        """Make the component."""
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """The examples and their copies, each with the number of its origin."""
        rng = random.Random(self._config["seed"])  # noqa: S311 - spelling, not secrets
        examples: list[Message] = []
        for number, example in enumerate(training_data.training_examples):
            example.set(ORIGIN, number)
            examples.append(example)
            if example.get(TEXT):
                examples += [_copy(example, rng) for _ in range(self._config["copies"])]
        return TrainingData(
            examples,
            training_data.entity_synonyms,
            training_data.regex_features,
            training_data.lookup_tables,
            training_data.responses,
        )

    def process(self, messages: list[Message]) -> list[Message]:
        """Learners make their own slips."""
        return messages


def _copy(example: Message, rng: random.Random) -> Message:
    text = misspell(example.get(TEXT), language_of(example), rng)
    return Message(data={**example.data, TEXT: text, "entities": []})
