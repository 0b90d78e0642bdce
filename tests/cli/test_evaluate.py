"""`kravspor evaluate`: published awards come out as published, bad files are named."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

CASES = sorted((Path(__file__).parents[1] / "evaluation" / "cases").glob("*.json"))


def read(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_there_are_cases():
    methods = [read(file)["bundle"]["model"]["method"] for file in CASES]

    assert methods.count("weighted_points") >= 8


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_published_award_comes_out_as_published(run: Run, file: Path):
    expected = read(file)["expected"]

    found = json.loads(run("evaluate", file, "--json").stdout)

    assert found["format"] == "kravspor-result/1"
    assert {bid["code"] for bid in found["bids"]} == set(expected)
    for bid in found["bids"]:
        wanted = expected[bid["code"]]
        assert bid["rank"] == wanted["rank"], bid["code"]
        away = abs(Fraction(bid["exact"]) - Fraction(wanted["total"]))
        assert away <= Fraction(wanted["tolerance"]), bid["code"]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_bundle_alone_gives_the_same_as_its_case(run: Run, file: Path, tmp_path: Path):
    alone = tmp_path / "bundle.json"
    alone.write_text(json.dumps(read(file)["bundle"]), encoding="utf-8")

    assert run("evaluate", alone, "--json").stdout == run("evaluate", file, "--json").stdout


def test_a_table_shows_ranks_totals_and_exact_numbers(run: Run):
    file = next(file for file in CASES if file.stem == "innovasjon-norge")

    lines = run("evaluate", file, "--lang", "en").stdout.splitlines()

    assert lines[0].split() == ["Rank", "Bid", "Total", "Exact"]
    assert lines[1].split() == ["1", "L2", "9.1", "91/10"]
    assert lines[2].split() == ["2", "L1", "8.55", "171/20"]


def test_the_language_is_that_which_is_asked_for(run: Run):
    file = CASES[0]

    assert run("evaluate", file).stdout.split()[0] == "Plass"
    assert run("evaluate", file, "--lang", "nn").stdout.split()[0] == "Plass"
    assert run("evaluate", "--lang", "en", file).stdout.split()[0] == "Rank"
    assert "xx" in run("evaluate", file, "--lang", "xx", status=2).stderr


def _changed(change: str, new: Any) -> bytes:
    """Return a published bundle with one value changed."""
    bundle = read(next(file for file in CASES if file.stem == "innovasjon-norge"))["bundle"]
    place: Any = bundle
    *path, last = [int(step) if step.isdigit() else step for step in change.split(".")]
    for step in path:
        place = place[step]
    place[last] = new
    return json.dumps(bundle).encode()


BROKEN = [
    (b"", "$: This is not valid JSON from line 1 on."),
    (b'{\n"format": ]', "$: This is not valid JSON from line 2 on."),
    (b"\xff\xfe", "$: The file is not text in UTF-8."),
    (b"[]", "$: An object is expected here."),
    (b"[" * 5_000, "$: The file is nested deeper than 20 levels."),
    (b"{}", "$.format: The key format is missing."),
    (b'{"format": "1", "format": "2"}', "$.format: The key format stands here twice."),
    (_changed("format", "other/9"), "$.format: The format must be kravspor-evaluation/1"),
    (_changed("model.method", "dice"), "$.model.method: dice is not one of"),
    (_changed("criteria.0.weight", "much"), "$.criteria[0].weight: "),
    (_changed("bids.0.scores.A", "11"), "$.bids[0].scores.A: "),
    (_changed("bids.1.scores", {}), "$.bids[1].scores.A: "),
    (_changed("bids", []), "$.bids: There is no admitted bid to rank."),
]


@pytest.mark.parametrize(("content", "sentence"), BROKEN, ids=[said for _c, said in BROKEN])
def test_a_broken_file_is_named_with_the_place_in_it(
    run: Run, tmp_path: Path, content: bytes, sentence: str
):
    file = tmp_path / "broken.json"
    file.write_bytes(content)

    result = run("evaluate", file, "--lang", "en", status=2)

    assert result.stderr.startswith(f"broken.json: {sentence}")
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_file_that_is_not_there_is_named(run: Run, tmp_path: Path):
    assert "gone.json" in run("evaluate", tmp_path / "gone.json", status=2).stderr
