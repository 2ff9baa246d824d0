"""A small model, trained once per session, and an engine with actions that say their names."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.engine.quiet import silence

silence()

from bot.engine.loading import load_engine  # noqa: E402 - Rasa must find itself silenced
from bot.engine.train_process import train_here  # noqa: E402
from bot.engine.training import Models  # noqa: E402
from bot.engine.turn import Engine  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
ACTIONS = "tests.bot.engine.fake_actions"
EXAMPLES_PER_INTENT = 8
Body = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def tiny_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with a few examples of each need, so that training takes seconds."""
    root = tmp_path_factory.mktemp("project")
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, root / name)
    for name in ("rules", "lexicon", "safety"):
        shutil.copytree(ROOT / "data" / name, root / "data" / name)
    for source in sorted((ROOT / "data" / "nlu").rglob("*.yml")):
        target = root / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_shortened(source.read_text(encoding="utf-8")), encoding="utf-8")
    return root


def _shortened(text: str) -> str:
    content = yaml.safe_load(text)
    for intent in content["nlu"]:
        lines = intent["examples"].splitlines()[:EXAMPLES_PER_INTENT]
        intent["examples"] = "\n".join(lines) + "\n"
    return yaml.safe_dump(content, allow_unicode=True)


@pytest.fixture(scope="session")
def tiny_model(tiny_project: Path) -> Path:
    """The model of the small project, where the engine looks for it."""
    models = Models.of(tiny_project)
    models.folder.mkdir()
    train_here(tiny_project, models.path())
    return models.path()


@pytest.fixture(scope="session")
def engine(tiny_model: Path) -> Engine:
    """One loaded engine; it keeps nothing, so all tests may share it."""
    return load_engine(tiny_model, ACTIONS)


@pytest.fixture(scope="session")
def other_engine(tiny_model: Path) -> Engine:
    """A second engine with the same model."""
    return load_engine(tiny_model, ACTIONS)


@pytest.fixture
def body() -> Body:
    """Makes the body of a turn."""

    def make(text: str, **changes: Any) -> dict[str, Any]:
        known = {"conversation_id": "c1", "client_id": "m1", "language": "en", "state": None}
        return {**known, "text": text, "choice": None, "context": {}, **changes}

    return make
