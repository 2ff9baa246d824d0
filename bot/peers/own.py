"""Our own pipeline, trained on a part of the examples: for learning curves and fair comparisons."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bot.peers.examples import Labelled
from bot.settings import PROJECT_ROOT

LINKED = (
    "domain.yml",
    "data/rules",
    "data/lexicon",
    "data/safety",
    "data/responses",
    "data/knowledge",
)


def needs_of(learnt: Sequence[Labelled], rows: list[dict[str, Any]], folder: Path) -> list[str]:
    """The need of each of *rows*; a project with only the examples *learnt* is made in *folder*.

    Raises:
        TrainingFailed: no model came out.
    """
    from bot.engine.loading import load_engine
    from bot.engine.protocol import UnderstandRequest
    from bot.engine.training import Models

    _project(learnt, folder)
    engine = load_engine(Models.of(folder).train())

    async def ask() -> list[str]:
        found = []
        for row in rows:
            wanted = {"text": row["text"], "language": row.get("language")}
            answer = await engine.understand(UnderstandRequest.from_json(wanted))
            found.append(str(answer["need"]))
        return found

    return asyncio.run(ask())


def _project(learnt: Sequence[Labelled], folder: Path) -> None:
    """A copy of this project in which only the examples *learnt* are left, with their marks."""
    kept = {(one.language, one.text) for one in learnt}
    for name in LINKED:
        source, target = PROJECT_ROOT / name, folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    shutil.copy(PROJECT_ROOT / "config.yml", folder / "config.yml")
    for path in sorted((PROJECT_ROOT / "data" / "nlu").rglob("*.yml")):
        target = folder / path.relative_to(PROJECT_ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_thinned(path, path.parent.name, kept), encoding="utf-8")


def _thinned(path: Path, language: str, kept: set[tuple[str, str]]) -> str:
    from bot.nlu.importer import without_marks

    def stays(line: str) -> bool:
        marked = line.strip()
        return (
            not marked.startswith("- ")
            or marked.startswith("- intent")
            or ((language, without_marks(marked[2:].strip())[0]) in kept)
        )

    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if stays(line))
