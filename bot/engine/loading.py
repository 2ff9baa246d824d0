"""Loads a trained model into an `Engine`, without Rasa's own stores."""

from __future__ import annotations

import pickle
import tarfile
import zlib
from pathlib import Path

from rasa.core.lock_store import InMemoryLockStore
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.processor import MessageProcessor
from rasa.engine.exceptions import GraphComponentException
from rasa.exceptions import ModelNotFound
from rasa.shared.exceptions import RasaException

from bot.engine.actions_inprocess import InProcessActions
from bot.engine.errors import ModelCorrupt
from bot.engine.state import TurnStore
from bot.engine.turn import Engine

# What a truncated archive, a missing member or a changed class raises on its way through Rasa.
UNREADABLE = (
    RasaException,
    ModelNotFound,
    GraphComponentException,
    tarfile.TarError,
    zlib.error,
    pickle.UnpicklingError,
    EOFError,
    OSError,
    KeyError,
    ValueError,
    AttributeError,
    ImportError,
)


def load_engine(model: Path, actions: str = "actions") -> Engine:
    """Load *model* and register the actions of the package *actions*.

    Opens no thread, loop or connection, so that the process can fork afterwards.

    Raises:
        ModelCorrupt: the file cannot be read as a model of this program.
    """
    endpoint = InProcessActions(actions)
    store = TurnStore()
    try:
        processor = MessageProcessor(
            model_path=str(model),
            tracker_store=store,
            lock_store=InMemoryLockStore(),
            generator=NaturalLanguageGenerator.create(None, None),
            action_endpoint=endpoint,
        )
    except UNREADABLE as error:
        raise ModelCorrupt(model) from error
    store.domain = processor.domain
    return Engine(processor)
