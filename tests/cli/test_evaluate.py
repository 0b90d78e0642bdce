"""`kravspor evaluate`: published cases, and bad files with one sentence."""

import json
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from procurement.cli import main

CASES = sorted((Path(__file__).parent.parent / "evaluation" / "cases").glob("*.json"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_there_are_cases() -> None:
    assert len(CASES) >= 8


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_published_case_gives_its_published_result(file: Path, tmp_path: Path) -> None:
    case = json.loads(file.read_text(encoding="utf-8"))
    bundle = tmp_path / "bundle.json"
    bundle.write_text(json.dumps(case["bundle"]), encoding="utf-8")

    done = run("evaluate", str(bundle), "--json")

    assert done.exit_code == 0, done.output
    result = json.loads(done.stdout)
    assert result["format"] == "kravspor-result/1"
    for bid in result["bids"]:
        expected = case["expected"][bid["code"]]
        off = abs(Fraction(bid["exact"]) - Fraction(expected["total"]))
        assert off <= Fraction(Decimal(expected["tolerance"]))
        assert bid["rank"] == expected["rank"]


def test_a_case_file_is_read_as_its_bundle() -> None:
    assert run("evaluate", str(CASES[0])).exit_code == 0


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"format": "kravspor-evaluation/1", "model": {"max_points": 10.5}}', "$."),
        ("{", "$"),
        ('{"format": "other"}', "$.format"),
        ("[1, 2]", "$"),
    ],
)
def test_a_bad_file_gets_one_sentence_and_status_2(
    content: str, place: str, tmp_path: Path
) -> None:
    file = tmp_path / "tilbud.json"
    file.write_text(content, encoding="utf-8")

    done = run("evaluate", str(file))

    assert done.exit_code == 2
    assert done.stderr.startswith("tilbud.json: ")
    assert place in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.output


def test_the_table_speaks_the_language_asked_for() -> None:
    assert "Plass" in run("evaluate", str(CASES[0])).stdout
    assert "Rank" in run("evaluate", str(CASES[0]), "--lang", "en").stdout
