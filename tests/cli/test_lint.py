"""`kravspor lint`: counts by rule, precision of what is judged, files that cannot be read."""

import json
from pathlib import Path

import pytest

from .conftest import Run

ROWS = (
    ("Krav nr.", "Gruppe", "Beskrivelse", "Type"),
    ("1.1", "Søk", "Søket skal være raskt.", "A"),
    ("1.2", "Søk", "Søket skal være raskt, osv.", "A"),
    ("1.3", "Søk", 'Søket skal vise "saldo" per konto.', "V"),
)
JUDGED = (
    ("id", "rule", "words", "verdict"),
    ("1.1", "K03", "raskt", "true"),
    ("1.2", "K03", "raskt", "true"),
    ("1.2", "K05", "osv", "false"),
    ("9.9", "K05", "osv", "false"),
)


def table(file: Path, rows: tuple[tuple[str, ...], ...], sign: str = "\t") -> Path:
    """Write a table and return its file."""
    file.write_text("\n".join(sign.join(row) for row in rows) + "\n", encoding="utf-8-sig")
    return file


def test_findings_are_counted_by_rule_with_the_share_that_is_right(run: Run, tmp_path: Path):
    file = table(tmp_path / "krav.tsv", ROWS)
    judged = table(tmp_path / "judged.tsv", JUDGED)

    text = run("lint", file, "--judged", judged).stdout
    found = json.loads(run("lint", file, "--judged", judged, "--json").stdout)

    assert "Vurderte feil og advarsler: 3, riktige: 2 (67 %). Ikke vurdert: 1." in text
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert "K03 Ord som ikke kan prøves 2 0 0 2 2 100 %" in lines
    assert "Krav: 3, med feil eller advarsel: 3." in lines
    assert (found["requirements"], found["judged"], found["right"]) == (3, 3, 2)
    assert found["precision"] == 0.6667
    assert {rule["rule"]: rule["error"] for rule in found["rules"]} == dict(K01=1, K03=2, K05=0)
    first = found["findings"][0]
    assert (first["requirement"], first["words"], first["start"], first["is_right"]) == (
        "1.1",
        "raskt",
        16,
        True,
    )


def test_a_table_with_semicolons_and_letters_of_its_own_is_read(run: Run, tmp_path: Path):
    rows = (("Kode", "Krav", "Klasse"), ("1", "Systemet bør varsle.", "B"))
    file = table(tmp_path / "krav.csv", rows, ";")

    refused = run("lint", file, status=2)
    assert "krav.csv, linje 2: B er ingen kjent klasse." in refused.stderr
    assert "--class B=minimum" in refused.stderr

    found = json.loads(run("lint", file, "--class", "B=minimum", "--json").stdout)
    assert [(each["rule"], each["words"]) for each in found["findings"]] == [("K01", "bør")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "krav.tsv er tom."),
        (b"Kode\tKrav\n1\tx\n", "krav.tsv har ingen kolonne type i første linje."),
        (b"Kode\tKrav\tType\n1\t\xe6\tA\n", "Filen krav.tsv er ikke tekst i UTF-8."),
        (b"PK\x03\x04\x00\x00", "krav.tsv har ingen kolonne krav nr., beskrivelse, type"),
    ],
)
def test_a_file_that_is_no_table_is_named(run: Run, tmp_path: Path, content: bytes, sentence: str):
    file = tmp_path / "krav.tsv"
    file.write_bytes(content)

    assert sentence in run("lint", file, status=2).stderr


def test_judgements_without_their_columns_are_refused(run: Run, tmp_path: Path):
    file = table(tmp_path / "krav.tsv", ROWS)

    assert (
        "må ha kolonnene id, rule, verdict, words"
        in run("lint", file, "--judged", file, status=2).stderr
    )


def test_a_procurement_is_checked(run: Run):
    run("upgrade")
    run("demo")

    text = run("lint", "--procurement", "helgeland-erp-utkast").stdout

    assert "Krav: 89, med feil eller advarsel: 1." in text
    assert "Anskaffelsen x finnes ikke her." in run("lint", "--procurement", "x", status=2).stderr
    assert "kortnavnet til en anskaffelse" in run("lint", status=2).stderr
