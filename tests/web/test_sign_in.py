"""Signing in and out: what a cookie is worth, for how long, and to whom."""

import hashlib
import re
from datetime import timedelta

import pytest
from factories import PASSWORD, Make
from pages import Client, Page
from sqlmodel import col, func, select
from worlds import whole

from procurement.domain import Action, Event, Role, SignInAttempt, User, UserSession
from procurement.services.sign_in import hash_password
from procurement.services.work import now

EMAIL = "lead@buyer.example"
TRIES = 10


@pytest.fixture
def user(make: Make) -> User:
    """Return a user with a password and a role."""
    return make.user_of(make.member(Role.lead, make.user(PASSWORD, email=EMAIL)))


def sign_in(client: Client, status: int = 302, **typed: str) -> Page:
    page = client.get("account.sign_in")
    return client.submit(page, {"email": EMAIL, "password": PASSWORD} | typed, status)


def change_sessions(client: Client, **ages: timedelta) -> None:
    """Let every session have begun or been used so long ago."""
    with client.database.transaction() as session:
        for held in session.exec(select(UserSession)):
            for name, age in ages.items():
                setattr(held, name, now() - age)


def test_whoever_signs_in_comes_to_the_procurements(client: Client, user: User):
    page = client.follow(sign_in(client))

    assert page.path == "/anskaffelser/"
    assert user.name in page.text(".top")
    assert client.get("/", 302).location == "/anskaffelser/"


def test_an_address_is_read_without_case_and_spaces(client: Client, user: User):
    sign_in(client, email="  LEAD@buyer.example ")


def test_a_wrong_password_is_said_beside_the_field(client: Client, user: User):
    page = sign_in(client, 422, password="wrong")

    assert page.text("#password-error") == "The e-mail or the password is wrong."
    assert page.value("email") == EMAIL
    assert page.value("password") == ""
    client.get("account.procurements", 401)


def test_an_unknown_address_is_answered_like_a_wrong_password(client: Client, user: User):
    known = sign_in(client, 422, password="wrong")
    unknown = sign_in(client, 422, email="nobody@buyer.example")

    assert unknown.text("main form") == known.text("main form")


@pytest.mark.parametrize("field", ["email", "password"])
def test_a_blank_field_is_said_beside_it(client: Client, user: User, field: str):
    page = sign_in(client, 422, **{field: ""})

    assert page.text(f"#{field}-error") == "Fill in this field."


def test_after_ten_wrong_passwords_even_the_right_one_has_to_wait(client: Client, user: User):
    for _try in range(TRIES):
        page = sign_in(client, 422, password="wrong")
        assert "wrong" in page.text("#password-error")

    page = sign_in(client, 422)
    assert page.text("#password-error") == "Too many attempts. Wait 15 minutes and try again."

    with client.database.transaction() as session:
        for attempt in session.exec(select(SignInAttempt)):
            attempt.at = now() - timedelta(minutes=16)
    sign_in(client)


def test_others_do_not_have_to_wait(client: Client, user: User, make: Make):
    make.user(PASSWORD, email="other@buyer.example")
    for _try in range(TRIES):
        sign_in(client, 422, password="wrong")

    sign_in(client, email="other@buyer.example")


def test_what_happens_at_the_door_is_logged_without_passwords(client: Client, user: User):
    sign_in(client, 422, password="a wrong password")
    sign_in(client)

    with client.database.read() as session:
        events = session.exec(select(Event).order_by(col(Event.at))).all()
    assert [(event.actor, event.action) for event in events] == [
        (EMAIL, Action.sign_in_refused),
        (EMAIL, Action.signed_in),
    ]
    assert "password" not in str([event.subject for event in events])


def test_a_cookie_is_worth_nothing_after_signing_out(client: Client, user: User):
    sign_in(client)
    cookie = client.http.get_cookie("kravspor")
    assert cookie is not None
    client.get("account.procurements")

    answer = client.post("account.sign_out")

    assert answer.response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.http.get_cookie("kravspor") is None
    client.http.set_cookie("kravspor", cookie.value)
    client.get("account.procurements", 401)


def test_signing_in_again_gives_another_token_and_leaves_the_other_browser_alone(
    client: Client, user: User
):
    other = Client(client.app)
    tokens = []
    for browser in (client, other):
        sign_in(browser)
        cookie = browser.http.get_cookie("kravspor")
        assert cookie is not None
        tokens.append(cookie.value)
    client.post("account.sign_out")

    assert len(set(tokens)) == 2 and min(map(len, tokens)) >= 40
    other.get("account.procurements")


def test_a_token_from_before_signing_in_is_not_taken_over(client: Client, user: User):
    client.http.set_cookie("kravspor", "chosen-by-somebody-else")
    sign_in(client)

    cookie = client.http.get_cookie("kravspor")
    assert cookie is not None and cookie.value != "chosen-by-somebody-else"


def test_only_the_digest_of_a_token_is_stored(client: Client, user: User):
    token = client.sign_in(user)

    with client.database.read() as session:
        held = session.exec(select(UserSession)).one()
    assert held.token_sha256 == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(held)


def test_passwords_are_stored_slow_to_guess(user: User):
    assert re.match(r"\$argon2id\$v=19\$m=19456,t=2,p=1\$", user.password_hash)
    assert PASSWORD not in user.password_hash
    assert hash_password(PASSWORD) != user.password_hash


@pytest.mark.parametrize(
    ("ages", "status"),
    [
        ({"last_seen": timedelta(minutes=59)}, 200),
        ({"last_seen": timedelta(minutes=61)}, 401),
        ({"created": timedelta(hours=11, minutes=59)}, 200),
        ({"created": timedelta(hours=12, minutes=1)}, 401),
    ],
)
def test_a_session_ends_when_idle_and_after_a_working_day(
    client: Client, user: User, ages: dict[str, timedelta], status: int
):
    client.sign_in(user)
    change_sessions(client, **ages)

    client.get("account.procurements", status)


def test_using_a_session_keeps_it_alive(client: Client, user: User):
    client.sign_in(user)
    change_sessions(client, last_seen=timedelta(minutes=50))
    client.get("account.procurements")

    with client.database.read() as session:
        held = session.exec(select(UserSession)).one()
    assert now() - held.last_seen < timedelta(minutes=1)


def test_somebody_who_is_no_longer_active_is_out_at_once(client: Client, user: User):
    client.sign_in(user)
    client.get("account.procurements")
    with client.database.transaction() as session:
        session.exec(select(User)).one().is_active = False

    client.get("account.procurements", 401)
    sign_in(client, 422)


def test_a_role_that_is_taken_away_is_gone_at_once(client: Client, make: Make):
    world = whole(make)
    client.sign_in(make.user_of(world.members["chair"]))
    client.get("result.index", slug=world.slug)
    world.members["chair"].role = Role.contact
    make.session.commit()

    client.get("result.index", 403, slug=world.slug)


AWAY = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\x0b/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "evil.example",
    "",
]


@pytest.mark.parametrize("target", AWAY)
def test_signing_in_leads_nowhere_else(client: Client, user: User, target: str):
    assert sign_in(client, next=target).location == "/anskaffelser/"


@pytest.mark.parametrize("target", AWAY)
def test_choosing_a_language_leads_nowhere_else(client: Client, target: str):
    assert (
        client.post("account.choose_language", {"language": "nn", "next": target}).location == "/"
    )


@pytest.mark.parametrize("target", AWAY)
def test_what_was_typed_is_offered_to_no_other_site(client: Client, user: User, target: str):
    assert sign_in(client, next=target, kept='[["code", "B-01"]]').location == "/anskaffelser/"


@pytest.mark.parametrize("kept", ["{", "[1]", '[["a"]]', "null", "7", "[" * 100_000])
def test_what_was_kept_can_be_nonsense(client: Client, user: User, kept: str):
    page = sign_in(client, 200, next="/anskaffelser/joint-erp/behov/nytt", kept=kept)

    assert page.text("h1") == "Go on where you were"


def test_signing_in_leads_to_the_page_that_was_asked_for(client: Client, make: Make):
    world = whole(make)
    make.member(Role.observer, make.user(PASSWORD, email=EMAIL))

    asked = client.get("needs.index", 401, slug=world.slug, kind="risk")
    answer = client.submit(asked, {"email": EMAIL, "password": PASSWORD})

    assert answer.location == f"/anskaffelser/{world.slug}/behov/?kind=risk"
    assert client.follow(answer).text("h1") == "Needs"


def test_a_language_is_remembered_in_the_browser_and_with_the_user(client: Client, user: User):
    client.sign_in(user)
    assert client.get("account.procurements").soup.html["lang"] == "en"

    client.post("account.choose_language", {"language": "nn", "next": "/anskaffelser/"})
    assert client.get("account.procurements").soup.html["lang"] == "nn"

    elsewhere = Client(client.app, language="")
    elsewhere.sign_in(user)
    assert elsewhere.get("account.procurements").soup.html["lang"] == "nn"
    assert elsewhere.get("/nothing", 404).soup.html["lang"] == "nb"


def test_a_language_that_is_not_there_changes_nothing(client: Client, user: User):
    client.sign_in(user)
    client.post("account.choose_language", {"language": "xx"})

    assert client.get("account.procurements").soup.html["lang"] == "en"
    with client.database.read() as session:
        assert session.exec(select(User.language)).one() == "en"


def test_the_language_of_one_visitor_is_not_that_of_the_next(client: Client, user: User):
    norwegian = Client(client.app, language="nb")
    client.get("account.sign_in")

    page = norwegian.checked(norwegian.http.post("/logg-inn", data={}), "/logg-inn", 400)

    assert page.soup.html["lang"] == "nb"


def test_nobody_signs_in_while_the_lock_of_a_writer_is_held_by_a_password(
    client: Client, user: User, make: Make
):
    """A slow password does not keep others from writing: each try opens its own transaction."""
    sign_in(client, 422, password="wrong")
    make.need()

    with client.database.read() as session:
        assert session.exec(select(func.count()).select_from(SignInAttempt)).one() == 1
