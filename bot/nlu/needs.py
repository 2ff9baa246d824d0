"""Pipeline component that finds the need of a message, and a second one beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.clauses import clauses_of
from bot.nlu.concepts import Concepts
from bot.nlu.features import Limits
from bot.nlu.language_of import also_of, language_of
from bot.nlu.marks import MARKS, mark
from bot.nlu.need_model import Knobs, NeedModel
from bot.nlu.network import NetworkKnobs
from bot.nlu.samples import Example, Sampler
from bot.nlu.stages import begin
from bot.nlu.two_needs import Thresholds, decide

FILE = "needs.joblib"
FALLBACK = "nlu_fallback"
ALSO = "also"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class NeedClassifier(GraphComponent, IntentClassifier):
    """Sets `intent` (a need or `nlu_fallback`), `intent_ranking` and `also`."""

    @classmethod
    def required_components(cls) -> list[type]:
        """Nothing of Rasa's own; tokens are checked when they are read."""
        return []

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """See config.yml, where each value has its reason."""
        network = NetworkKnobs()
        return {
            "lexicon": "data/lexicon",
            "stem_columns": 60_000,
            "letter_columns": 80_000,
            "noisy_share": 0.5,
            "seed": 1,
            "hidden": network.hidden,
            "epochs": network.epochs,
            "members": 1,
            "accept": 0.1,
            "clauses": 0.3,
            "second": 0.3,
            "safety": 0.2,
            "safety_clause": 0.7,
        }

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        model: NeedModel | None = None,
        ideas: dict[str, Concepts] | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._model = model
        self._sampler = Sampler(ideas or {})
        self._limits = Thresholds(
            accept=config["accept"],
            clauses=config["clauses"],
            second=config["second"],
            safety=config["safety"],
            safety_clause=config["safety_clause"],
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
        """Learn from the examples and misspelt copies of some of them."""
        begin("words")
        config = self._config
        ideas = Concepts.load(Path(config["lexicon"]))
        examples = examples_of(training_data.intent_examples)
        training = Sampler(ideas).training(examples, config["noisy_share"], config["seed"])
        self._model = NeedModel.train(training, _knobs(config))
        self._sampler = Sampler(ideas)
        with self._storage.write_to(self._resource) as target:
            joblib.dump((self._model, ideas), target / FILE, compress=3)
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
        spans = [(0, len(text)), *clauses_of(text)]
        marks = message.get(MARKS) or []
        samples = self._sampler.samples(text, language_of(message), marks, spans)
        whole, *clauses = self._model.guess(samples)
        verdict = decide(whole, clauses, self._limits)
        intent = {"name": verdict.need or FALLBACK, "confidence": verdict.confidence}
        ranking = [{"name": name, "confidence": share} for name, share in verdict.ranking]
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
            return cls(config, model_storage, resource, *joblib.load(folder / FILE))


def examples_of(messages: list[Message]) -> list[Example]:
    """Rasa's examples as ours; the same text twice counts once."""
    usable = {e.get(TEXT): e for e in messages if e.get(TEXT) and e.get(INTENT)}
    return [_example(text, message) for text, message in usable.items()]


def _example(text: str, message: Message) -> Example:
    marks = [mark(e["entity"], e["start"], e["end"]) for e in message.get(ENTITIES) or ()]
    needs = (message.get(INTENT), *also_of(message))
    return Example(text, language_of(message), needs, tuple(marks))


def _knobs(config: dict[str, Any]) -> Knobs:
    limits = Limits(config["stem_columns"], config["letter_columns"])
    network = NetworkKnobs(hidden=config["hidden"], epochs=config["epochs"])
    return Knobs(limits, network, config["members"])
