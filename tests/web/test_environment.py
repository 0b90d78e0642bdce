"""The rule on climate and environment beside the weights, by the date of the notice."""

from datetime import date

import pytest
from factories import Make
from pages import Client, Page
from sqlmodel import select
from worlds import World, whole

from procurement.domain import (
    CriterionKind,
    EnvironmentGround,
    EvaluationModel,
    Phase,
    Procurement,
)

FORM = "#environment form"


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft with a fifth of weight on environment, in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    make.criterion("25", code="M", name="Climate", kind=CriterionKind.environment, position=2)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def send(client: Client, page: Page, status: int = 302, **typed: str) -> Page:
    form = page.soup.select_one(FORM)
    assert form is not None
    fields = {str(tag["name"]): str(tag.get("value", "")) for tag in form.select("input[name]")}
    fields |= {"ground": "", "reasons": page.value("reasons")} | typed
    response = client.http.post(str(form["action"]), data=fields)
    return client.checked(response, str(form["action"]), status)


def test_the_weight_is_measured_against_the_rule_of_the_date(client: Client, world: World):
    page = client.get("criteria.index", slug=world.slug)
    assert "weighs 20.0 %, less than the 30 %" in page.text("#environment-rule")
    assert "Notices from 1 July 2026" in page.text("#environment-rule")

    page = client.follow(send(client, page, notice_date="2026-06-30", ground="combined"))
    assert "Notices until 30 June 2026" in page.text("#environment-rule")
    assert page.text("#environment-rule .ds-tag") == "Below the rule"

    reasons = "Hosting is most of it <&> 😀"
    page = client.follow(
        send(client, page, notice_date="2026-07-01", ground="combined", reasons=reasons)
    )
    assert page.text("#environment-rule .ds-tag") == "Below the rule, with a ground"
    assert page.value("reasons") == reasons
    with client.database.read() as session:
        model, here = (session.exec(select(t)).one() for t in (EvaluationModel, Procurement))
    assert (model.notice_date, model.environment_ground) == (
        date(2026, 7, 1),
        EnvironmentGround.combined,
    )
    assert here.environment_justification == reasons


def test_the_sentence_follows_weights_that_are_not_saved(client: Client, world: World):
    typed = {"weight-P": "30", "weight-K": "40", "weight-M": "30"}

    page = client.post("criteria.preview", typed, 200, slug=world.slug)

    assert page.text("#environment-rule .ds-tag") == "At or above the rule"
    assert "30 + 40 + 30 = 100" in page.text("tfoot").replace("  ", " ")


def test_a_date_that_is_none_is_refused_beside_the_field(client: Client, world: World):
    page = client.get("criteria.index", slug=world.slug)

    refused = send(client, page, 422, notice_date="15.02.2027")

    assert refused.text("#notice_date-error").startswith("Type the date as year")
    assert refused.value("notice_date") == "15.02.2027"


def test_reasons_that_somebody_else_wrote_are_not_overwritten(client: Client, world: World):
    page = client.get("criteria.index", slug=world.slug)
    with client.database.transaction() as session:
        session.exec(select(Procurement)).one().environment_justification = "Theirs"

    stale = send(client, page, 409, reasons="Mine")

    assert stale.value("reasons") == "Mine"
    assert "Somebody else saved this" in stale.text()


def test_a_procurement_without_criteria_has_a_page(client: Client, make: Make):
    make.procurement()
    client.sign_in(make.user_of(make.member()))

    page = client.get("criteria.index", slug=make.here.slug)

    assert "weighs 0.0 %" in page.text("#environment-rule")
