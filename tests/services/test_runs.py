"""Simulations run beside the pages, tell how far they are, stop when asked, and stay private."""

import threading
from fractions import Fraction
from uuid import UUID, uuid4

import pytest

from procurement.errors import EvaluationError
from procurement.evaluation import Expectations, simulate_expectations
from procurement.services.analysis import trial_of
from procurement.services.runs import MOST_KEPT, Progress, Run, Runs
from procurement.services.simulation import (
    Doubt,
    SimulationDraft,
    expectations,
    job_for,
    simulation_view,
    standard_error,
)

from .test_analysis import MILLION, bundle

ME = (uuid4(), uuid4())


def run(owner: tuple[UUID, UUID] = ME) -> Run:
    return Run(owner, {}, 10)


def test_a_run_tells_its_outcome():
    runs = Runs()

    started = runs.start(run(), lambda progress: progress(5, 10) or "found")

    assert started.finished.wait(5)
    assert (started.state, started.outcome, started.done) == ("done", "found", 10)
    assert runs.find(started.identity, ME) is started


def test_a_run_is_stopped_between_two_chunks():
    begun, go_on = threading.Event(), threading.Event()

    def job(progress: Progress) -> str:
        progress(1, 10)
        begun.set()
        go_on.wait(5)
        progress(2, 10)
        return "never"

    started = Runs().start(run(), job)
    assert begun.wait(5) and started.state == "running"
    started.stopping.set()
    go_on.set()

    assert started.finished.wait(5)
    assert (started.state, started.outcome) == ("stopped", None)


def test_a_fault_is_a_sentence():
    def job(_progress: Progress) -> str:
        raise EvaluationError("No weights this near.")

    started = Runs().start(run(), job)

    assert started.finished.wait(5)
    assert (started.state, started.fault) == ("failed", "No weights this near.")


def test_a_new_run_of_the_same_person_stops_the_earlier_one():
    runs, go_on = Runs(), threading.Event()

    def job(progress: Progress) -> None:
        go_on.wait(5)
        progress(1, 10)

    first, other = runs.start(run(), job), runs.start(run((ME[0], uuid4())), job)
    runs.start(run(), lambda _progress: "second")
    go_on.set()

    assert first.finished.wait(5) and other.finished.wait(5)
    assert (first.stopping.is_set(), other.stopping.is_set()) == (True, False)


def test_nobody_finds_the_run_of_another_person_or_procurement():
    runs = Runs()
    started = runs.keep(run())

    assert runs.find(started.identity, (ME[0], uuid4())) is None
    assert runs.find(started.identity, (uuid4(), ME[1])) is None
    assert runs.find("nonsense", ME) is None


def test_only_the_newest_runs_are_kept():
    runs = Runs()
    first = runs.keep(run())

    for _number in range(MOST_KEPT):
        runs.keep(run())

    assert runs.find(first.identity, ME) is None and first.stopping.is_set()


BIDS = [("A", 10 * MILLION, {"K": "6"}), ("B", 12 * MILLION, {"K": "9.5"})]
TRIAL = trial_of(bundle(BIDS, {"P": "40", "K": "60"}))


def test_ranges_of_a_bid_go_before_those_for_all_and_stay_on_the_scale():
    typed = {"A": {"price_range": ["9000000", "10000000"], "score_ranges": {"K": ["5", "8"]}}}

    found = expectations(TRIAL.bundle, typed, SimulationDraft())

    assert found.scores["A"]["K"] == (5, 8)
    assert found.scores["B"]["K"] == (Fraction(17, 2), 10)
    assert found.prices["A"]["P"] == (9 * MILLION, 10 * MILLION)
    assert found.prices["B"]["P"] == (11_400_000, 12_600_000)


def test_without_any_doubt_the_winner_always_wins():
    nothing = SimulationDraft(points=0, price_percent=0, draws=10_000)  # type: ignore[arg-type]

    outcome = job_for(TRIAL, {}, nothing)(lambda _done, _all: None)
    view = simulation_view(outcome, TRIAL.names, nothing)

    assert view.picture.table.rows[0][1] == "100.00 %"
    assert outcome.rank_counts == {"B": [10_000, 0], "A": [0, 10_000]}


@pytest.mark.parametrize("doubt", Doubt)
def test_every_kind_of_doubt_is_simulated_the_same_way_twice(doubt: Doubt):
    draft = SimulationDraft(doubt=doubt, draws=10_000, seed=7)

    first, again = (job_for(TRIAL, {}, draft)(lambda _done, _all: None) for _ in range(2))

    assert first.rank_counts == again.rank_counts
    assert simulation_view(first, TRIAL.names, draft).sentence.startswith("In ")


def test_the_standard_error_is_that_of_a_share():
    assert float(standard_error(5_000, 10_000)) == pytest.approx(0.005)
    assert standard_error(0, 10_000) == 0
    exact = simulate_expectations(TRIAL.bundle, Expectations(), 10_000, 1)
    assert exact.rank_counts["B"][0] == 10_000
