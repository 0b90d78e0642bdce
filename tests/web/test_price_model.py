"""The price model over HTTP: every formula can be chosen, is shown, and is saved or refused."""

from decimal import Decimal
from typing import Any

import pytest
from factories import Make
from pages import Client, Page
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Action, Criterion, EvaluationModel, Event, Method, Phase

RANGE = {"lowest_price": "10 000 000", "highest_price": "20 000 000"}


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def stored(client: Client) -> EvaluationModel:
    with client.database.read() as session:
        return session.exec(select(EvaluationModel)).one()


def save(client: Client, world: World, status: int = 302, **typed: Any) -> Page:
    page = client.get("price_model.index", slug=world.slug)
    return client.submit(page, typed, status)


FORMULAS: list[tuple[dict[str, Any], str, str]] = [
    ({"price_formula": "linear", "zero_at": "3"}, "points = 10 · (1 − (P / L − 1) / 2)", "7.50"),
    ({"price_formula": "proportional"}, "points = 10 · L / P", "6.67"),
    (
        {"price_formula": "hybrid", "knee": "1,25"},
        "points = 10 · (2 − P / L) up to P = 1.25 · L, after that 9.375 · L / P",
        "6.25",
    ),
    ({"price_formula": "high_low"}, "points = 10 · (H − P) / (H − L)", "5.00"),
    (
        {"price_formula": "fixed", "full_price": "10000000", "zero_price": "40000000"},
        "points = 10 · (40,000,000 − P) / 30,000,000",
        "8.33",
    ),
    ({"price_formula": "mean_relative"}, "points = 10 − 10 · (P − mean) / mean", "10.00"),
    ({"price_formula": "logarithmic", "base": "4"}, "points = 10 · (1 − ln(P / L) / ln 4)", "7.08"),
    (
        {
            "price_formula": "bands",
            "band_limit": ["12000000", ""],
            "band_points": ["10", "4,5"],
        },
        "points by the table of bands",
        "4.50",
    ),
]


def test_every_formula_is_saved_and_shown_with_the_groups_own_prices(client: Client, world: World):
    for typed, symbols, middle in FORMULAS:
        page = client.follow(save(client, world, **typed, **RANGE))

        assert page.text(".formula") == symbols
        rows = [row.get_text(" ", strip=True) for row in page.soup.select(".figures tbody tr")[:3]]
        assert rows[1].startswith("15,000,000 kr") and rows[1].endswith(middle), symbols
        assert page.soup.select_one(f"input[value='{typed['price_formula']}'][checked]")
        assert "chosen" in page.text("#side-by-side .chosen-row")
    with client.database.read() as session:
        told = session.exec(select(Event.subject).where(Event.action == Action.model_changed)).all()
    assert len(told) == len(FORMULAS) and "Weighted points, Price bands" in told


def test_a_quality_point_has_its_price_and_a_losing_bid_changes_it(client: Client, world: World):
    page = client.follow(save(client, world, **RANGE))

    assert page.text("#price-picture .verdict") == (
        "One quality point more costs 2.33 million kr when the lowest price is 10 million kr. "
        "It costs 1.4 million kr if a losing bid of 6 million kr comes in."
    )


FAULTS: list[tuple[dict[str, Any], str, str]] = [
    ({"zero_at": "1"}, "zero_at", "Type a number above 1, such as 2."),
    ({"zero_at": ""}, "zero_at", "Type a number, such as 2 or 12,5."),
    ({"zero_at": "to"}, "zero_at", "Type a number, such as 2 or 12,5."),
    ({"floor": "-1001"}, "floor", "Type a number from -1000 to 1000, or leave it blank."),
    (
        {"price_formula": "hybrid", "knee": "2"},
        "knee",
        "Type a number between 1 and 2, such as 1,5.",
    ),
    (
        {"price_formula": "logarithmic", "base": "1"},
        "base",
        "Type a number above 1, such as 2.",
    ),
    ({"price_formula": "fixed"}, "full_price", "Type the price, in kroner."),
    (
        {"price_formula": "fixed", "full_price": "20", "zero_price": "20"},
        "zero_price",
        "The price with 0 points must be above the price with full points.",
    ),
    ({"price_formula": "bands"}, "bands", "Fill in at least one band."),
    (
        {"price_formula": "bands", "band_limit": ["", "5"], "band_points": ["1", "2"]},
        "bands",
        "Only the last band can be without an upper limit.",
    ),
    (
        {"price_formula": "bands", "band_limit": ["5", "5"], "band_points": ["1", "2"]},
        "bands",
        "Each band must end higher than the one before it.",
    ),
    (
        {"price_formula": "bands", "band_limit": ["x"], "band_points": ["1"]},
        "bands",
        "Each band needs a price and points as numbers.",
    ),
    ({"lowest_price": "0"}, "lowest_price", "Type an amount above 0."),
    (
        {"lowest_price": "5"},
        "highest_price",
        "Give both the lowest and the highest price, or neither.",
    ),
    (
        {"lowest_price": "5", "highest_price": "5"},
        "highest_price",
        "The highest price must be above the lowest.",
    ),
    ({"tie_rule": "x" * 8001}, "tie_rule", "At most 8000 characters."),
    ({"rounding_total": "7"}, "rounding_total", "Choose one of these."),
]


def test_what_is_wrong_stands_beside_its_field_and_nothing_is_saved(client: Client, world: World):
    page = client.get("price_model.index", slug=world.slug)
    for typed, field, sentence in FAULTS:
        refused = client.submit(page, typed, 422)

        assert refused.text(f"#{field}-error") == sentence
        assert refused.text(".ds-error-summary li") == sentence
        kept = set(typed) - {"price_formula", "rounding_total", "band_limit", "band_points"}
        assert [refused.value(name) for name in sorted(kept)] == [typed[n] for n in sorted(kept)]
    assert stored(client).version == 1


def test_a_number_of_another_formula_does_not_stand_in_the_way(client: Client, world: World):
    client.follow(save(client, world, price_formula="proportional", zero_at="nonsense", knee="9"))

    model = stored(client)
    assert (str(model.price_formula), model.zero_at) == ("proportional", Decimal(2))


def test_a_model_that_somebody_else_changed_is_not_overwritten(client: Client, world: World):
    page = client.get("price_model.index", slug=world.slug)
    with client.database.transaction() as session:
        session.exec(select(EvaluationModel)).one().zero_at = Decimal(3)

    stale = client.submit(page, {"zero_at": "4", "tie_rule": "The <cheaper> one & 😀"}, 409)

    assert "Somebody else saved this" in stale.text(".ds-alert")
    assert stale.value("zero_at") == "4"
    assert stale.value("tie_rule") == "The <cheaper> one & 😀"
    assert stored(client).zero_at == 3


def test_saving_what_is_there_changes_nothing(client: Client, world: World):
    client.follow(save(client, world))

    assert stored(client).version == 1
    with client.database.read() as session:
        assert not session.exec(select(Event).where(Event.action == Action.model_changed)).all()


def test_a_preview_saves_nothing(client: Client, world: World):
    page = client.post(
        "price_model.preview", {"price_formula": "proportional"}, 200, slug=world.slug
    )

    assert page.text(".formula") == "points = 10 · L / P"
    assert stored(client).version == 1


def test_quality_gets_its_value_and_the_method_is_told_in_words(client: Client, world: World):
    typed = {"method": "quality_deduction", "value-K1": "250 000,50"}
    page = client.follow(save(client, world, **typed))

    assert "deducted from its price" in page.text("#price-picture")
    assert not page.soup.select(".formula")
    assert page.value("value-K1") == "250 000,5"
    with client.database.read() as session:
        worth = session.exec(select(Criterion).where(Criterion.code == "K1")).one().max_value
    assert (worth, stored(client).method) == (Decimal("250000.5"), Method.quality_deduction)


def test_whoever_may_not_change_it_sees_it_locked(client: Client, make: Make):
    world = whole(make, Phase.sealed)
    client.sign_in(make.user_of(world.members["contact"]))

    page = client.get("price_model.index", slug=world.slug)

    assert "cannot be changed by you" in page.text(".locked")
    assert not page.soup.select("main form")
    assert page.text(".formula")


def test_without_invented_bids_the_page_says_so(client: Client, make: Make):
    make.procurement()
    make.criterion("100")
    client.sign_in(make.user_of(make.member()))

    page = client.get("price_model.index", slug=make.here.slug)

    assert "no invented bids yet" in page.text()
    assert "costs no points" in page.text("#price-picture .verdict")
