"""`kravspor check-model`: findings in words and as JSON, and an exit status for scripts."""

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

CASES = sorted((Path(__file__).parents[1] / "evaluation" / "cases").glob("*.json"))
NAMED = {"check", "severity", "criterion", "text", "advice", "figures"}


def sound() -> dict[str, Any]:
    """Return a model with nothing that is an error."""
    demand = {"documentation": "Describe the solution."}
    return {
        "format": "kravspor-evaluation/1",
        "notice_date": "2026-07-02",
        "model": {
            "method": "weighted_points",
            "max_points": "10",
            "price_formula": {"name": "linear"},
            "normalisation": {"form": "none"},
            "tie_rule": "The lowest price goes first.",
        },
        "criteria": [
            {"code": "P", "name": "Pris", "kind": "price", "weight": "30", **demand},
            {"code": "K", "name": "Kvalitet", "kind": "quality", "weight": "40", **demand},
            {"code": "M", "name": "Miljø", "kind": "environment", "weight": "30", **demand},
        ],
        "bids": [
            {"code": "A", "price": "100", "scores": {"K": "6", "M": "5"}},
            {"code": "B", "price": "120", "scores": {"K": "9", "M": "7"}},
        ],
    }


def stored(data: object, folder: Path) -> Path:
    file = folder / "model.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_published_model_can_be_checked(run: Run, file: Path):
    # none of them has an environment share, which is an error today
    found = json.loads(run("check-model", file, "--json", status=1).stdout)

    assert found["format"] == "kravspor-model-check/1"
    severities = [each["severity"] for each in found["findings"]]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    for each in found["findings"]:
        assert {*each} == NAMED
        assert each["text"].endswith(".") and each["advice"].endswith(".")


def test_without_an_error_the_exit_status_is_0(run: Run, tmp_path: Path):
    found = json.loads(run("check-model", stored(sound(), tmp_path), "--json").stdout)

    assert "error" not in {each["severity"] for each in found["findings"]}


def test_findings_are_told_with_what_to_do(run: Run, tmp_path: Path):
    data = sound()
    data["criteria"][2]["weight"] = "31"

    said = run("check-model", stored(data, tmp_path), "--lang", "en", status=1).stdout

    lines = said.splitlines()
    assert lines[0].startswith("Error: ") and "101" in lines[0]
    assert lines[1] == "    Change the weights so that they add up to exactly 100."
    assert lines[-1].startswith("Error: 1, Warning: ")


def test_the_sentences_are_in_the_language_that_is_asked_for(run: Run, tmp_path: Path):
    file = stored(sound() | {"notice_date": None}, tmp_path)
    texts = {
        code: [
            each["text"]
            for each in json.loads(run("check-model", file, "--json", "--lang", code).stdout)[
                "findings"
            ]
        ]
        for code in ("nb", "nn", "en")
    }

    assert texts["nb"] and texts["nb"] != texts["nn"] != texts["en"]


def test_a_model_can_be_checked_before_there_are_bids(run: Run, tmp_path: Path):
    run("check-model", stored(sound() | {"bids": []}, tmp_path))
