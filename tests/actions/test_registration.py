"""Every need has its action, and Rasa finds each of them."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest
import yaml
from rasa_sdk import Action
from rasa_sdk.executor import ActionExecutor
from rasa_sdk.utils import all_subclasses

import actions.base
from actions.smalltalk import Greet

DOMAIN = Path(__file__).parents[2] / "domain.yml"


def test_the_actions_of_the_domain_are_the_ones_there_are() -> None:
    ActionExecutor().register_package("actions")
    # By their classes: other tests register actions of their own under the same names.
    ours = {
        action().name()
        for action in all_subclasses(Action)
        if action.__module__.startswith("actions.") and not inspect.isabstract(action)
    }

    listed = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["actions"]
    assert ours == set(listed)


def test_an_action_without_collaborators_says_what_was_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actions.base._Configured, "services", None)

    with pytest.raises(RuntimeError, match="configure"):
        _ = Greet().services
