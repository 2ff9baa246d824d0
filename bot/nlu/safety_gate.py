"""Pipeline component in which the reviewed safety patterns overrule the classifier."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.needs import ALSO
from bot.safety import Need, SafetyRules

FILE = "safety.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class SafetyGate(GraphComponent, IntentClassifier):
    """Sets the need to a safety need when a pattern or the classifier says so."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Nothing of Rasa's own."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`root`: the project, from the folder in which the training runs."""
        return {"root": "."}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        rules: SafetyRules | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._rules = rules

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SafetyGate:
        """Make a component without patterns."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Put the patterns into the model, so that one file holds all that decides."""
        rules = SafetyRules.load(Path(self._config["root"]))
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(rules, folder / FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Overrule the need of each message that a pattern finds; the graver need stays."""
        if self._rules is None:
            raise ValueError("the safety patterns were not read")
        for message in messages:
            need = self._rules.check(message.get(TEXT) or "")
            is_graver = (message.get(INTENT) or {}).get("name") == Need.SELF_HARM_RISK
            if need is not None and not is_graver:
                intent = {"name": need.value, "confidence": 1.0}
                message.set(INTENT, intent, add_to_output=True)
                message.set(ALSO, [], add_to_output=True)
        return messages

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> SafetyGate:
        """Load the patterns that were read at training."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / FILE))
