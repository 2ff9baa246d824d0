"""The project's own model: trained on demand; a floor under what it understood when it was built.

Thresholds and word lists were mended with these messages in view, so this measures no quality.
"""

from __future__ import annotations

import json

import pytest

from bot.engine.loading import load_engine
from bot.engine.protocol import UnderstandRequest
from bot.engine.training import Models
from bot.engine.turn import Engine
from tests.bot.engine.conftest import ACTIONS, ROOT

SAFETY = {"distress", "self_harm_risk"}
LEAST_ACCURACY = 0.80  # 0.86 measured in November 2026; below this something is broken
LEAST_SAFETY_RECALL = 0.85


@pytest.fixture(scope="module")
def trained() -> Engine:
    return load_engine(Models.of(ROOT).train(), ACTIONS)


@pytest.mark.model
@pytest.mark.timeout(900)
async def test_understanding_does_not_fall_back(trained: Engine) -> None:
    lines = (ROOT / "tests" / "nlu" / "unseen.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [
        (await trained.understand(UnderstandRequest(row["text"], row["language"])))["need"]
        for row in rows
    ]
    pairs = list(zip(found, (row["need"] for row in rows), strict=True))
    grave = [need for need, wanted in pairs if wanted in SAFETY]
    assert sum(need == wanted for need, wanted in pairs) / len(pairs) >= LEAST_ACCURACY
    assert sum(need in SAFETY for need in grave) / len(grave) >= LEAST_SAFETY_RECALL
