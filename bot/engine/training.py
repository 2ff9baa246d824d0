"""Trains the model from the project's own files and knows whether a model still fits them."""

from __future__ import annotations

import hashlib
import os
import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from bot.engine.errors import ModelMissing, TrainingFailed

Progress = Callable[[str], None]
SOURCES = ("config.yml", "domain.yml", "data/nlu", "data/rules", "data/lexicon", "data/safety")
LIBRARIES = ("rasa", "scikit-learn", "numpy", "scipy", "python-crfsuite", "snowballstemmer")
CODE = Path(__file__).resolve().parent.parent
PROGRESS_MARK = "progress: "
TRAINING_SECONDS = 1800  # far above any measured training; a hung one must end


@dataclass(frozen=True)
class Models:
    """The models of one project: sources under *root*, archives in *folder*."""

    root: Path
    folder: Path

    @classmethod
    def of(cls, root: Path, folder: Path | None = None) -> Models:
        """The models of the project at *root*; their folder is `models/` in it by default."""
        return cls(root, folder or root / "models")

    def fingerprint(self) -> str:
        """Twelve hex digits that change with every source, every version and our own code."""
        digest = hashlib.sha256()
        for name, path in self._files():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
        for name in LIBRARIES:
            digest.update(f"{name}={metadata.version(name)}\n".encode())
        digest.update(platform.python_version().encode())
        return digest.hexdigest()[:12]

    def path(self) -> Path:
        """Where the model of the present sources is, or will be."""
        return self.folder / f"passerelle-{self.fingerprint()}.tar.gz"

    def is_stale(self) -> bool:
        """Whether the present sources have no model yet."""
        return not self.path().is_file()

    def current(self) -> Path:
        """The model of the present sources.

        Raises:
            ModelMissing: it was not trained.
        """
        path = self.path()
        if not path.is_file():
            raise ModelMissing(self.folder)
        return path

    def train(self, progress: Progress = lambda _stage: None, *, force: bool = False) -> Path:
        """Train unless a model fits already; older models are removed after a success.

        Training runs in a process of its own: it needs memory that must not stay with the caller.
        *progress* is called with the name of each stage: read, language, entities, words, needs, calibrate.

        Raises:
            TrainingFailed: no model came out; the log beside the models tells why.
        """
        path = self.path()
        if path.is_file() and not force:
            return path
        self.folder.mkdir(parents=True, exist_ok=True)
        log = self.folder / "training.log"
        if _run_training(self.root, path, log, progress) != 0 or not path.is_file():
            raise TrainingFailed(log)
        for old in self.folder.glob("passerelle-*.tar.gz"):
            if old != path:
                old.unlink(missing_ok=True)
        return path

    def _files(self) -> Iterator[tuple[str, Path]]:
        """Every source with its name inside the project: a model may move with the project."""
        for name in SOURCES:
            source = self.root / name
            for path in [source] if source.is_file() else sorted(source.rglob("*.yml")):
                yield path.relative_to(self.root).as_posix(), path
        for path in [*sorted((CODE / "nlu").glob("*.py")), CODE / "safety.py"]:
            yield path.relative_to(CODE.parent).as_posix(), path


def _run_training(root: Path, path: Path, log: Path, progress: Progress) -> int:
    """Run the training process, hand on its stages, write the rest of its output to *log*."""
    command = [sys.executable, "-m", "bot.engine.train_process", str(root), str(path)]
    environ = {**os.environ, "PYTHONPATH": str(CODE.parent)}
    with (
        log.open("w", encoding="utf-8") as sink,
        subprocess.Popen(
            command, cwd=root, env=environ, stdout=subprocess.PIPE, stderr=sink, text=True
        ) as process,
    ):
        for line in process.stdout or ():
            if line.startswith(PROGRESS_MARK):
                progress(line.removeprefix(PROGRESS_MARK).strip())
            else:
                sink.write(line)
                sink.flush()
        return process.wait(TRAINING_SECONDS)
