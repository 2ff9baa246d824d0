"""Tokens by spaCy's language classes and stems by Snowball, in the language of the message."""

from __future__ import annotations

from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

from bot.nlu.language_of import language_of
from bot.nlu.text import LANGUAGES, fold, stem


@DefaultV1Recipe.register(
    DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False
)
class StemTokenizer(Tokenizer):  # type: ignore[misc]
    """Splits a text into tokens; the lemma of a token is its folded stem."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings that Rasa's base class asks for; intents are never split."""
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_"}

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__(config)
        self._spacy: dict[str, Language] = {code: spacy.blank(code) for code in LANGUAGES}

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Tokens of the message, without blanks."""
        language = language_of(message)
        nlp = self._spacy[language]
        # The zone gives back the words that spaCy would otherwise keep for ever.
        with nlp.memory_zone():
            found = [(t.text, t.idx) for t in nlp.make_doc(message.get(attribute)) if not t.is_space]
        return [Token(text, at, lemma=stem(fold(text), language)) for text, at in found]
