"""The process that trains: `python -m bot.engine.train_process ROOT MODEL`; prints its stages."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
from pathlib import Path

from bot.engine.quiet import silence
from bot.engine.training import PROGRESS_MARK


class _Stages(logging.Handler):
    """Prints the stages that the components log, for the parent process."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one stage."""
        print(f"{PROGRESS_MARK}{record.getMessage()}", flush=True)  # noqa: T201


def train_here(root: Path, model: Path) -> None:
    """Train the project at *root* in this process and write the archive *model*.

    The archive gets its name in one step, so that a half-written one is never loaded.
    """
    silence()
    from rasa.model_training import train  # only now: Rasa must find itself silenced

    logging.getLogger("bot.nlu.stages").info("read")
    unfinished = f"unfinished-{os.getpid()}"
    with contextlib.chdir(root):  # paths in config.yml start from the project
        train(
            domain="domain.yml",
            config="config.yml",
            training_files=["data/nlu", "data/rules"],
            output=str(model.parent),
            fixed_model_name=unfinished,
            force_training=True,
        )
    (model.parent / f"{unfinished}.tar.gz").replace(model)


def main() -> None:
    """Train what the command line names."""
    stages = logging.getLogger("bot.nlu.stages")
    stages.setLevel(logging.INFO)
    stages.addHandler(_Stages())
    train_here(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    main()
