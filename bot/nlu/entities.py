"""Pipeline component that finds places, wishes, ages and contacts, before the need is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.concepts import Concepts
from bot.nlu.entity_reader import Marked, Reader
from bot.nlu.finder import load_lexicons, ordinary_words
from bot.nlu.found import Found
from bot.nlu.language_of import is_marked, language_of, told_language
from bot.nlu.marks import MARKS, mark
from bot.nlu.stages import begin

FILE = "entities.joblib"
# As examples mark it: a diploma that somebody has is a level there.
TYPES = {"top_diploma": "level"}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityFinder(GraphComponent):
    """Adds entities with their `data` (candidates, code, years), and marks for the classifier."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`lexicon`: folder of the word lists, from the folder in which the training runs.

        `home`: the country that a page's language stands for.
        """
        return {"lexicon": "data/lexicon", "home": {"fr": "FR", "sv": "SE", "nl": "BE"}}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        reader: Reader | None = None,
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._reader = reader

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> EntityFinder:
        """Make an untrained component."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Put the word lists into the model, which words are ordinary, and learn from marked examples."""
        begin("entities")
        folder, examples = Path(self._config["lexicon"]), training_data.intent_examples
        ordinary = ordinary_words(e.get(TEXT) or "" for e in examples)
        lists = (load_lexicons(folder), ordinary, Concepts.load(folder))
        reader = Reader.of(*lists)
        marked = [_marked(example) for example in examples if is_marked(example)]
        tagger = reader.learn(marked, self._config["home"]) if marked else None
        with self._storage.write_to(self._resource) as target:
            joblib.dump((*lists, tagger), target / FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the entities of each message."""
        for message in messages:
            found = self._find(message)
            message.set(MARKS, [mark(TYPES.get(f.type, f.type), f.start, f.end) for f in found])
            message.set(ENTITIES, [one.as_entity() for one in found], add_to_output=True)
        return messages

    def _find(self, message: Message) -> list[Found]:
        if self._reader is None:
            raise ValueError("the entity finder was not trained")
        page = told_language(message)
        language = language_of(message)
        told = (message.get(METADATA) or {}).get("country")
        country = told or self._config["home"].get(page or language)
        return self._reader.read(message.get(TEXT) or "", [language, page or language], country)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> EntityFinder:
        """Load the word lists that were read at training."""
        with model_storage.read_from(resource) as folder:
            reader = Reader.of(*joblib.load(folder / FILE))
        return cls(config, model_storage, resource, reader)


def _marked(message: Message) -> Marked:
    spans = [(e["entity"], e["start"], e["end"]) for e in message.get(ENTITIES) or ()]
    return Marked(message.get(TEXT), language_of(message), tuple(spans))
