"""The model test over HTTP: bids are typed in place, made from ranges, tried, saved or refused."""

from typing import Any

import pytest
from factories import Make
from pages import Client, Page
from sqlmodel import select
from worlds import World, whole

from procurement.domain import (
    Action,
    EvaluationModel,
    Event,
    Phase,
    PriceFormula,
    Scenario,
    ScenarioOrigin,
)


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def scenarios(client: Client) -> list[Scenario]:
    with client.database.read() as session:
        return list(session.exec(select(Scenario).order_by(Scenario.name)))


def send(client: Client, page: Page, form: str, typed: dict[str, Any], status: int = 302) -> Page:
    """Fill in one of the forms of the page and send it."""
    found = page.soup.select_one(f"form[action$='{form}']")
    assert found is not None
    fields = {str(t["name"]): str(t.get("value", "")) for t in found.select("input[name]")}
    fields |= {str(t["name"]): t.get_text().strip("\n") for t in found.select("textarea[name]")}
    path = str(found["action"])
    return client.checked(client.http.post(path, data=fields | typed), path, status)


def test_the_page_says_who_wins_when_and_what_to_look_at(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)

    assert page.text(".verdict") == (
        "Good wins, 2.20 points ahead of Cheap. "
        "Price must weigh more than 66.7 % before Cheap wins."
    )
    assert page.soup.select("#reigns-caption, #stability-caption, #forces-caption")
    severities = [tag.get_text() for tag in page.soup.select(".check .ds-tag")]
    order = ["Error", "Warning", "Notice"]
    assert severities == sorted(severities, key=order.index) and severities
    assert all("Go to" in item.get_text() for item in page.soup.select(".check"))


def test_the_pictures_follow_the_weights_and_the_criterion_of_the_address(
    client: Client, world: World
):
    path = client.address("model_test.index", slug=world.slug)

    page = client.checked(client.http.get(f"{path}?weight-P=80&weight-K=20&along=K"), path)

    assert page.text(".verdict").startswith("Cheap wins")
    assert page.text("#reigns-caption") == "Who wins for each weight of Quality"
    assert scenarios(client)[0].version == 1


def test_a_picture_has_title_description_and_the_same_figures_as_a_table(
    client: Client, world: World
):
    page = client.get("model_test.index", slug=world.slug)

    pictures = page.soup.select("figure.picture")
    assert len(pictures) >= 3
    for picture in pictures:
        svg = picture.select_one("svg[role=img]")
        assert svg is not None and svg.title is not None and svg.select_one("desc")
        assert picture.select("details table tbody tr")


def test_bids_are_changed_in_place_with_ranges_and_hostile_names(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)
    name = '<b>&"=1+1" 😀 ‮abc'

    typed = {"name-0": name, "price-0": "9–11", "score-K1-0": "4,5 - 6,5", "note": "A\n<i>"}
    shown = client.follow(send(client, page, "/tilbud", typed))

    bid = scenarios(client)[0].bids[0]
    assert bid == {
        "code": "T1",
        "name": name,
        "price": "10",
        "price_range": ["9", "11"],
        "scores": {"K1": "5.5"},
        "score_ranges": {"K1": ["4.5", "6.5"]},
    }
    assert (shown.value("name-0"), shown.value("price-0")) == (name, "9–11")
    assert (shown.value("score-K1-0"), shown.value("note")) == ("4,5–6,5", "A\n<i>")
    with client.database.read() as session:
        assert session.exec(select(Event).where(Event.action == Action.scenario_changed)).one()


def test_a_column_is_added_by_filling_it_in_and_removed_by_emptying_it(
    client: Client, world: World
):
    page = client.get("model_test.index", slug=world.slug)

    more = {"name-2": "Third", "price-2": "20", "score-K1-2": "1"}
    page = client.follow(send(client, page, "/tilbud", more))
    assert [bid["code"] for bid in scenarios(client)[0].bids] == ["T1", "T2", "T3"]

    less = {"name-0": "", "price-0": "", "score-K1-0": " "}
    client.follow(send(client, page, "/tilbud", less))
    assert [bid["name"] for bid in scenarios(client)[0].bids] == ["Good", "Third"]


FAULTS = [
    {
        "name-0": ("", "Give the bid a name."),
        "price-0": ("0", "The price of bid 1 must be an amount above 0"),
        "score-K1-0": ("", "The points of bid 1 on Function must be from 0 to 10"),
        "name-1": ("x" * 121, "At most 120 characters."),
        "score-K1-1": ("11", "The points of xxx"),
        "note": ("x" * 8001, "At most 8000 characters."),
    },
    {
        "name": (" ", "Give the set of bids a name of at most 120 characters."),
        "price-0": ("ti", "The price of Cheap must be an amount above 0"),
        "score-K1-0": ("8–6", "The points of Cheap on Function must be from 0 to 10"),
        "price-1": ("1–2–3", "The price of Good must be an amount above 0"),
        "score-K1-1": ("-1", "The points of Good on Function must be from 0 to 10"),
    },
]


def test_faulty_bids_are_refused_beside_their_cells(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)

    for faults in FAULTS:
        typed = {field: text for field, (text, _sentence) in faults.items()}
        refused = send(client, page, "/tilbud", typed, 422)

        for field, (text, sentence) in faults.items():
            assert refused.text(f"#{field}-error").startswith(sentence), field
            assert refused.value(field) == text
    assert scenarios(client)[0].version == 1


def test_bids_that_somebody_else_changed_are_not_overwritten(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)
    with client.database.transaction() as session:
        session.exec(select(Scenario)).one().note = "Theirs"

    stale = send(client, page, "/tilbud", {"name-0": "Mine"}, 409)

    assert stale.value("name-0") == "Mine"
    assert "Somebody else saved this" in stale.text(".ds-alert")


def test_bids_are_tried_without_saving_them(client: Client, world: World):
    scenario = scenarios(client)[0]
    typed = {"bids": str(scenario.id), "score-K1-0": "10", "weight-P": "50"}

    page = client.post("model_test.preview", typed, 200, slug=world.slug)

    assert page.text(".verdict").startswith("Cheap wins")
    assert scenarios(client)[0].version == 1


def test_four_bids_are_made_from_the_expected_ranges(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)
    typed = {"set": "Expected", "prices": "40 000 000 – 70 000 000", "points-K1": "4–9"}

    page = client.follow(send(client, page, "/lag", typed))

    made = scenarios(client)[0]
    assert (made.name, made.origin) == ("Expected", ScenarioOrigin.generated)
    assert made.score_ranges == {"K1": ["4", "9"]}
    rows = [(bid["name"], bid["price"], bid["scores"]["K1"]) for bid in made.bids]
    assert rows == [
        ("Cheap and plain", "40000000", "4"),
        ("Dear and excellent", "70000000", "9"),
        ("Today's supplier", "52000000", "6"),
        ("Balanced", "55000000", "7"),
    ]
    assert page.value("name") == "Expected"
    with client.database.read() as session:
        model = session.exec(select(EvaluationModel)).one()
    assert (str(model.lowest_price), str(model.highest_price)) == ("40000000", "70000000")


def test_ranges_that_make_no_sense_are_refused(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)
    good = {"set": "Expected", "prices": "40–70", "points-K1": "4–9"}

    for typed in (
        {"prices": "70–40", "points-K1": "9–4", "set": ""},
        {"prices": "", "points-K1": "4–11"},
        {"set": "Thought up"},
    ):
        refused = send(client, page, "/lag", good | typed, 422)

        for field, text in typed.items():
            assert refused.text(f"#{field}-error"), field
            assert refused.value(field) == text
    assert len(scenarios(client)) == 1


def test_a_set_of_bids_is_removed_and_the_page_then_says_how_to_begin(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)

    page = client.follow(send(client, page, "/fjern", {}))

    assert not scenarios(client)
    assert "There are no invented bids" in page.text(".empty")
    assert page.soup.select("#make-bids[open]")


def test_a_set_of_another_procurement_is_not_found(client: Client, make: Make, world: World):
    whole(make, Phase.drafting)
    foreign = {str(s.id) for s in scenarios(client)}
    page = client.get("model_test.index", slug=world.slug)
    mine = page.soup.select_one("#bids-form [name=bids]")
    assert mine is not None
    other = next(iter(foreign - {str(mine["value"])}))

    for bids in (other, "nonsense", ""):
        client.post("model_test.save", {"bids": bids}, 404, slug=world.slug)


def test_bids_that_the_model_cannot_take_are_told_and_can_be_mended(
    client: Client, make: Make, world: World
):
    with client.database.transaction() as session:
        session.exec(select(EvaluationModel)).one().price_formula = PriceFormula.bands

    page = client.get("model_test.index", slug=world.slug)

    assert "band" in page.text("#outcome .missing")
    assert page.soup.select("#bids-form")


def test_the_real_bids_are_a_what_if_and_not_the_decision(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    client.sign_in(make.user_of(world.members["lead"]))
    path = client.address("model_test.index", slug=world.slug)

    page = client.checked(client.http.get(f"{path}?bids=opened"), path)

    assert "What if, not the decision" in page.text("#outcome")
    assert "Supplier A" in page.text("#outcome")
    assert not page.soup.select("#bids-form, #make-bids")


def test_whoever_may_not_change_the_model_reads_the_bids(client: Client, make: Make):
    world = whole(make, Phase.sealed)
    client.sign_in(make.user_of(world.members["contact"]))

    page = client.get("model_test.index", slug=world.slug)

    assert "Cheap" in page.text("#bids-tried") and not page.soup.select("#bids-tried form")
