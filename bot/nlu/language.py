"""Pipeline component that finds the language of a message; the page's language is the first guess."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.language_model import LanguageModel
from bot.nlu.language_of import LANGUAGE, told_language
from bot.nlu.stages import begin
from bot.nlu.text import words_of

FILE = "language.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class LanguageIdentifier(GraphComponent):
    """Sets `language` = {detected, confidence, words} on every message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`trust`: how much the page's language counts beside the text, in nats."""
        return {"trust": 3.0}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: LanguageModel | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageIdentifier:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the language that each training file states."""
        begin("language")
        rows = [(e.get(TEXT), told_language(e)) for e in training_data.intent_examples]
        known = [(text, language) for text, language in rows if text and language]
        self._model = LanguageModel.train([t for t, _ in known], [name for _, name in known])
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / FILE, compress=3)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples alone: their files state their language."""
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the language of each message."""
        for message in messages:
            message.set(LANGUAGE, self._find(message), add_to_output=True)
        return messages

    def _find(self, message: Message) -> dict[str, Any]:
        if self._model is None:
            raise ValueError("the language identifier was not trained")
        text = message.get(TEXT) or ""
        found = self._model.probabilities(text, told_language(message), self._config["trust"])
        best = max(found, key=lambda name: found[name])
        words = sum(1 for word in words_of(text) if not word.text.isdigit())
        return {"detected": best, "confidence": round(found[best], 4), "words": words}

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageIdentifier:
        """Load the trained model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / FILE))
