"""Reads the training examples: Rasa's own reader takes a minute for what this reads in a second."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from hashlib import md5
from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, METADATA_INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

NLU_FOLDER = "nlu"
_BULLET = "- "
_MARKED = re.compile(r"\[([^\]]+)\]\((\w+)\)")


class BadExamples(ValueError):
    """A file of examples has a wrong shape; the error names it."""


class ExampleMessage(Message):
    """An example, told apart by its text and labels: Rasa compares every one with every other."""

    @cached_property
    def _print(self) -> str:
        parts = (self.get(TEXT), self.get(INTENT), str(self.get(METADATA)))
        return md5("\0".join(parts).encode(), usedforsecurity=False).hexdigest()

    def __deepcopy__(self, _memo: dict[int, Any]) -> ExampleMessage:
        """Itself: nobody changes an example, and Rasa copies each one a dozen times."""
        return self

    def fingerprint(self) -> str:
        """Hex digits that differ between two different examples."""
        return self._print


class OnceImporter(RasaFileImporter):
    """Rasa's importer of files, with examples that are read fast, and once."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        given = (
            [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths
        )
        files = [file for path in given or () for file in _files(Path(path))]
        self._examples = [file for file in files if NLU_FOLDER in file.parts]
        rest = [str(file) for file in files if file not in set(self._examples)]
        super().__init__(config_file, domain_path, rest)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The examples of all files."""
        return self._nlu_data

    @cached_property
    def _nlu_data(self) -> TrainingData:
        return TrainingData([one for path in self._examples for one in read_examples(path)])


def read_examples(path: Path) -> Iterator[Message]:
    """The examples of the file at *path*, in Rasa's YAML format for them.

    Entities are marked in place: ``a [BTS](level) in [Nantes](place)``. A block's ``metadata`` holds
    the language, and under ``also`` the needs that each of its examples carries besides its own.

    Raises:
        BadExamples: the file has a wrong shape.
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        for block in content["nlu"]:
            metadata = block.get("metadata") or {}
            for line in block["examples"].splitlines():
                if line.startswith(_BULLET):
                    yield _message(line.removeprefix(_BULLET).strip(), block["intent"], metadata)
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BadExamples(f"{path}: {type(error).__name__}: {error}") from error


def _message(marked: str, need: str, metadata: dict[str, Any]) -> Message:
    text, entities = without_marks(marked)
    data: dict[str, Any] = {TEXT: text, INTENT: need, METADATA: {METADATA_INTENT: metadata}}
    if entities:
        data[ENTITIES] = entities
    return ExampleMessage(data)


def without_marks(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """The text of a marked example, and its entities (``entity``, ``value``, ``start``, ``end``)."""
    text, entities, at = "", [], 0
    for found in _MARKED.finditer(marked):
        text += marked[at : found.start()]
        value, at = found.group(1), found.end()
        start = len(text)
        text += value
        entities.append(
            {"entity": found.group(2), "value": value, "start": start, "end": len(text)}
        )
    return text + marked[at:], entities


def _files(path: Path) -> list[Path]:
    return sorted(path.rglob("*.yml")) if path.is_dir() else [path]
