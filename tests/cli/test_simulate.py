"""`kravspor simulate`: how the ranking depends on the weights, as JSON and as tables."""

import json
import os
import pty
import signal
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from .conftest import Run

CASES = Path(__file__).parents[1] / "evaluation" / "cases"
LINEAR = CASES / "three-models-three-winners-linear.json"
MOST_BIDS_EXACT = 20
MOST_MAIN_EXACT = 6


def weighted() -> list[Path]:
    files = sorted(CASES.glob("*.json"))
    return [file for file in files if bundle_of(file)["model"]["method"] == "weighted_points"]


def bundle_of(file: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["bundle"]
    return found


def simulated(run: Run, file: Path, *words: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("simulate", file, "--json", *words).stdout)
    return found


def test_there_are_weighted_cases():
    assert len(weighted()) >= 8


@pytest.mark.parametrize("file", weighted(), ids=lambda file: file.stem)
def test_every_weighted_case_can_be_simulated(run: Run, file: Path):
    found = simulated(run, file, "--draws", "20000", "--seed", "7")

    bids = list(found["rank_counts"])
    assert [found[key] for key in ("format", "draws", "seed", "weights")] == [
        "kravspor-simulation/1",
        20_000,
        7,
        "uniform",
    ]
    for counts in found["rank_counts"].values():
        assert sum(counts) == 20_000
    assert {*found["pairwise"]} == {f"{a}>{b}" for a in bids for b in bids if a != b}
    assert {*found["win_probability"]} == {*found["expected_rank"]} == {*found["can_win"]}
    main = [each["code"] for each in bundle_of(file)["criteria"]]
    is_exact = len(main) <= MOST_MAIN_EXACT and len(bids) <= MOST_BIDS_EXACT
    for each in found["win_probability"].values():
        assert (each["exact"] is not None) == is_exact
        if is_exact:
            away = abs(Fraction(each["estimate"]) - Fraction(each["exact"]))
            assert away <= 4 * Fraction(each["standard_error"]) + Fraction(1, 10**9)
    for each in found["stability"]:
        low, here, high = (Fraction(each[key]) for key in ("from", "weight", "to"))
        assert 0 <= low <= here <= high <= 1
    assert {*found["nearest_flip"]["weights"]} == {*main} if found["nearest_flip"] else True


def test_the_published_reversal_is_found(run: Run):
    found = simulated(run, LINEAR)

    assert list(found["rank_counts"]) == ["L2", "L3", "L1"]
    assert found["win_probability"]["L1"]["exact"] == "1/2"
    assert found["can_win"] == {"L2": "wins", "L3": "wins", "L1": "wins"}
    assert found["stability"][0] == {
        "criterion": "P",
        "weight": "2/5",
        "from": "1/3",
        "to": "1/2",
    }
    assert found["nearest_flip"] == {
        "rival": "L3",
        "moved": "1/15",
        "weights": {"P": "1/3", "Q": "2/3"},
    }
    assert {
        "bid": "L1",
        "criterion": "Q",
        "change": "2/3",
        "feasible": True,
    } in found["score_flips"]


def test_the_same_seed_gives_the_same_bytes_and_another_one_others(run: Run):
    words = ("simulate", LINEAR, "--json", "--draws", "5000", "--seed")

    once, again = run(*words, "3").stdout, run(*words, "3").stdout

    assert once == again
    assert once != run(*words, "4").stdout


def test_weights_near_the_published_ones(run: Run):
    found = simulated(run, LINEAR, "--weights", "around:5", "--draws", "2000")

    assert found["weights"] == "around:5"
    assert {bid: each["exact"] for bid, each in found["win_probability"].items()} == {
        "L2": "1",
        "L3": "0",
        "L1": "0",
    }
    assert found["can_win"] == {"L2": "wins", "L3": "never", "L1": "never"}
    assert found["rank_counts"]["L2"][0] == 2_000


def test_what_is_no_longer_exact_is_null(run: Run):
    found = simulated(run, CASES / "laudon-erp.json", "--weights", "around:3", "--draws", "2000")

    assert {each["exact"] for each in found["win_probability"].values()} == {None}
    assert {*found["pairwise"].values()} == {*found["expected_rank"].values()} == {None}
    said = run("simulate", CASES / "laudon-erp.json", "--weights", "around:3").stdout
    assert said.count("–") == 4


def test_leaves_vary_one_by_one_where_that_is_asked_for(run: Run, tmp_path: Path):
    bundle = bundle_of(LINEAR)
    bundle["criteria"][1]["children"] = [
        {"code": code, "kind": "quality", "weight": 1} for code in ("Q1", "Q2")
    ]
    for bid in bundle["bids"]:
        bid["scores"] = {"Q1": bid["scores"]["Q"], "Q2": bid["scores"]["Q"]}
    file = tmp_path / "tree.json"
    file.write_text(json.dumps(bundle), encoding="utf-8")

    folded, leaves = simulated(run, file), simulated(run, file, "--leaves")

    assert {*folded["nearest_flip"]["weights"]} == {"P", "Q"}
    assert {*leaves["nearest_flip"]["weights"]} == {"P", "Q1", "Q2"}
    assert folded["win_probability"]["L1"]["exact"] == "1/2"
    assert leaves["win_probability"]["L1"]["exact"] == "1/4"  # the second power of a half


def test_tables_tell_the_same_in_three_languages(run: Run):
    heads = {"nb": "Trekninger av vekter", "nn": "Trekkingar av vekter", "en": "Draws of weights"}
    for code, head in heads.items():
        said = run("simulate", LINEAR, "--lang", code).stdout
        assert said.startswith(head)
        assert "None" not in said
    lines = run("simulate", LINEAR, "--lang", "en").stdout.splitlines()
    assert lines[2].split()[-5:] == ["0.12", "16.67", "1.83", "can", "win"]
    assert "Pris           40.00    33.33  50.00" in [line.rstrip() for line in lines]
    assert "L3 catches up with L2 when 6.67 percentage points of weight move:" in "\n".join(lines)


def test_a_sure_winner_is_said_to_be_one(run: Run, tmp_path: Path):
    bundle = bundle_of(LINEAR)
    bundle["bids"] = [
        bundle["bids"][0],
        {"code": "Z", "price": "99000000", "scores": {"Q": "1"}},
        {"code": "Y", "price": "99000000", "scores": {"Q": "1"}},
    ]
    file = tmp_path / "sure.json"
    file.write_text(json.dumps(bundle), encoding="utf-8")

    said = run("simulate", file, "--lang", "en", "--weights", "around:10").stdout

    assert "No weights put another bid ahead of L1." in said
    assert said.count("can never win") == 2
    assert "not on the scale" in said


def test_a_single_bid_has_nothing_to_flip(run: Run, tmp_path: Path):
    bundle = bundle_of(LINEAR)
    bundle["bids"] = bundle["bids"][:1]
    file = tmp_path / "one.json"
    file.write_text(json.dumps(bundle), encoding="utf-8")

    assert "tie for the first place" not in run("simulate", file, "--lang", "en").stdout


WRONG = [
    (("--draws", "0"), "--draws"),
    (("--seed", "-1"), "--seed"),
    (("--weights", "even"), "--weights: The weights are uniform or around:POINTS, not even."),
    (("--weights", "around:0"), "--weights: "),
    (("--weights", "around:x"), "--weights: "),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(words) for words, _s in WRONG])
def test_a_wrong_option_is_named(run: Run, words: tuple[str, ...], said: str):
    result = run("simulate", LINEAR, "--lang", "en", *words, status=2)

    assert said in result.stderr and result.stdout == ""


def test_a_method_without_weights_says_so(run: Run):
    file = CASES / "eavrop-percentage-markup.json"

    result = run("simulate", file, "--lang", "en", status=2)

    assert result.stderr == (
        f"{file.name}: $.model.method: "
        "The method percentage_markup has no weights that could vary.\n"
    )


def test_a_long_simulation_says_how_far_it_is_and_can_be_stopped():
    command = [sys.executable, "-m", "procurement", "simulate", str(LINEAR)]
    terminal, end = pty.openpty()
    process = subprocess.Popen(
        [*command, "--draws", "100000000", "--lang", "en"], stderr=end, stdout=subprocess.PIPE
    )
    os.close(end)
    said = b""
    while b" %" not in said:  # ends with an OSError if the process ends before it says so
        said += os.read(terminal, 1000)

    process.send_signal(signal.SIGINT)

    shown, _nothing = process.communicate(timeout=30)
    assert process.returncode == 130
    assert shown == b""
    assert os.read(terminal, 1000).rstrip().endswith(b"Stopped.")
    os.close(terminal)
