"""How distance study works in practice, answered from the data files."""

from __future__ import annotations

from actions.from_files import FileAnswer


class HowDistanceWorks(FileAnswer):
    """A usual week, meetings on site, and who gives the diploma."""

    need = "how_distance_works"
