"""Pipeline component that finds places, wishes, ages and contact references in a message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.found import Found
from bot.nlu.gazetteer import shared_gazetteer
from bot.nlu.language_of import language_of, told_language
from bot.nlu.lexicon import Lexicon
from bot.nlu.needs import ALSO
from bot.nlu.place_words import PlaceWords
from bot.nlu.places import PlaceFinder, Reading
from bot.nlu.postal import postal_codes
from bot.nlu.text import LANGUAGES, REFERENCE, words_of

FILE = "entities.joblib"
ORDINARY_TIMES = 2  # a word seen once in the examples may be somebody's village
GENITIVES = frozenset({"sv", "en"})
WISHES = frozenset({"field", "level", "mode", "top_diploma"})
SHORT_MESSAGE = 3


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True
)
class EntityFinder(GraphComponent, EntityExtractorMixin):  # type: ignore[misc]
    """Adds entities with their `data`: candidates, code, years."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`lexicon`: folder of the word lists, from the folder in which the training runs.

        `home`: the country that a page's language stands for. `no_wishes`: needs in whose
        messages a word such as "teacher" or "office" is no wish for a field.
        """
        home = {"fr": "FR", "sv": "SE", "nl": "BE"}
        return {"lexicon": "data/lexicon", "home": home, "no_wishes": []}

    def __init__(
        self,
        config: dict[str, Any],
        storage: ModelStorage,
        resource: Resource,
        lexicons: dict[str, Lexicon] | None = None,
        ordinary: frozenset[str] = frozenset(),
    ) -> None:
        self._config, self._storage, self._resource = config, storage, resource
        self._lexicons = lexicons or {}
        self._places = PlaceFinder(shared_gazetteer(), ordinary)

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
        """Read the word lists and learn which words are ordinary."""
        folder = Path(self._config["lexicon"])
        lexicons = {code: Lexicon.load(folder, code) for code in LANGUAGES}
        texts = [e.get(TEXT) or "" for e in training_data.intent_examples]
        counts = Counter(word.folded for text in texts for word in words_of(text))
        ordinary = frozenset(word for word, times in counts.items() if times >= ORDINARY_TIMES)
        with self._storage.write_to(self._resource) as target:
            joblib.dump((lexicons, ordinary), target / FILE, compress=3)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Find the entities of each message."""
        for message in messages:
            found = [one.as_entity() for one in self._find(message)]
            entities = self.add_extractor_name(found)
            message.set(ENTITIES, message.get(ENTITIES, []) + entities, add_to_output=True)
        return messages

    def _find(self, message: Message) -> list[Found]:
        text = message.get(TEXT) or ""
        lexicons = self._lexicons_for(message)
        found = [*self._places_in(text, message, lexicons), *_references(text)]
        taken = {(one.start, one.end) for one in found}
        for lexicon in lexicons:
            words = [w for w in lexicon.find(text) if (w.start, w.end) not in taken]
            found += [w for w in words if self._counts(w, text, message)]
            if words:  # the second language is asked only when the first knows nothing
                break
        return sorted(found, key=lambda one: one.start)

    def _lexicons_for(self, message: Message) -> list[Lexicon]:
        languages = dict.fromkeys([language_of(message), told_language(message)])
        return [self._lexicons[code] for code in languages if code in self._lexicons]

    def _places_in(self, text: str, message: Message, lexicons: list[Lexicon]) -> Iterator[Found]:
        told = (message.get(METADATA) or {}).get("country")
        country = told or self._config["home"].get(told_language(message) or language_of(message))
        has_genitive = any(lexicon.language in GENITIVES for lexicon in lexicons)
        yield from self._places.find(text, Reading(PlaceWords.of(lexicons), has_genitive, country))
        yield from postal_codes(text, self._places.gazetteer, country)

    def _counts(self, one: Found, text: str, message: Message) -> bool:
        """Whether a word of the lexicon means what it says in a message of this need."""
        needs = {(message.get(INTENT) or {}).get("name"), *(message.get(ALSO) or [])}
        if one.type == "language":
            return "change_language" in needs or len(words_of(text)) <= SHORT_MESSAGE
        if one.type in WISHES:
            return bool(needs - set(self._config["no_wishes"]))
        return True

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
            return cls(config, model_storage, resource, *joblib.load(folder / FILE))


def _references(text: str) -> Iterator[Found]:
    """Contact data, which the web process has replaced by references before we see the text."""
    for match in REFERENCE.finditer(text):
        data = {"kind": match.group(1), "reference": match.group()}
        yield Found("contact", match.group(), match.start(), match.end(), data)
