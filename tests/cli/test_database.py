"""`kravspor upgrade`, `demo` and `export` on an empty database, and on none."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from procurement.cli import main


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("KRAVSPOR_DATABASE_URL", f"sqlite:///{tmp_path / 'own.db'}")
    monkeypatch.setenv("KRAVSPOR_DATA", str(tmp_path / "data"))
    return tmp_path


def test_a_second_demonstration_changes_nothing(empty: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["upgrade"]).exit_code == 0
    first = runner.invoke(main, ["demo"])
    again = runner.invoke(main, ["demo"])

    assert first.exit_code == again.exit_code == 0
    assert "Felles ERP for Helgeland" in first.stdout
    assert "Felles ERP for Helgeland" not in again.stdout
    assert "lead@demo.kravspor.example" in again.stdout


def test_an_unknown_procurement_gets_one_sentence(empty: Path) -> None:
    runner = CliRunner()
    runner.invoke(main, ["upgrade"])
    done = runner.invoke(main, ["export", "--procurement", "nothing", "--out", str(empty / "out")])

    assert done.exit_code == 2
    assert "nothing" in done.stderr
    assert not (empty / "out").exists()


@pytest.mark.parametrize("url", ["nonsense", "sqlite:////proc/none/own.db", "mysql://x/y"])
def test_a_database_that_cannot_be_opened_gets_one_sentence(
    url: str, empty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KRAVSPOR_DATABASE_URL", url)
    done = CliRunner().invoke(main, ["upgrade"])

    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.output


def test_the_shipped_catalogue_is_valid() -> None:
    done = CliRunner().invoke(main, ["check-catalogue"])

    assert done.exit_code == 0
    assert "109" in done.stdout
