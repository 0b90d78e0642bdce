"""Broken files of the demonstration are named with their entry, and nothing is stored."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel

from procurement.db import Database
from procurement.errors import CatalogueError
from procurement.services.demonstration import default_folder, load_demonstration


def load(database: Database, folder: Path | None = None) -> list[str]:
    with database.transaction() as session:
        return load_demonstration(session, folder)


def everything(database: Database) -> dict[str, list[str]]:
    """Return each row of each table as text."""
    with database.reader.connect() as connection:
        return {
            table.name: sorted(str(row) for row in connection.execute(table.select()))
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.fixture(scope="module")
def loaded(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Return a database with the demonstration, to be read only."""
    file = tmp_path_factory.mktemp("demonstration") / "kravspor.db"
    shutil.copyfile(migrated_file, file)
    database = Database(f"sqlite:///{file}")
    load(database)
    return database


@pytest.fixture
def session(loaded: Database) -> Any:
    """Read in the demonstration."""
    with loaded.read() as opened:
        yield opened
    loaded.dispose()


def _replace(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, 1)

    return change


BROKEN = [
    ("needs.yaml", _replace("needs:", "wishes:"), "line 2, top of the file: The key wishes is"),
    (
        "model.yaml",
        _replace("\nscale:", "\nladder:"),
        "top of the file: The key ladder is not known",
    ),
    ("needs.yaml", lambda _text: "", "line 1, top of the file: A group of keys with values is"),
    ("bids.yaml", _replace("suppliers:", "suppliers: ["), "line 3: The YAML cannot be read;"),
    ("needs.yaml", lambda text: text.replace("B-02", "B-01"), "needs[1].code: The code B-01 is"),
    ("needs.yaml", _replace("SRC-0-FUNN-5", "SRC-9"), "B-01: refers to SRC-9, which does not"),
    ("requirements.yaml", _replace("REG-01", "REG-99"), "KR-001: refers to REG-99, which does not"),
    ("requirements.yaml", _replace('chapter: "1.1"', 'chapter: "9"'), "KR-001: refers to 9, which"),
    ("requirements.yaml", _replace("need: B-06", "need: B-99"), "KR-001: refers to B-99, which"),
    ("requirements.yaml", _replace("criterion: K1", "criterion: X"), "refers to X, which does not"),
    ("bids.yaml", _replace("  REG-11:", "  REG-99:"), "REG-99: refers to REG-99, which does not"),
    ("bids.yaml", _replace("PL-01", "PL-99"), "A: refers to PL-99, which does not exist."),
    (
        "scores.yaml",
        _replace("requirement: REG-11", "requirement: X-1"),
        "X-1: refers to X-1, which",
    ),
    (
        "scores.yaml",
        _replace("example: [K1", "example: [X"),
        "evaluator1@demo.kravspor.example: ref",
    ),
    ("needs.yaml", _replace("    area: Roller og organisering\n", ""), "needs[0]: The key area is"),
    (
        "needs.yaml",
        _replace("kind: challenge", "kind: rumour"),
        "needs[0].kind: rumour is not among",
    ),
    (
        "needs.yaml",
        _replace("quotes: [SRC-0-FUNN-5", "cites: [SRC-0"),
        "needs[0]: The key cites is not",
    ),
    (
        "requirements.yaml",
        _replace("    fulfilment: acceptance\n", ""),
        "requirements[0]: The key fu",
    ),
    (
        "model.yaml",
        _replace('weight: "30"', 'weight: "much"'),
        "criteria[0].weight: much is not writ",
    ),
    (
        "model.yaml",
        _replace('weight: "30"', 'weight: "101"'),
        "criteria[0].weight: 101 is not writ",
    ),
    (
        "model.yaml",
        _replace('weight: "30"', "weight: 30"),
        "criteria[0].weight: Put the value in q",
    ),
    ("bids.yaml", _replace('"4150000"', '"about 4"'), "prices.A.PL-01: about 4 is not written as"),
    (
        "scores.yaml",
        _replace('points: "6"', 'points: "600"'),
        "scores[0].points: 600 is not written",
    ),
    (
        "scores.yaml",
        _replace("{evaluator: evaluator1@demo.kravspor.example, ", "{"),
        "scores[0]: The",
    ),
    ("organisations.yaml", _replace("population: 7509", "population: many"), "population: A whole"),
    ("sources.yaml", _replace("kind: document", "kind: rumour"), "sources[0].kind: rumour is not"),
    ("sources.yaml", _replace("dated: 2", "dated: around 2"), "].dated: A date is expected here,"),
    (
        "procurement.yaml",
        _replace("users:", "people:"),
        "top of the file: The key people is not known",
    ),
    (
        "procurement.yaml",
        _replace("12:00:00+01:00", "12:00:00"),
        "deadlines[0].at: A moment with its",
    ),
    (
        "procurement.yaml",
        _replace("phase: price_open", "phase: later"),
        "stages[0].phase: later is",
    ),
    ("texts.yaml", _replace("name: background", "name: foreground"), "foreground: refers to"),
    ("procurement.yaml", _replace("role: lead", "role: king"), "users[0].role: king is not among"),
]


@pytest.mark.parametrize(("name", "change", "sentence"), BROKEN, ids=lambda v: f"{v}"[:30])
def test_a_broken_file_is_named_with_its_entry_and_nothing_is_stored(
    sqlite: Database, tmp_path: Path, name: str, change: Callable[[str], str], sentence: str
):
    folder = tmp_path / "copy"
    shutil.copytree(default_folder(), folder)
    file = folder / name
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    before = everything(sqlite)

    with pytest.raises(CatalogueError) as caught:
        load(sqlite, folder)

    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"{name}, ")
    assert everything(sqlite) == before


def test_a_missing_file_is_named(sqlite: Database, tmp_path: Path):
    with pytest.raises(CatalogueError, match=r"^procurement\.yaml cannot be read\.$"):
        load(sqlite, tmp_path)
