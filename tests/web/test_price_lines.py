"""The lines of the price form over HTTP: typed, pasted from a spreadsheet, moved, removed."""

from typing import Any

import pytest
from factories import Make
from pages import Client
from sqlmodel import col, select
from worlds import World, whole

from procurement.domain import Phase, PriceLine, PriceQuantity


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft with two municipalities in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    for name in ("Alstahaug", "Brønnøy"):
        make.municipality(name)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def lines(client: Client) -> dict[str, PriceLine]:
    with client.database.read() as session:
        return {
            row.code: row for row in session.exec(select(PriceLine).order_by(PriceLine.position))
        }


def shares(client: Client, code: str) -> list[tuple[int, str]]:
    with client.database.read() as session:
        rows = session.exec(
            select(PriceQuantity)
            .join(PriceLine)
            .where(PriceLine.code == code)
            .order_by(col(PriceQuantity.year))
        )
        return [(row.year, str(row.quantity)) for row in rows]


def typed(**changes: Any) -> dict[str, Any]:
    return {"code": "PL-90", "name": "Training", "unit": "day", "quantity": "120", **changes}


def test_a_line_is_added_and_divided_as_pasted_from_a_spreadsheet(client: Client, world: World):
    table = "Alstahaug\t10\t2,5\nBrønnøy\t\t7\n"
    sent = typed(quantity="", divided=table)

    client.post("price_lines.new", sent, slug=world.slug)

    assert str(lines(client)["PL-90"].quantity) == "19.5"
    assert sorted(shares(client, "PL-90")) == [(1, "10"), (2, "2.5"), (2, "7")]
    page = client.get("price_lines.edit", slug=world.slug, line="PL-90")
    assert page.value("divided") == table.strip() and page.value("quantity") == ""


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": "90"}, "code", "Write the code like PL-01."),
        ({"quantity": ""}, "quantity", "Type a quantity, or divide it below."),
        ({"quantity": "many"}, "quantity", "Type a quantity, such as 17 or 2 000,5."),
        ({"divided": "Oslo\t1"}, "divided", "Line 1: Oslo takes no part."),
        (
            {"divided": "Alstahaug"},
            "divided",
            "Line 1: give a quantity for each year after the name.",
        ),
        (
            {"divided": "Alstahaug\t1\n\nalstahaug;2"},
            "divided",
            "Line 3: alstahaug has a line already.",
        ),
        (
            {"divided": "Alstahaug;1;=1+1"},
            "divided",
            "Line 1, year 2: =1+1 is not a quantity.",
        ),
        ({"divided": "Alstahaug;-1"}, "divided", "Line 1, year 1: -1 is not a quantity."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_kept(
    client: Client, world: World, changes: dict[str, str], field: str, sentence: str
):
    page = client.post("price_lines.new", typed(**changes), 422, slug=world.slug)

    assert page.text(f"#{field}-error") == sentence
    assert page.value("name") == "Training"
    if "divided" in changes:
        assert page.value("divided").replace("\r", "") == changes["divided"]
    assert "PL-90" not in lines(client)


def test_a_stale_change_is_refused_and_nothing_of_it_is_stored(client: Client, world: World):
    client.post("price_lines.new", typed(), slug=world.slug)
    page = client.get("price_lines.edit", slug=world.slug, line="PL-90")
    client.submit(page, {"name": "First"})

    stale = client.submit(page, {"name": "Second", "divided": "Alstahaug\t1"}, 409)

    assert stale.value("name") == "Second"
    assert lines(client)["PL-90"].name == "First" and shares(client, "PL-90") == []


def test_a_line_is_moved_and_removed_unless_a_bid_has_priced_it(client: Client, world: World):
    client.post("price_lines.new", typed(), slug=world.slug)
    client.post("price_lines.move", {"way": "up"}, slug=world.slug, line="PL-90")
    first, *others = lines(client)
    assert list(lines(client)).index("PL-90") == len(others) - 1
    client.post("price_lines.move", {"way": "out"}, 404, slug=world.slug, line="PL-90")

    client.submit(client.get("price_lines.remove", slug=world.slug, line="PL-90"), {})
    priced = client.get("price_lines.remove", slug=world.slug, line=first)
    refused = client.submit(priced, {}, 409)

    assert f"{first} has been priced in a bid." in refused.text()
    assert first in lines(client) and "PL-90" not in lines(client)


def test_a_quantity_divided_no_more_keeps_what_is_typed(client: Client, world: World):
    client.post("price_lines.new", typed(divided="All together\t1\t2"), slug=world.slug)
    assert str(lines(client)["PL-90"].quantity) == "3"

    page = client.get("price_lines.edit", slug=world.slug, line="PL-90")
    client.submit(page, {"divided": "", "quantity": "8"})

    assert str(lines(client)["PL-90"].quantity) == "8" and shares(client, "PL-90") == []


def test_a_field_that_was_not_sent_keeps_its_number(client: Client, world: World):
    client.post("price_lines.new", typed(quantity="2,5"), slug=world.slug)

    client.post("price_lines.edit", {}, slug=world.slug, line="PL-90")

    assert str(lines(client)["PL-90"].quantity) == "2.5"
