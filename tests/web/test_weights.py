"""Weights over HTTP: checked field by field, computed live, saved all or none."""

from decimal import Decimal
from typing import Any

import pytest
from factories import Make
from pages import Client, Page
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Action, Criterion, Event, Phase


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def only(client: Client, table: Any, **values: Any) -> Any:
    with client.database.read() as session:
        return session.exec(select(table).filter_by(**values)).one()


def change(client: Client, table: Any, code: str, **values: Any) -> None:
    """Let somebody else save a change."""
    with client.database.transaction() as session:
        row = session.exec(select(table).where(table.code == code)).one()
        for name, value in values.items():
            setattr(row, name, value)


def weights(page: Page, **typed: str) -> dict[str, str]:
    return {f"weight-{code}": weight for code, weight in typed.items()}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("101", "The weight of Price must be from 0 to 100."),
        ("-1", "The weight of Price must be from 0 to 100."),
        ("ti", "The weight of Price must be a number, such as 30 or 12,5."),
        ("", "The weight of Price must be a number, such as 30 or 12,5."),
        ("1e2", "The weight of Price must be a number, such as 30 or 12,5."),
        ("NaN", "The weight of Price must be a number, such as 30 or 12,5."),
        ("12,5,0", "The weight of Price must be a number, such as 30 or 12,5."),
    ],
)
def test_a_bad_weight_is_refused_beside_the_field(
    client: Client, world: World, typed: str, sentence: str
):
    page = client.get("criteria.index", slug=world.slug)

    refused = client.submit(page, weights(page, P=typed, K="60"), 422)

    assert refused.text("#weight-P-error") == sentence
    assert refused.value("weight-P") == typed and refused.value("weight-K") == "60"
    assert str(only(client, Criterion, code="K").weight) == "70"


def test_weights_are_saved_exactly_and_logged(client: Client, world: World):
    page = client.get("criteria.index", slug=world.slug)

    shown = client.follow(client.submit(page, weights(page, P="12,5", K="87.5")))

    assert shown.value("weight-P") == "12,5"
    assert "The sum is right." in shown.text()
    assert str(only(client, Criterion, code="P").weight) == "12.5"
    assert only(client, Event, action=Action.weights_changed).subject == "P 30 → 12.5, K 70 → 87.5"


def test_weights_are_computed_without_saving(client: Client, world: World):
    page = client.get("criteria.index", slug=world.slug)

    shown = client.post(
        "criteria.preview", weights(page, P="50", K="70"), status=200, slug=world.slug
    )

    assert "120" in shown.text("tfoot") and "must sum to 100" in shown.text("tfoot")
    assert str(only(client, Criterion, code="P").weight) == "30"


def test_a_weight_that_somebody_else_changed_is_not_overwritten(client: Client, world: World):
    page = client.get("criteria.index", slug=world.slug)
    change(client, Criterion, "P", weight=Decimal(40))

    stale = client.submit(page, weights(page, P="25", K="75"), 409)

    assert "Somebody else saved this" in stale.text(".ds-alert")
    assert stale.value("weight-P") == "25"
    assert str(only(client, Criterion, code="P").weight) == "40"
    assert str(only(client, Criterion, code="K").weight) == "70"


def test_each_main_criterion_says_how_much_it_parts_the_invented_bids(client: Client, world: World):
    page = client.get("criteria.index", slug=world.slug)

    cells = [
        [cell.get_text(strip=True) for cell in row.select("td")]
        for row in page.soup.select("tbody tr")
    ]
    assert [row[-2] for row in cells] == ["17.6 %", "82.4 %", ""]
