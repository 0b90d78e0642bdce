"""From an empty folder to the documents on the disk, with one sentence for what fails."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import Make
from outside import new_postgres
from reading import plain, readable
from sqlalchemy.engine import make_url
from worlds import AGREED, OWN, PRICES, whole

from procurement.db import Database
from procurement.domain import Phase

from .conftest import Run

ROLES = ("lead", "group", "contact", "evaluator1", "evaluator2", "chair", "price", "observer")
DOCUMENTS = {
    "konkurransegrunnlag.docx": b"PK",
    "kravspesifikasjon.docx": b"PK",
    "kravspesifikasjon.xlsx": b"PK",
    "sporingsmatrise.xlsx": b"PK",
    "endringslogg.docx": b"PK",
    "svarskjema.xlsx": b"PK",
    "svarskjema.docx": b"PK",
    "prisskjema.xlsx": b"PK",
    "bilag-plan.docx": b"PK",
    "bilag-tjenesteniva.docx": b"PK",
    "bilag-administrasjon.docx": b"PK",
    "bilag-avtaleendringer.docx": b"PK",
    "bilag-senere-endringer.docx": b"PK",
    "bilag-tredjepart.docx": b"PK",
    "databehandleravtale.docx": b"PK",
    "tilbudsbrev.docx": b"PK",
    "forpliktelseserklaering.docx": b"PK",
    "sladding.docx": b"PK",
    "egenerklaering.docx": b"PK",
    "invitasjon.docx": b"PK",
    "protokoll-del-1.docx": b"PK",
    "modelltest.pdf": b"%PDF-",
    "modelltest.docx": b"PK",
    "poengark-chair.xlsx": b"PK",
    "poengark-evaluator1.xlsx": b"PK",
    "poengark-evaluator2.xlsx": b"PK",
    "poengark-samlet.xlsx": b"PK",
    "evalueringsrapport.pdf": b"%PDF-",
}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def installed(
    run: Run, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Run]:
    """Return the command with an empty database of each kind."""
    if request.param == "sqlite":
        yield run
        return
    with new_postgres(f"kravspor_test_{os.getpid()}_empty") as address:
        monkeypatch.setenv("KRAVSPOR_DATABASE_URL", address)
        yield run


def test_from_nothing_to_the_documents(installed: Run, tmp_path: Path):
    assert "Databasen er oppdatert." in installed("upgrade").stdout
    loaded = installed("demo").stdout
    assert loaded.count("Lagt inn: ") == 3
    for role in ROLES:
        assert f"{role}@demo.kravspor.example" in loaded
    again = installed("demo").stdout
    assert "Lagt inn: " not in again and "kravspor-demo" in again

    out = tmp_path / "out"
    written = installed("export", "--procurement", "helgeland-erp", "--out", out)

    assert {file.name for file in out.iterdir()} == set(DOCUMENTS)
    assert set(written.stdout.split()) == {str(out / name) for name in DOCUMENTS}
    for name, begins in DOCUMENTS.items():
        content = (out / name).read_bytes()
        assert content.startswith(begins) and len(content) > 4_000, name
    assert "Multebit ERP (oppdiktet)" in readable((out / "evalueringsrapport.pdf").read_bytes())


def test_upgrading_twice_changes_nothing(run: Run):
    run("upgrade")
    run("upgrade")


def test_a_draft_is_exported_without_what_is_still_closed(run: Run, tmp_path: Path):
    run("upgrade")
    run("demo")

    slug = "helgeland-erp-vurdering"
    result = run("export", "--procurement", slug, "--out", tmp_path / "out", "--lang", "en")

    names = {file.name for file in (tmp_path / "out").iterdir()}
    assert names == {name for name in DOCUMENTS if not name.startswith(("poengark", "evaluering"))}
    assert "evalueringsrapport.pdf: Not open to Project lead in the phase" in result.stderr


@pytest.mark.parametrize("phase", [Phase.bids_in, Phase.quality_locked])
def test_no_export_before_the_opening_shows_a_price(run: Run, tmp_path: Path, phase: Phase):
    run("upgrade")
    database = Database(f"sqlite:///{tmp_path / 'data' / 'kravspor.db'}")
    with Make(database) as make:
        world = whole(make, phase)
    database.dispose()

    run("export", "--procurement", world.slug, "--out", tmp_path / "out")

    texts = [plain(readable(file.read_bytes())) for file in (tmp_path / "out").iterdir()]
    assert len(texts) >= 3
    for mark in PRICES if phase == Phase.quality_locked else (*PRICES, *OWN.values(), AGREED):
        assert not [text for text in texts if mark in text]


def test_a_procurement_that_is_not_there_is_named(run: Run, tmp_path: Path):
    run("upgrade")

    result = run("export", "--procurement", "x-1", "--out", tmp_path, "--lang", "en", status=2)

    assert result.stderr == "There is no procurement x-1 here.\n"


def test_a_database_without_tables_says_what_to_do(installed: Run, tmp_path: Path):
    result = installed("export", "--procurement", "x", "--out", tmp_path, "--lang", "en", status=2)

    assert result.stderr == (
        "The database lacks tables that Kravspor needs. Run: kravspor upgrade\n"
    )
    assert "kravspor upgrade" in installed("demo", status=2).stderr


UNUSABLE = [
    ("nonsense", "The database address in KRAVSPOR_DATABASE_URL cannot be used."),
    ("mysql://host/base", "The database address in KRAVSPOR_DATABASE_URL cannot be used."),
    ("sqlite:////proc/none/kravspor.db", "The database address in KRAVSPOR_DATABASE_URL cannot"),
    ("postgresql://postgres@127.0.0.1:1/x", "The database cannot be reached just now."),
]


@pytest.mark.parametrize(("address", "sentence"), UNUSABLE)
@pytest.mark.parametrize("command", ["upgrade", "demo", "serve"])
def test_a_database_that_cannot_be_opened_is_one_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str, sentence: str, command: str
):
    if command == "serve" and "127.0.0.1" in address:
        command = "serve --demonstration"
    monkeypatch.setenv("KRAVSPOR_DATABASE_URL", address)

    result = run(*command.split(), "--lang", "en", status=2)

    assert result.stderr.startswith(sentence) and result.stderr.count("\n") == 1


def test_a_file_that_is_no_database_is_one_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "letter.db").write_text("Dear all, " * 1000)
    monkeypatch.setenv("KRAVSPOR_DATABASE_URL", f"sqlite:///{tmp_path / 'letter.db'}")

    result = run("demo", "--lang", "en", status=2)

    assert result.stderr == "The database cannot be reached just now. Try again shortly.\n"


def test_a_data_folder_that_cannot_be_written_is_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("KRAVSPOR_DATA", str(tmp_path / "file"))

    result = run("upgrade", "--lang", "en", status=2)

    assert "The data folder" in result.stderr and str(tmp_path / "file") in result.stderr


def test_secrets_and_data_are_for_the_owner_only(run: Run, tmp_path: Path):
    run("upgrade")

    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    secret = tmp_path / "data" / "secret-key"
    assert secret.stat().st_mode & 0o077 == 0
    kept = secret.read_text()
    assert len(kept) >= 50
    run("upgrade")
    assert secret.read_text() == kept


def test_the_shipped_catalogue_is_valid(run: Run):
    counted = run("check-catalogue", "--lang", "en").stdout

    assert counted.endswith("requirements, all valid.\n")
    assert int(counted.split()[0]) > 90


def test_a_broken_catalogue_is_named(run: Run, tmp_path: Path):
    result = run("check-catalogue", tmp_path, "--lang", "en", status=2)

    assert result.stderr == "The folder of the catalogue has no file schema.json.\n"


@pytest.mark.parametrize("words", [["--help"], ["evaluate", "--help"], ["export", "--help"]])
def test_every_command_explains_itself(run: Run, words: list[str]):
    assert "Usage: " in run(*words).stdout


def test_a_wrong_word_is_not_a_traceback(tmp_path: Path):
    command = [sys.executable, "-m", "procurement", "evaluate", str(tmp_path)]

    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr and ran.stdout == ""


def test_the_address_of_a_database_may_be_written_in_the_short_way():
    database = Database("postgresql://somebody@somewhere/base")

    assert database.reader.dialect.driver == "psycopg"
    assert make_url(database.url).database == "base"
