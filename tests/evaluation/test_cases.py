"""Published and constructed awards, recomputed from their files."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .bundles import evaluated
from .plain import plain_totals

CASES = sorted((Path(__file__).parent / "cases").glob("*.json"))


def read(file: Path) -> dict[str, Any]:
    return json.loads(file.read_text(encoding="utf-8"))


def test_there_are_cases_and_each_names_its_source():
    assert len(CASES) >= 10
    assert all(read(file)["bundle"]["source"] for file in CASES)


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_engine_gives_the_published_totals_and_ranks(file: Path):
    case = read(file)
    result = evaluated(case["bundle"])

    assert {bid.code for bid in result.bids} == set(case["expected"])
    for bid in result.bids:
        expected = case["expected"][bid.code]
        assert abs(bid.total - Fraction(expected["total"])) <= Fraction(expected["tolerance"])
        assert bid.rank == expected["rank"]


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_the_plain_computation_agrees(file: Path):
    data = read(file)["bundle"]
    assert {bid.code: bid.total for bid in evaluated(data).bids} == plain_totals(data)
