"""Puts the pinned uv into .uv/ with nothing but Python 3.11's standard library and PyPI.

Called by the Makefile: `python tools/bootstrap.py VERSION`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".uv"


def main(version: str) -> int:
    """Install uv; the exit status is 1, with a sentence, where that is impossible."""
    if sys.version_info[:2] != (3, 11):
        found = ".".join(map(str, sys.version_info[:3]))
        return fail(f"Python 3.11 is needed, found {found}; set PYTHON=/path/to/python3.11")
    print(f"installing uv {version} into {HOME.name}/", flush=True)
    package = f"uv=={version}"
    if run(sys.executable, "-m", "venv", str(HOME)):
        if run(str(HOME / "bin" / "python"), "-m", "pip", "install", "--quiet", package):
            return 0
    # Debian's Python may come without ensurepip; pip itself can still place a package.
    elif run(sys.executable, "-m", "pip", "install", "--quiet", "--target", str(HOME), package):
        return 0
    return fail("uv could not be installed: is the package index reachable, and pip or venv there?")


def run(*command: str) -> bool:
    """Whether the command succeeded; its errors are shown."""
    return subprocess.run(command, check=False).returncode == 0


def fail(reason: str) -> int:
    """Say why and give the exit status."""
    print(f"bootstrap: {reason}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
