"""Simulation and sign-off over HTTP: quick answers, progress, stopping, and standing behind it."""

from typing import Any

import pytest
from factories import Make
from pages import Client, Page
from sealable import make_sealable
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Action, Criterion, Event, ModelSignOff, Phase, Role
from procurement.services.runs import Run, Runs
from procurement.services.sealing import seal_by_two
from procurement.services.simulation import SimulationDraft


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def start(client: Client, world: World, status: int = 302, **typed: Any) -> Page:
    return client.post("simulation.start", {"draws": "10000"} | typed, status, slug=world.slug)


def runs(client: Client) -> Runs:
    found: Runs = client.app.extensions["runs"]
    return found


def test_a_quick_simulation_is_there_when_the_page_comes_back(client: Client, world: World):
    page = client.follow(start(client, world, points="5", price_percent="30"))

    assert "of 10,000 draws Good is first" in page.text("#run .verdict")
    assert "standard error" in page.text("#run") and "±" in page.text("#run svg")
    assert page.value("points") == "5"
    assert [row.get_text(" ", strip=True) for row in page.soup.select("#run tbody tr")]


def test_weights_are_simulated_too(client: Client, world: World):
    page = client.follow(start(client, world, doubt="all_weights"))

    assert "were equally likely" in page.text("#run .verdict")
    assert "66.7 %" in page.text("#run svg") or "66." in page.text("#run svg")


def test_what_makes_no_sense_is_refused_beside_its_field(client: Client, world: World):
    faults = {
        "points": "-1",
        "price_percent": "91",
        "weight_points": "0",
        "seed": "x",
        "draws": "12",
        "doubt": "all",
    }

    refused = start(client, world, 422, **faults)

    for field in ("points", "price_percent", "weight_points", "seed", "draws"):
        assert refused.text(f"#{field}-error"), field
    assert refused.value("points") == "-1"
    assert len(refused.soup.select(".ds-error-summary li")) == len(faults)


def test_a_long_one_shows_how_far_it_is_and_is_stopped(client: Client, make: Make, world: World):
    lead = world.members["lead"]
    run = Run((make.here.id, lead.user_id), {"draft": SimulationDraft(), "names": {}}, 1_000_000)
    run.done = 250_000
    runs(client).keep(run)
    path = client.address("model_test.index", slug=world.slug) + f"?run={run.identity}"
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}

    assert "250,000 of 1,000,000 draws" in client.checked(client.http.get(path), path).text("#run")
    part = client.http.get(f"{path}&part=run", headers=headers)
    assert "250,000 of 1,000,000 draws" in " ".join(part.text.split()) and "<h1" not in part.text

    run.finished.set()
    client.post("simulation.stop", {"run": run.identity}, slug=world.slug)
    assert run.stopping.is_set()
    part = client.http.get(f"{path}&part=run", headers=headers)
    assert "Stopped after 250,000" in part.text


def test_the_run_of_somebody_else_is_not_found(client: Client, make: Make, world: World):
    run = runs(client).keep(Run((make.here.id, make.user().id), {}, 10))

    path = client.address("model_test.index", slug=world.slug) + f"?run={run.identity}"

    assert not client.checked(client.http.get(path), path).soup.select("#run")
    client.post("simulation.stop", {"run": run.identity}, 404, slug=world.slug)
    assert not run.stopping.is_set()


def test_real_prices_are_simulated_only_by_those_who_may_see_them(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    client.sign_in(make.user_of(world.members["contact"]))

    page = client.follow(start(client, world, bids="opened"))

    assert "Supplier A" not in page.text()


def sign(client: Client, page: Page, status: int = 302, **typed: str) -> Page:
    form = page.soup.select_one("#sign-off form")
    assert form is not None
    fields = {str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[name]")}
    path = str(form["action"])
    return client.checked(client.http.post(path, data=fields | typed), path, status)


def signatures(client: Client) -> list[ModelSignOff]:
    with client.database.read() as session:
        return list(session.exec(select(ModelSignOff)))


def test_the_model_is_signed_and_the_signature_grows_old(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)
    assert page.text("#sign-off .ds-tag") == "Not signed"

    reason = "Tried <four> bids & saw 66.7 % 😀"
    page = client.follow(sign(client, page, reason=reason, notes="The third price."))

    assert page.text("#sign-off .ds-tag") == "Signed"
    assert reason in page.text("#sign-off") and not page.soup.select("#sign-off form")
    (row,) = signatures(client)
    assert row.digest == page.text("#sign-off .digest") and row.frozen_at is None
    with client.database.read() as session:
        assert session.exec(select(Event).where(Event.action == Action.model_signed)).one()

    with client.database.transaction() as session:
        session.exec(select(Criterion).where(Criterion.code == "P")).one().weight += 1
    page = client.get("model_test.index", slug=world.slug)
    assert page.text("#sign-off .ds-tag") == "Outdated"
    assert "Changed since: the weights of P." in page.text("#sign-off")
    assert page.soup.select("#sign-off form")


def test_a_reason_is_asked_for_and_what_was_typed_is_kept(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)

    refused = sign(client, page, 422, reason=" ", notes="Known.")

    assert refused.text("#reason-error") == "Fill in this field."
    assert refused.value("notes") == "Known."
    assert not signatures(client)


def test_a_model_that_changed_while_it_was_read_is_not_signed(client: Client, world: World):
    page = client.get("model_test.index", slug=world.slug)
    with client.database.transaction() as session:
        session.exec(select(Criterion).where(Criterion.code == "P")).one().weight += 1

    stale = sign(client, page, 409, reason="Right.")

    assert "was changed while you were reading" in stale.text(".ds-alert")
    assert stale.value("reason") == "Right."
    assert not signatures(client)


def test_sealing_freezes_the_signature_of_the_model_that_is_sealed(client: Client, make: Make):
    make.procurement(Phase.review)
    requirement = make.requirement(make.need([make.quote()]))
    make.judge(requirement, make.criterion("100"))
    make_sealable(make)
    lead = make.member()
    client.sign_in(make.user_of(lead))
    page = client.get("model_test.index", slug=make.here.slug)
    client.follow(sign(client, page, reason="Right."))
    work = make.work(lead)

    seal_by_two(work, make.work(make.member(Role.chair)))
    make.session.commit()

    assert [row.frozen_at is not None for row in signatures(client)] == [True]
    page = client.get("model_test.index", slug=make.here.slug)
    assert page.text("#sign-off .ds-tag") == "Signed and frozen"
