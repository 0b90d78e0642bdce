"""Scoring, agreeing and computing: what an evaluator may do, and what stops them."""

from decimal import Decimal

import pytest
from factories import Make
from pages import Client
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Event, Impartiality, Phase, Result, Role, Score


def scores(client: Client) -> int:
    with client.database.read() as session:
        return len(session.exec(select(Score)).all())


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a procurement with bids in which a new evaluator, who has scored nothing, is in."""
    made = whole(make, Phase.bids_in)
    newcomer = make.member(Role.evaluator, email="newcomer@buyer.example")
    make.assign(newcomer, made.criteria[2])
    made.members["newcomer"] = newcomer
    client.sign_in(make.user_of(newcomer))
    return made


def declare(make: Make, world: World, statement: Impartiality = Impartiality.none) -> None:
    for bid in world.bids:
        make.declare(world.members["newcomer"], bid, statement)


def test_nobody_scores_before_declaring(client: Client, world: World):
    before = scores(client)
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    assert "Declare your impartiality" in page.text()

    refused = client.submit(page, {"points": "7", "reason": "Good."}, 403)

    assert "Declare your impartiality" in refused.text()
    assert scores(client) == before


def test_a_declaration_is_given_for_every_supplier_and_opens_the_bids(client: Client, world: World):
    page = client.get("scoring.index", slug=world.slug)
    half = client.submit(page, {"supplier-A": "none"}, 422)
    assert half.text("#supplier-B-error") == "Choose one for supplier B."
    assert half.soup.select_one("#supplier-A-none[checked]")

    shown = client.follow(client.submit(half, {"supplier-B": "none"}))

    assert "0 of 4 scored" in shown.text() and "Go on scoring" in shown.text()
    answers = client.get("requirements.answers", slug=world.slug, code="KR-001")
    assert "ANSWERED-HERE A KR-001" in answers.text()


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (Impartiality.possible, "The project lead must decide before you go on."),
        (Impartiality.disqualified, "You have declared that you are disqualified"),
    ],
)
def test_whoever_has_ties_does_not_score(
    client: Client, make: Make, world: World, statement: Impartiality, sentence: str
):
    declare(make, world, statement)
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")

    refused = client.submit(page, {"points": "7", "reason": "Good."}, 403)

    assert sentence in refused.text()


def test_a_declaration_stands_once_it_is_signed(client: Client, make: Make, world: World):
    declare(make, world, Impartiality.disqualified)

    client.post("scoring.declare", {"supplier-A": "none", "supplier-B": "none"}, slug=world.slug)

    page = client.get("scoring.index", slug=world.slug)
    assert "You have declared that you are disqualified" in page.text()


BAD_SCORES = [
    ("11", "Good.", "points", "Points must be a number from 0 to 10."),
    ("-1", "Good.", "points", "Points must be a number from 0 to 10."),
    ("ti", "Good.", "points", "Points must be a number from 0 to 10."),
    ("", "Good.", "points", "Points must be a number from 0 to 10."),
    ("10.01", "Good.", "points", "Points must be a number from 0 to 10."),
    ("7", "", "reason", "Give a reason. A score without a reason does not count."),
    ("7", " \n ", "reason", "Give a reason. A score without a reason does not count."),
    ("7", "x" * 8001, "reason", "At most 8000 characters."),
]


@pytest.mark.parametrize(("points", "reason", "field", "sentence"), BAD_SCORES)
def test_a_score_that_does_not_count_is_refused_beside_the_field(
    client: Client, make: Make, world: World, points: str, reason: str, field: str, sentence: str
):
    declare(make, world)
    before = scores(client)
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")

    refused = client.submit(page, {"points": points, "reason": reason}, 422)

    assert refused.text(f"#{field}-error") == sentence
    assert refused.value("points") == points
    assert scores(client) == before


def test_a_score_is_saved_changed_and_leads_to_the_next(client: Client, make: Make, world: World):
    declare(make, world)
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")

    following = client.follow(client.submit(page, {"points": "7,5", "reason": "Good."}))
    assert "KR-001 On time · Supplier B" in following.text("h1")
    assert "1 of 4 scored" in following.text()

    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    assert (page.value("points"), page.value("reason")) == ("7,5", "Good.")
    client.submit(page, {"points": "8", "reason": "Better."})
    with client.database.read() as session:
        mine = Score.membership_id == world.members["newcomer"].id
        score = session.exec(select(Score).where(mine)).one()
        lines = [event.subject for event in session.exec(select(Event))]
    assert (score.points, score.reason, score.version) == (Decimal(8), "Better.", 2)
    assert lines.count("KR-001 A") == 2


def test_two_windows_of_one_evaluator_do_not_overwrite_each_other(
    client: Client, make: Make, world: World
):
    declare(make, world)
    first = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    second = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    client.submit(first, {"points": "7", "reason": "From the first window."})

    stale = client.submit(second, {"points": "3", "reason": "From the second window."}, 409)

    assert "Somebody else saved this" in stale.text(".ds-alert")
    assert "From the first window." in stale.text(".ds-alert")
    assert stale.value("reason") == "From the second window."
    client.submit(stale, {})
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    assert page.value("reason") == "From the second window."


def test_nobody_scores_what_is_not_theirs(client: Client, make: Make, world: World):
    declare(make, world)

    client.get("scoring.cell", 404, slug=world.slug, code="KR-003", bid="A")
    score = {"points": "7", "reason": "Good."}
    client.post("scoring.save", score, 404, slug=world.slug, code="KR-003", bid="A")


def test_scores_are_locked_with_the_phase(client: Client, make: Make, world: World):
    declare(make, world)
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    make.move(Phase.quality_locked)
    before = scores(client)

    refused = client.submit(page, {"points": "7", "reason": "Too late."}, 403)

    assert "in the phase Quality locked" in refused.text()
    assert scores(client) == before


def test_a_missing_score_is_named_with_its_bid_and_requirement(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    with client.database.transaction() as session:
        session.connection().exec_driver_sql(
            "DELETE FROM consensus_score WHERE requirement_id IN "
            "(SELECT id FROM requirement WHERE code = 'KR-002') AND bid_id IN (SELECT bid.id FROM "
            "bid JOIN supplier ON supplier.id = bid.supplier_id WHERE supplier.code = 'B')"
        )
    client.sign_in(make.user_of(world.members["chair"]))

    refused = client.post("result.compute_again", status=400, slug=world.slug)

    assert "The result cannot be computed yet. Bid B has no score on criterion KR-002." in (
        refused.text()
    )
    assert "$" not in refused.text()
    with client.database.read() as session:
        assert len(session.exec(select(Result)).all()) == 1


def test_a_missing_price_is_named_with_its_bid(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    with client.database.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM price_answer WHERE unit_price LIKE '7%'")
    client.sign_in(make.user_of(world.members["lead"]))

    refused = client.post("result.compute_again", status=400, slug=world.slug)

    assert "cannot be computed yet. Bid A has no price for criterion P." in refused.text()


def test_a_result_is_computed_again_when_something_has_changed(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    client.sign_in(make.user_of(world.members["lead"]))
    page = client.get("result.index", slug=world.slug)
    assert not page.soup.select("main form") and "Supplier A wins" in page.text()
    with client.database.transaction() as session:
        session.connection().exec_driver_sql("UPDATE consensus_score SET points = '9'")

    page = client.get("result.index", slug=world.slug)
    assert "Something has changed since this result was computed" in page.text()
    shown = client.follow(client.submit(page, {}))

    assert "The result is computed and stored." in shown.text()
    assert "Something has changed" not in shown.text()
    with client.database.read() as session:
        assert len(session.exec(select(Result)).all()) == 2


def test_every_number_of_the_result_opens_to_its_parts(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    client.sign_in(make.user_of(world.members["lead"]))

    page = client.get("result.index", slug=world.slug)

    for bid in ("A", "B"):
        for code in ("P", "K", "K1"):
            assert page.soup.select_one(f"details #{bid}-{code}"), f"{bid} {code}"
    assert "7,654,321.07 kr" in page.text("#A-P") and "Evaluated price:" in page.text("#A-P")
    assert "AGREED-ALL" in page.text("#A-K1") and "OWN-TWO" in page.text("#A-K1")
    assert page.text("#A-K1 .linked").startswith("KR-001 On time: 1.7321 points × 60.0 %")
