"""Loading the seed is repeatable, loses no edit and stops at no broken row."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from catalog.db import Database
from catalog.errors import BadDataFile
from catalog.models import Change, Course, Organisation, PlaceRow, Scheme, Site
from catalog.services.seed_loader import SEED_FOLDER, load_seed
from catalog.services.seed_report import SeedReport

# How many rows the small seed below keeps of each file.
ROWS = {
    "organisation": 1,
    "provider": 12,
    "course": 15,
    "offering": 4,
    "site": 5,
    "scheme": 4,
    "code_mapping": 18,
}
KEPT = {
    "providers.csv": "be-",
    "courses.csv": "be-cvo-|be-leah-",
    "offerings.csv": "be-cvo-",
    "sites.csv": "fr-campus-connect-g|be-ligo-[blk]",
    "schemes.csv": "fr-p|fr-cp",
    "code_mappings.csv": "award-b",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small part of the shipped seed, with a gazetteer of three places."""
    copy = tmp_path / "seed"
    copy.mkdir()
    shutil.copy(SEED_FOLDER / "organisations.yml", copy)
    for name, pattern in KEPT.items():
        header, *rows = (SEED_FOLDER / name).read_text(encoding="utf-8").splitlines()
        kept = [row for row in rows if re.match(pattern, row)]
        (copy / name).write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    write_places(copy, ["Guéret", "Visby", "Ieper"])
    return copy


def write_places(folder: Path, names: list[str]) -> None:
    """A gazetteer of a few places."""
    rows = [f"x-{name}\t{name}\t\ttown\t\t\tFR\tFR\t46.1\t1.8\t\t10\t23000" for name in names]
    text = "\n".join(["\t".join(["column"] * 13), *rows]) + "\n"
    (folder / "places.tsv.gz").write_bytes(gzip.compress(text.encode("utf-8")))


async def load(database: Database, folder: Path, demonstration: bool = True) -> SeedReport:
    """One load, committed."""
    async with database.write() as session:
        return await load_seed(session, folder, demonstration=demonstration)


def replace_in(path: Path, old: str, new: str) -> None:
    """Change the first occurrence of a text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


async def test_every_shipped_row_is_loaded(seeded: Database) -> None:
    async with seeded.read() as session:
        counts = {
            model.__tablename__: await session.scalar(select(func.count()).select_from(model))
            for model in (Organisation, Course, Site, Scheme, PlaceRow)
        }

    assert counts == {"organisation": 1, "course": 463, "site": 210, "scheme": 71, "place": 38700}


async def test_a_second_load_changes_nothing(database: Database, folder: Path) -> None:
    first = await load(database, folder)
    second = await load(database, folder)

    assert first.loaded == ROWS | {"place": 3}
    assert (first.broken, first.kept_edited) == ([], [])
    assert second.unchanged == ROWS | {"place": 3}
    assert (+second.loaded, second.updated, second.kept_edited) == ({}, {}, [])


async def test_a_row_edited_by_hand_is_kept(database: Database, folder: Path) -> None:
    await load(database, folder)
    async with database.write() as session:
        site = await session.scalar(select(Site).where(Site.municipality == "Guéret"))
        assert site is not None
        site.phone = "05 55 00 00 00"
    replace_in(folder / "sites.csv", "Campus 2.3 - ", "")
    report = await load(database, folder)

    assert report.kept_edited == ["site/fr-campus-connect-gueret"]
    async with database.read() as session:
        kept = await session.scalar(select(Site.phone).where(Site.municipality == "Guéret"))
    assert kept == "05 55 00 00 00"


async def test_a_place_edited_by_hand_is_kept(database: Database, folder: Path) -> None:
    await load(database, folder)
    async with database.write() as session:
        place = (await session.scalars(select(PlaceRow).where(PlaceRow.name == "Visby"))).one()
        place.lat = 57.6
    report = await load(database, folder)

    assert report.kept_edited == ["place/x-Visby"]


async def test_a_changed_seed_row_is_updated_and_the_change_kept(
    database: Database, folder: Path
) -> None:
    await load(database, folder)
    replace_in(folder / "sites.csv", "Campus 2.3 - ", "Lieu 2.3 - ")
    report = await load(database, folder)

    assert dict(report.updated) == {"site": 1}
    async with database.read() as session:
        query = select(Change).where(Change.public_id == "fr-campus-connect-gueret")
        changes = list(await session.scalars(query.order_by(Change.id)))
    assert [change.before is None for change in changes] == [True, False]
    assert changes[1].after is not None
    assert changes[1].after["name"].startswith("Lieu 2.3")


@pytest.mark.parametrize(
    ("file", "old", "new", "reason"),
    [
        ("sites.csv", ",46.1718,", ",forty-six,", "lat: 'forty-six' is no number"),
        ("sites.csv", ",46.1718,", ",146.1718,", "lat: 146.1718 is beyond 90"),
        ("courses.csv", ",business,", ",witchcraft,", "field: 'witchcraft' is not one of"),
        ("courses.csv", ",hybrid,", ",hybrid,,,,,,,,,,,", "not as many columns"),
        ("schemes.csv", "fr-ptp,Projet", "fr-cpf,Projet", "id: 'fr-cpf' is in the file twice"),
        ("schemes.csv", "fr-cpf,Compte", "fr-cpf," + "x" * 300, "name: longer than 200 signs"),
        ("organisations.yml", "time_zone: Europe/Paris", "time_zone: Mars/Base", "time_zone"),
    ],
)
async def test_a_broken_row_is_named_and_the_rest_is_loaded(
    database: Database, folder: Path, file: str, old: str, new: str, reason: str
) -> None:
    replace_in(folder / file, old, new)
    report = await load(database, folder)

    broken = report.broken[0]
    assert (broken.file, reason in broken.reason) == (file, True), broken
    assert broken.line > 1
    total = sum(report.loaded.values()) + len(report.broken)
    assert total == sum(ROWS.values()) + 3


async def test_a_course_without_its_provider_is_broken(database: Database, folder: Path) -> None:
    replace_in(folder / "providers.csv", "be-cvo-de-verdieping,", "be-renamed,")
    report = await load(database, folder)

    courses = [row for row in report.broken if row.file == "courses.csv"]
    assert len(courses) == 5
    assert courses[0].reason == "provider_id: no row 'be-cvo-de-verdieping'"


async def test_a_missing_file_stops_the_load(database: Database, folder: Path) -> None:
    (folder / "sites.csv").unlink()

    with pytest.raises(BadDataFile, match=r"sites\.csv"):
        await load(database, folder)


async def test_a_production_start_leaves_the_demonstration_out(
    database: Database, folder: Path
) -> None:
    report = await load(database, folder, demonstration=False)

    assert "organisation" not in report.loaded
    assert report.loaded["course"] == ROWS["course"]


async def test_progress_is_told(database: Database, folder: Path) -> None:
    told: dict[str, tuple[int, int]] = {}

    def tell(table: str, done: int, total: int) -> None:
        told[table] = (done, total)

    async with database.write() as session:
        await load_seed(session, folder, progress=tell)

    assert told == {table: (rows, rows) for table, rows in (ROWS | {"place": 3}).items()}
