"""The sentences and pictures of the model test hold the exact numbers of published cases."""

from typing import Any

import pytest

from procurement.exporting.model_test_view import ModelTestView
from procurement.exporting.pictures import Area, Picture, Words
from procurement.services.analysis import analyse, trial_of

MILLION = 1_000_000


def bundle(
    bids: list[tuple[str, Any, dict[str, Any]]], weights: dict[str, str], **model: Any
) -> dict[str, Any]:
    """Return a bundle with a price criterion P and one quality criterion for every other code."""
    return {
        "format": "kravspor-evaluation/1",
        "currency": "NOK",
        "model": {
            "method": "weighted_points",
            "max_points": "10",
            "price_formula": {"name": "linear", "zero_at": "2", "floor": None},
        }
        | model,
        "criteria": [
            {
                "code": code,
                "name": {"P": "Price"}.get(code, f"Part {code}"),
                "kind": "price" if code == "P" else "quality",
                "weight": weight,
            }
            for code, weight in weights.items()
        ],
        "bids": [
            {"code": code, "name": code, "price": price, "scores": scores}
            for code, price, scores in bids
        ],
    }


def two(third: tuple[str, Any, dict[str, Any]] | None = None, **model: Any) -> ModelTestView:
    """Return the published case: A is cheaper, B is better, and perhaps a third bid."""
    bids = [("A", 10 * MILLION, {"K": "6"}), ("B", 12 * MILLION, {"K": "8"})]
    found = bundle([*bids, *([third] if third else [])], {"P": "40", "K": "60"}, **model)
    return analyse(trial_of(found))


def shown(picture: Picture | None) -> list[str]:
    assert picture is not None
    return [mark.text for mark in picture.marks if isinstance(mark, Words)]


def test_the_verdict_says_who_wins_by_how_much_and_when_not():
    view = two()

    assert view.verdict == "B wins, 0.40 points ahead of A."
    assert view.turning == "Price must weigh more than 50 % before A wins."
    assert view.safety == ("The winner is safe: 10 points of weight must move before A wins.")


def test_a_cheap_bid_that_loses_turns_the_two_at_the_closed_form_price():
    assert two().decoys[0] == "A new bid at 6.67 million kr or less would put A ahead of B."

    turned = two(("C", 6 * MILLION, {"K": "1"}))

    assert turned.verdict == "A wins, 0.13 points ahead of B."


def test_the_strip_has_the_exact_crossing_in_figure_and_table():
    picture = two().reigns

    assert shown(picture) == ["B", "A", "50 %", "0 %", "100 %", "today 40 %"]
    assert picture is not None and picture.table.rows == (
        ("B", "0.00 %", "50.00 %", "0 – 1/2"),
        ("A", "50.00 %", "100.00 %", "1/2 – 1"),
    )


def test_what_it_takes_to_win_is_said_for_weights_price_and_score():
    stands, needs = two().takes

    assert (stands.name, stands.is_winner, needs.name) == ("B", True, "A")
    assert "Its price can rise from 12 million kr to 13 million kr, and it still wins." in (
        stands.lines
    )
    assert needs.lines == (
        "If 10 points of weight are moved, it wins: Price 50 %, Part K 50 %.",
        "If its price falls from 10 million kr to below 9.23 million kr, it wins.",
        "If it gets more than 6.67 points on K Part K, and not 6, it wins.",
    )


THREE = [
    ("X", None, {"K1": "8", "K2": "4", "K3": "7"}),
    ("Y", None, {"K1": "5", "K2": "9", "K3": "5"}),
    ("Z", None, {"K1": "6", "K2": "6", "K3": "8"}),
]


def three() -> ModelTestView:
    """Return the golden case of three bids on three criteria without a price."""
    return analyse(trial_of(bundle(THREE, {"K1": "50", "K2": "30", "K3": "20"})))


def test_chances_and_places_are_the_golden_fractions():
    table = three().chances

    assert table is not None and table.rows == (
        ("X", "30.8 %", "2.11", "Yes, with some weights"),
        ("Z", "34.2 %", "1.71", "Yes, with some weights"),
        ("Y", "35.0 %", "2.18", "Yes, with some weights"),
    )


def test_the_intervals_are_the_golden_ones():
    table = three().stability.table  # type: ignore[union-attr]

    assert table.rows == (
        ("K1 Part K1", "50.0 %", "44.4 %", "100.0 %", "5.6 percentage points"),
        ("K2 Part K2", "30.0 %", "0.0 %", "35.2 %", "5.2 percentage points"),
        ("K3 Part K3", "20.0 %", "0.0 %", "33.3 %", "13.3 percentage points"),
    )


def test_the_map_shows_every_bid_that_can_win_and_todays_weights():
    picture = three().map

    assert picture is not None and {"X", "Y", "Z", "today"} <= set(shown(picture))
    parts = [float(row[1].removesuffix(" %")) for row in picture.table.rows]
    assert sum(parts) == pytest.approx(100, abs=0.2)


def test_without_a_third_criterion_there_is_no_map():
    assert two().map is None


def test_a_bid_that_is_beaten_everywhere_never_wins():
    bids = [*THREE, ("W", None, {"K1": "5", "K2": "4", "K3": "5"})]
    view = analyse(trial_of(bundle(bids, {"K1": "50", "K2": "30", "K3": "20"})))

    assert view.takes[-1].name == "W"
    assert view.takes[-1].lines[0] == "No weights make it win: the others are always ahead."
    assert view.chances is not None and view.chances.rows[-1][3] == "No, with no weights"


def test_a_criterion_on_which_all_are_alike_cannot_decide():
    bids = [("A", None, {"K1": "9", "K2": "5"}), ("B", None, {"K1": "3", "K2": "5"})]
    view = analyse(trial_of(bundle(bids, {"K1": "50", "K2": "50"})))

    assert view.dead == ("K2 Part K2 cannot decide anything: all bids have the same points.",)
    assert view.forces is not None and view.forces.table.rows[1] == (
        "Part K2",
        "50.0 %",
        "0.0 %",
        "0.00",
    )


def test_fixed_prices_cannot_be_turned_by_a_third_bid():
    view = two(
        price_formula={"name": "fixed", "full_at": "8000000", "zero_at": "18000000"},
    )

    assert view.decoys == ()


def test_a_method_without_weights_has_a_verdict_in_kroner():
    view = two(method="percentage_markup")

    assert view.verdict == "B wins, 400,000 kr ahead of A."
    assert view.reigns is None and "no weights" in view.fault
    assert view.totals is not None and view.totals.rows[0][-1] == "15.6 million kr"


def test_one_bid_and_a_shared_first_place_are_told():
    alone = analyse(trial_of(bundle([("A", None, {"K": "6"})], {"K": "100"})))
    bids = [("A", None, {"K": "6"}), ("B", None, {"K": "6"})]
    level = analyse(trial_of(bundle(bids, {"K": "100"})))

    assert alone.fault == "Two bids are needed to compare."
    assert level.verdict == "A and B share first place."
    assert level.safety == "The first place is shared, so the tie rule decides."


def test_bids_keep_their_looks_whoever_is_first():
    def looks(view: ModelTestView) -> dict[str, str]:
        assert view.reigns is not None
        areas = [m.look for m in view.reigns.marks if isinstance(m, Area) and "fill" in m.look]
        return dict(zip((row[0] for row in view.reigns.table.rows), areas, strict=True))

    before, after = looks(two()), looks(two(("C", 6 * MILLION, {"K": "1"})))

    assert before == {"A": "fill-0", "B": "fill-1"}
    assert (after["A"], after["B"]) == ("fill-0", "fill-1")
