"""`kravspor verify`: a stored result is computed again, and each difference is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

CASES = sorted((Path(__file__).parents[1] / "evaluation" / "cases").glob("*.json"))


def with_result(run: Run, file: Path) -> dict[str, Any]:
    """Return the bundle of a case with the result that the engine gives."""
    bundle: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["bundle"]
    return bundle | {"result": json.loads(run("evaluate", file, "--json").stdout)}


def stored(data: object, folder: Path) -> Path:
    file = folder / "award.json"
    file.write_text(json.dumps(data, indent=3), encoding="utf-8")
    return file


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_what_evaluate_wrote_is_right(run: Run, file: Path, tmp_path: Path):
    said = run("verify", stored(with_result(run, file), tmp_path), "--lang", "en").stdout

    assert said == "The stored result is right: everything is computed the same again.\n"


def test_each_difference_is_a_line(run: Run, tmp_path: Path):
    data = with_result(run, CASES[0])
    data["result"]["winner"] = ["nobody"]
    data["result"]["bids"][0]["total"] = "1"

    result = run("verify", stored(data, tmp_path), "--lang", "en", status=1)

    lines = result.stdout.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith('$.result.winner[0] is "nobody", but is computed as ')
    assert lines[1].startswith('$.result.bids[0].total is "1", but is computed as ')


def test_differences_can_be_had_as_json(run: Run, tmp_path: Path):
    data = with_result(run, CASES[0])
    same = json.loads(run("verify", stored(data, tmp_path), "--json").stdout)
    data["result"]["winner"] = ["nobody"]
    other = json.loads(run("verify", stored(data, tmp_path), "--json", status=1).stdout)

    assert same == {"format": "kravspor-verification/1", "differences": []}
    assert len(other["differences"]) == 1


def test_a_change_of_the_bundle_shows_in_the_digest(run: Run, tmp_path: Path):
    data = with_result(run, CASES[0]) | {"title": "Another one"}

    result = run("verify", stored(data, tmp_path), "--lang", "en", status=1)

    assert result.stdout.startswith("$.result.digest is ")
    assert result.stdout.count("\n") == 1


def test_a_bundle_without_a_result_cannot_be_verified(run: Run):
    result = run("verify", CASES[0], "--lang", "en", status=2)

    assert result.stderr == f"{CASES[0].name}: $.result: There is no stored result to verify.\n"


@pytest.mark.parametrize("command", ["evaluate", "simulate", "check-model", "verify"])
def test_a_file_that_is_too_large_is_refused_at_once(run: Run, tmp_path: Path, command: str):
    file = tmp_path / "endless.json"
    with file.open("wb") as stream:
        stream.truncate(2**40)  # takes no room, but no memory could hold it

    result = run(command, file, "--lang", "en", status=2)

    assert result.stderr == "endless.json: $: The file is larger than 50 MiB.\n"


@pytest.mark.parametrize("command", ["simulate", "check-model", "verify"])
def test_a_broken_file_is_named_by_every_command(run: Run, tmp_path: Path, command: str):
    file = tmp_path / "broken.json"
    file.write_text('{"format": "other/1"}')

    result = run(command, file, "--lang", "en", status=2)

    assert result.stderr.startswith("broken.json: $.") and result.stderr.count("\n") == 1
    assert result.stdout == ""
