"""The project's own model: trained on demand; what it understands may not fall back unnoticed."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
import yaml

from bot.engine.loading import load_engine
from bot.engine.protocol import UnderstandRequest
from bot.engine.training import Models
from bot.engine.turn import Engine
from bot.evaluation import evaluate
from catalog.texts import LANGUAGES
from tests.bot.engine.conftest import ACTIONS, ROOT

NLU = ROOT / "tests" / "nlu"
ROOM = 0.01  # a figure may fall by so much before its line in measured.yml has to change
Report = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def trained() -> Engine:
    return load_engine(Models.of(ROOT).train(), ACTIONS)


@pytest.fixture(scope="module")
def report(trained: Engine) -> Report:
    rows = [json.loads(line) for line in (NLU / "people.jsonl").read_text("utf-8").splitlines()]

    async def ask() -> list[dict[str, Any]]:
        return [await trained.understand(UnderstandRequest(r["text"], r["language"])) for r in rows]

    return evaluate(rows, asyncio.run(ask()))


@pytest.fixture(scope="module")
def measured() -> dict[str, Any]:
    return yaml.safe_load((NLU / "measured.yml").read_text("utf-8"))


@pytest.mark.model
@pytest.mark.timeout(900)
@pytest.mark.parametrize("language", LANGUAGES)
def test_needs_are_understood_as_well_as_when_they_were_measured(
    report: Report, measured: dict[str, Any], language: str
) -> None:
    assert report[language]["need_accuracy"] >= measured["need_accuracy"][language] - ROOM


@pytest.mark.model
@pytest.mark.timeout(900)
def test_entities_are_found_as_well_as_when_they_were_measured(
    report: Report, measured: dict[str, Any]
) -> None:
    found = report["all"]["entity_f1"]
    fallen = {
        k: found[k] for k, least in measured["entity_f1"].items() if found[k] < least - 2 * ROOM
    }

    assert fallen == {}


@pytest.mark.model
@pytest.mark.timeout(900)
def test_danger_is_found_and_seldom_imagined(report: Report, measured: dict[str, Any]) -> None:
    assert report["all"]["safety_recall"] >= measured["safety_recall"] - ROOM
    assert report["all"]["safety_false_alarms"] <= measured["safety_false_alarms"] + ROOM / 2
