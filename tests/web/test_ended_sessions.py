"""A session that ends while somebody writes: nothing typed is lost."""

from datetime import timedelta

import pytest
from factories import PASSWORD, Make
from pages import Client
from sqlmodel import select
from worlds import whole

from procurement.domain import Phase, Role, User, UserSession
from procurement.services.sign_in import hash_password
from procurement.services.work import now

EMAIL = "lead@buyer.example"


@pytest.fixture
def user(make: Make) -> User:
    """Return a user with a password and a role."""
    return make.user_of(make.member(Role.lead, make.user(PASSWORD, email=EMAIL)))


def change_sessions(client: Client, **ages: timedelta) -> None:
    """Let every session have begun or been used so long ago."""
    with client.database.transaction() as session:
        for held in session.exec(select(UserSession)):
            for name, age in ages.items():
                setattr(held, name, now() - age)


def test_what_was_typed_survives_a_session_that_ended(client: Client, make: Make):
    world = whole(make, Phase.drafting)
    client.sign_in(make.user_of(make.member(Role.lead, make.user(PASSWORD, email=EMAIL))))
    form = client.get("needs.new", slug=world.slug)
    typed = {"code": "B-77", "statement": "Typed for <b>an hour</b>.", "area": "Payroll & more"}
    change_sessions(client, last_seen=timedelta(hours=2))

    asked = client.submit(form, typed, 401)
    assert "What you typed is kept" in asked.text()
    wrong = client.submit(asked, {"email": EMAIL, "password": "wrong"}, 422)
    resumed = client.submit(wrong, {"email": EMAIL, "password": PASSWORD}, 200)
    assert "Typed for <b>an hour</b>." in resumed.text()
    saved = client.submit(resumed, {})

    need = client.follow(saved)
    assert "Typed for <b>an hour</b>." in need.text() and "B-77" in need.text("h1")


def test_a_score_survives_a_session_that_ended_and_a_new_form_token(client: Client, make: Make):
    world = whole(make, Phase.bids_in)
    user = make.user_of(world.members["evaluator"])
    user.password_hash = hash_password(PASSWORD)
    make.session.commit()
    client.sign_in(user)
    form = client.get("scoring.cell", slug=world.slug, code="KR-002", bid="B")
    client.http.delete_cookie("kravspor")
    client.http.delete_cookie("kravspor-form")

    asked = client.submit(form, {"points": "6,5", "reason": "Typed for an hour."}, 401)
    resumed = client.submit(asked, {"email": user.email, "password": PASSWORD}, 200)
    client.submit(resumed, {})

    page = client.get("scoring.cell", slug=world.slug, code="KR-002", bid="B")
    assert (page.value("points"), page.value("reason")) == ("6,5", "Typed for an hour.")


def test_a_password_is_never_kept(client: Client, user: User):
    page = client.submit(client.get("account.sign_in"), {"email": EMAIL, "password": "s3cret"}, 422)

    assert "s3cret" not in page.response.text
