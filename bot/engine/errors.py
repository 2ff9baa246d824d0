"""Errors of the engine, each with a stable code; none carries a learner's words."""

from __future__ import annotations

from pathlib import Path

from bot.errors import BotError


class ModelMissing(BotError):
    """There is no trained model for the present sources."""

    code = "model_missing"

    def __init__(self, folder: Path) -> None:
        super().__init__(f"no trained model in {folder}; run: passerelle train")
        self.folder = folder


class ModelCorrupt(BotError):
    """The model file is there but cannot be loaded."""

    code = "model_corrupt"

    def __init__(self, path: Path) -> None:
        super().__init__(f"cannot load {path}; delete it and run: passerelle train --force")
        self.path = path


class TrainingFailed(BotError):
    """Training ended without a model; the log says why."""

    code = "training_failed"

    def __init__(self, log: Path) -> None:
        super().__init__(f"training failed; see {log}")
        self.log = log


class SilentTurn(BotError):
    """The action said nothing: it failed, or no rule led to one."""

    code = "silent_turn"

    def __init__(self, need: str, failure: str | None) -> None:
        super().__init__(f"no reply to {need} ({failure or 'no action spoke'})")
        self.need = need
        self.failure = failure
