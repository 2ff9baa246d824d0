"""Places by name, postal code or near-miss, in memory; it knows no database and no sentence."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.errors import BadDataFile
from catalog.folding import fold_place

PLACES_FILE = Path(__file__).parent / "seed" / "places.tsv.gz"
COLUMNS = 13
# A region is meant rather than a town of the same name if it has more than ten times the people:
# "Creuse" is the département, not the village in the Somme; "Liège" is the town.
REGION_WEIGHT = 0.1
SHORTEST_FUZZY = 4
TWO_SLIPS_FROM = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A town, village or region.

    Attributes:
        id: stable identifier.
        names: other names, in other languages or of merged communes.
        kind: ``town`` or ``region``.
        admin1: région, län or province; empty for those themselves.
        admin2: département with its number; empty where there is none.
        territory: code of the land one can travel in without crossing a sea (``FR-RE``).
        lat, lon: centre in degrees (WGS 84).
        rough: whether the centre is that of a neighbour or of an area, several kilometres off.
    """

    id: str
    name: str
    names: tuple[str, ...]
    kind: str
    admin1: str
    admin2: str
    country: str
    territory: str
    lat: float
    lon: float
    rough: bool
    population: int
    postal_codes: tuple[str, ...]

    @property
    def weight(self) -> float:
        """How likely people mean this place among its namesakes."""
        return self.population * (REGION_WEIGHT if self.kind == "region" else 1.0)


class Gazetteer:
    """Places in memory, immutable. Rows are kept as text and parsed when they are found."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(lines)
        self._by_name: dict[str, tuple[int, ...]] = {}
        self._by_code: dict[str, tuple[int, ...]] = {}
        for number, line in enumerate(self._lines):
            self._index(number, line)

    @classmethod
    def load(cls, path: Path = PLACES_FILE) -> Gazetteer:
        """Read the shipped file, or another of the same shape.

        Raises:
            BadDataFile: the file is missing, or a row has a wrong number of columns.
        """
        try:
            lines = gzip.decompress(path.read_bytes()).decode("utf-8").splitlines()
        except (OSError, EOFError, UnicodeDecodeError) as error:
            raise BadDataFile(str(path), str(error)) from error
        for number, line in enumerate(lines, start=1):
            if line.count("\t") != COLUMNS - 1:
                raise BadDataFile(str(path), f"not {COLUMNS} columns", number)
        return cls(lines[1:])

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[Place]:
        return (_parse(line) for line in self._lines)

    def find(self, name: str, country: str | None = None, region: str | None = None) -> list[Place]:
        """Places called *name*, whatever its accents, hyphens, case, ``St`` or ``Saint``.

        Args:
            name: as people write it, without inflection.
            country: keep only places of this country.
            region: keep only places in this région, län, province or département, as people
                write it.

        Returns:
            Best first (most people; see ``Place.weight``), empty if there is none.
        """
        return self._places(self._by_name.get(fold_place(name), ()), country, region)

    def by_postal_code(self, code: str, country: str | None = None) -> list[Place]:
        """Places with this postal code, blanks ignored, most people first."""
        return self._places(self._by_code.get(code.replace(" ", ""), ()), country, None)

    def fuzzy(self, name: str, country: str | None = None, limit: int = 3) -> list[Place]:
        """Places whose name is a slip of the keyboard away from *name*, after ``find`` found none.

        One letter missing, added, replaced or swapped with its neighbour; two in names of eight
        letters or more.

        Args:
            name: as people write it; shorter than four letters finds nothing.
            country: keep only places of this country.
            limit: how many places at most.

        Returns:
            Fewest slips first, then most people; empty if nothing is close.
        """
        folded = fold_place(name)
        if len(folded) < SHORTEST_FUZZY:
            return []
        slips = 1 if len(folded) < TWO_SLIPS_FROM else 2
        close = process.extract(
            folded,
            self._by_name.keys(),
            scorer=OSA.distance,
            limit=None,
            score_cutoff=slips,
        )
        scored = [
            (distance, place)
            for key, distance, _ in close
            for place in self._places(self._by_name[key], country, None)
        ]
        scored.sort(key=lambda pair: (pair[0], -pair[1].weight, pair[1].id))
        return list(dict.fromkeys(place for _, place in scored))[:limit]

    @property
    def names(self) -> Iterable[str]:
        """Every folded name, for recognisers that scan text."""
        return self._by_name.keys()

    def _index(self, number: int, line: str) -> None:
        _, name, others, rest = line.split("\t", 3)
        for called in {name, *filter(None, others.split(";"))}:
            key = fold_place(called)
            self._by_name[key] = (*self._by_name.get(key, ()), number)
        codes = rest.rpartition("\t")[2]
        for code in filter(None, codes.split(";")):
            key = code.replace(" ", "")
            self._by_code[key] = (*self._by_code.get(key, ()), number)

    def _places(
        self, numbers: Iterable[int], country: str | None, region: str | None
    ) -> list[Place]:
        places = [_parse(self._lines[number]) for number in dict.fromkeys(numbers)]
        if country:
            places = [place for place in places if place.country == country]
        if region:
            places = [place for place in places if _lies_in(place, fold_place(region))]
        return sorted(places, key=lambda place: (-place.weight, place.id))


def _lies_in(place: Place, region: str) -> bool:
    """Whether the folded *region* names the place's first or second area, or its number."""
    second, _, number = fold_place(place.admin2).rpartition(" ")
    first = fold_place(place.admin1)
    return region in (first, first.removesuffix(" lan"), second, number)


def _parse(line: str) -> Place:
    """A place from a row whose columns were counted when the file was loaded."""
    columns = line.split("\t")
    return Place(
        id=columns[0],
        name=columns[1],
        names=tuple(filter(None, columns[2].split(";"))),
        kind=columns[3],
        admin1=columns[4],
        admin2=columns[5],
        country=columns[6],
        territory=columns[7],
        lat=float(columns[8]),
        lon=float(columns[9]),
        rough=columns[10] == "1",
        population=int(columns[11]),
        postal_codes=tuple(filter(None, columns[12].split(";"))),
    )
