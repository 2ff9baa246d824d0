"""Pipeline component that finds the need of a message, and a second one beside it."""

from __future__ import annotations

from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.augment import ORIGIN
from bot.nlu.clauses import clauses_of
from bot.nlu.features import Limits, Sample
from bot.nlu.need_model import Knobs, NeedModel, Training
from bot.nlu.text import fold
from bot.nlu.two_needs import Thresholds, decide

FILE = "needs.joblib"
FALLBACK = "nlu_fallback"
ALSO = "also"


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True
)
class NeedClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Sets `intent` (a need or `nlu_fallback`), `intent_ranking` and `also`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Nothing of Rasa's own; tokens are checked when they are read."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See config.yml, where each value has its reason."""
        return {
            "stem_columns": 40_000,
            "letter_columns": 60_000,
            "cost": 0.5,
            "accept": 0.4,
            "second": 0.6,
            "safety": 0.4,
            "worries": [],
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: NeedModel | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model = model
        self._limits = Thresholds(
            config["accept"], config["second"], config["safety"], frozenset(config["worries"])
        )

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NeedClassifier:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples and their misspelt copies."""
        limits = Limits(self._config["stem_columns"], self._config["letter_columns"])
        knobs = Knobs(limits, cost=self._config["cost"])
        self._model = NeedModel.train(training_of(training_data.intent_examples), knobs)
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, folder / FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the needs of each message."""
        for message in messages:
            self._read(message)
        return messages

    def _read(self, message: Message) -> None:
        if self._model is None:
            raise ValueError("the need classifier was not trained")
        text = message.get(TEXT) or ""
        spans = clauses_of(text)
        samples = [sample_of(message), *(sample_of(message, *span) for span in spans)]
        whole, *clauses = self._model.guess(samples)
        verdict = decide(whole, clauses, self._limits)
        intent = {"name": verdict.need or FALLBACK, "confidence": verdict.confidence}
        ranking = [{"name": n, "confidence": c * whole.confidence} for n, c in whole.ranking]
        message.set(INTENT, intent, add_to_output=True)
        message.set("intent_ranking", ranking, add_to_output=True)
        message.set(ALSO, list(verdict.also), add_to_output=True)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> NeedClassifier:
        """Load the trained model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / FILE))


def sample_of(message: Message, start: int = 0, end: int | None = None) -> Sample:
    """The part of a message between two places, as the classifier sees it."""
    text: str = message.get(TEXT) or ""
    end = len(text) if end is None else end
    tokens: list[Token] = message.get(TOKENS_NAMES[TEXT]) or []
    inside = [t.lemma for t in tokens if t.start >= start and t.end <= end and t.lemma.strip()]
    return Sample(fold(text[start:end]), tuple(inside))


def training_of(examples: list[Message]) -> Training:
    """Rasa's examples as the classifier's training data."""
    usable = [e for e in examples if e.get(TEXT) and e.get(INTENT)]
    origins = [e.get(ORIGIN) if e.get(ORIGIN) is not None else i for i, e in enumerate(usable)]
    seen: set[int] = set()
    noisy = []
    for origin in origins:
        noisy.append(origin in seen)
        seen.add(origin)
    return Training([sample_of(e) for e in usable], [e.get(INTENT) for e in usable], origins, noisy)
