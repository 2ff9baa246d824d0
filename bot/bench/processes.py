"""What runs below a process, and how much memory it takes; by `ps` and, on Linux, by /proc."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ProcessInfo:
    """A process as `ps` shows it. *rss_mb* counts pages shared with others in full."""

    pid: int
    parent: int
    rss_mb: float
    command: str

    @property
    def private_mb(self) -> float | None:
        """Memory that would be free if it ended; None where the system does not tell."""
        try:
            text = Path(f"/proc/{self.pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            return None
        kilobytes = [
            int(line.split()[1]) for line in text.splitlines() if line.startswith("Private")
        ]
        return sum(kilobytes) / 1024


def processes() -> dict[int, ProcessInfo]:
    """Every process of the machine, by number."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pid=,ppid=,rss=,stat=,command="],  # noqa: S607 - ps of the machine
        capture_output=True,
        text=True,
        check=True,
    )
    found = {}
    for line in listed.stdout.splitlines():
        pid, parent, rss, state, command = line.split(None, 4)
        if not state.startswith("Z"):
            found[int(pid)] = ProcessInfo(int(pid), int(parent), int(rss) / 1024, command)
    return found


def below(root: int) -> list[ProcessInfo]:
    """Children of *root*, their children and so on."""
    known = processes()
    found, to_visit = [], [root]
    while to_visit:
        parent = to_visit.pop()
        children = [info for info in known.values() if info.parent == parent]
        found += children
        to_visit += [info.pid for info in children]
    return found
