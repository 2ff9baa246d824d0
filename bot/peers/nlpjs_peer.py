"""nlp.js (npm `node-nlp`): one manager for four languages, as its documentation shows it."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from bot.errors import BotError
from bot.peers.examples import Labelled

PACKAGE = "node-nlp@4.27.0"
SECONDS = 3600
SCRIPT = """
const { NlpManager } = require('node-nlp');
const fs = require('fs');
(async () => {
  const { examples, asked } = JSON.parse(fs.readFileSync('in.json', 'utf8'));
  const manager = new NlpManager({ languages: ['fr', 'sv', 'nl', 'en'], autoSave: false, nlu: { log: false } });
  for (const one of examples) manager.addDocument(one.language, one.text, one.need);
  await manager.train();
  const needs = [];
  for (const one of asked) needs.push((await manager.process(one.language, one.text)).intent);
  fs.writeFileSync('out.json', JSON.stringify(needs));
})();
"""


class PeerMissing(BotError):
    """A peer cannot be asked on this machine."""

    code = "peer_missing"


def needs_of(examples: Sequence[Labelled], asked: Sequence[Labelled]) -> list[str]:
    """The need of each of *asked* (whose own need is not handed over), learnt from *examples*.

    Raises:
        PeerMissing: node or npm is not installed, or the package cannot be.
    """
    if not (shutil.which("node") and shutil.which("npm")):
        raise PeerMissing("nlp.js needs node and npm")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        questions = [{"text": one.text, "language": one.language} for one in asked]
        job = {"examples": [asdict(one) for one in examples], "asked": questions}
        (folder / "in.json").write_text(json.dumps(job), encoding="utf-8")
        (folder / "run.js").write_text(SCRIPT, encoding="utf-8")
        try:
            _run(["npm", "install", "--no-audit", "--no-fund", "--silent", PACKAGE], folder)
            _run(["node", "--max-old-space-size=8000", "run.js"], folder)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise PeerMissing(f"nlp.js: {error}") from error
        return [str(need) for need in json.loads((folder / "out.json").read_text("utf-8"))]


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=SECONDS)
