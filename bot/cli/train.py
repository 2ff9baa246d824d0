"""`passerelle train`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.console import err, out, readable_errors, settings
from bot.engine.training import Models
from bot.settings import PROJECT_ROOT, Settings


def train(
    force: Annotated[bool, typer.Option(help="Train although a model fits the sources.")] = False,
) -> None:
    """Train the model if none fits the present sources (config, domain, data)."""
    with readable_errors():
        model = ensure_model(settings(), force=force)
        out.print(f"model: {model.name}")


def ensure_model(current: Settings, *, force: bool = False) -> Path:
    """Train with a progress display where it is needed.

    Returns:
        The path of the model.

    Raises:
        TrainingFailed: no model came out.
    """
    models = Models.of(PROJECT_ROOT, current.model_dir)
    if not force and not models.is_stale():
        return models.current()
    with err.status("training: reading the examples") as status:
        return models.train(lambda stage: status.update(f"training: {stage}"), force=force)
