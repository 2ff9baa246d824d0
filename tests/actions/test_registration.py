"""Every need has its action, and Rasa finds each of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

import actions.base
from actions.smalltalk import Greet

DOMAIN = Path(__file__).parents[2] / "domain.yml"


def test_the_actions_of_the_domain_are_the_ones_there_are() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")

    listed = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["actions"]
    assert set(executor.actions) == set(listed)


def test_an_action_without_collaborators_says_what_was_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(actions.base._Configured, "services", None)

    with pytest.raises(RuntimeError, match="configure"):
        _ = Greet().services
