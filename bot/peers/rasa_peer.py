"""The pipeline of the assistant that `rasa init` makes: DIET over word and letter counts."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import yaml

from bot.peers.examples import Labelled

SECONDS = 4 * 3600
# As rasa 3.6.21 writes it into a new project, without the parts for dialogue and entities.
PIPELINE = """
recipe: default.v1
language: fr
pipeline:
  - name: WhitespaceTokenizer
  - name: RegexFeaturizer
  - name: LexicalSyntacticFeaturizer
  - name: CountVectorsFeaturizer
  - name: CountVectorsFeaturizer
    analyzer: char_wb
    min_ngram: 1
    max_ngram: 4
  - name: DIETClassifier
    epochs: 100
    entity_recognition: False
    constrain_similarities: true
"""


def needs_of(examples: Sequence[Labelled], texts: Sequence[str]) -> list[str]:
    """The need of each of *texts*, learnt from *examples*.

    Raises:
        subprocess.CalledProcessError: training failed.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "config.yml").write_text(PIPELINE, encoding="utf-8")
        (folder / "nlu.yml").write_text(_nlu(examples), encoding="utf-8")
        command = [sys.executable, "-m", "rasa", "train", "nlu", "--nlu", "nlu.yml"]
        quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
        subprocess.run(
            [*command, "--fixed-model-name", "peer"],
            cwd=folder,
            env={**os.environ, **quiet},
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        return asyncio.run(_asked(folder / "models" / "peer.tar.gz", texts))


def _nlu(examples: Sequence[Labelled]) -> str:
    texts: dict[str, list[str]] = defaultdict(list)
    for one in examples:
        texts[one.need].append(f"- {one.text.replace('[', '(').replace(']', ')')}")
    blocks = [{"intent": need, "examples": "\n".join(lines)} for need, lines in texts.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True)


async def _asked(model: Path, texts: Sequence[str]) -> list[str]:
    from rasa.core.agent import Agent

    agent = Agent.load(str(model))
    found = [await agent.parse_message(text) for text in texts]
    return [str(parsed["intent"]["name"]) for parsed in found]
