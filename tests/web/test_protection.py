"""What comes from elsewhere, is too large or cannot be stored is refused with a sentence."""

from pathlib import Path

import pytest
from factories import Make
from flask import Flask
from pages import HEADERS, Client, app_on
from sqlmodel import select
from worlds import World, whole

from procurement.app import create_app
from procurement.config import Settings
from procurement.db import Database
from procurement.domain import Need, Phase

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
}


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def needs(client: Client) -> int:
    with client.database.read() as session:
        return len(session.exec(select(Need)).all())


TYPED = {"code": "B-50", "statement": "Sent.", "area": "A", "kind": "need", "priority": "low"}


@pytest.mark.parametrize("token", [None, "", "made-up"])
def test_a_form_without_its_token_is_refused(client: Client, world: World, token: str | None):
    path = client.address("needs.new", slug=world.slug)
    fields = TYPED | ({} if token is None else {"csrf_token": token})

    page = client.checked(client.http.post(path, data=fields), path, 400)

    assert "The form could not be confirmed" in page.text()
    assert needs(client) == 2


def test_a_token_of_somebody_else_is_refused(client: Client, world: World):
    stranger = Client(client.app)
    path = client.address("needs.new", slug=world.slug)

    response = client.http.post(path, data=TYPED | {"csrf_token": stranger.token()})

    client.checked(response, path, 400)
    assert needs(client) == 2


@pytest.mark.parametrize("site", ["cross-site", "same-site", "nonsense"])
def test_a_form_from_another_site_is_refused_even_with_its_token(
    client: Client, world: World, site: str
):
    path = client.address("needs.new", slug=world.slug)
    fields = TYPED | {"csrf_token": client.token()}

    response = client.http.post(path, data=fields, headers={"Sec-Fetch-Site": site})

    page = client.checked(response, path, 403)
    assert "The form was sent from another site and was not accepted." in page.text()
    assert needs(client) == 2


@pytest.mark.parametrize("site", ["same-origin", "none"])
def test_a_form_from_here_is_accepted(client: Client, world: World, site: str):
    path = client.address("needs.new", slug=world.slug)
    fields = TYPED | {"csrf_token": client.token()}

    response = client.http.post(path, data=fields, headers={"Sec-Fetch-Site": site})

    client.checked(response, path, 302)
    assert needs(client) == 3


def test_a_link_from_another_site_is_followed(client: Client, world: World):
    path = client.address("needs.index", slug=world.slug)

    response = client.http.get(path, headers={"Sec-Fetch-Site": "cross-site"})

    client.checked(response, path, 200)


@pytest.mark.parametrize("field", ["statement", "file"])
def test_what_is_too_large_is_refused(client: Client, world: World, field: str):
    path = client.address("needs.new", slug=world.slug)
    fields = TYPED | {"csrf_token": client.token(), field: "x" * (13 * 2**20)}

    page = client.checked(client.http.post(path, data=fields), path, 413)

    assert "larger than 12 MB" in page.text() and page.text("h1") == "Too large"
    assert needs(client) == 2


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE"])
def test_other_kinds_of_request_are_refused(client: Client, world: World, method: str):
    path = client.address("needs.index", slug=world.slug)

    response = client.http.open(path, method=method, data={"csrf_token": client.token()})

    client.checked(response, path, 405)


def answers(client: Client, slug: str) -> dict[str, tuple[int, dict[str, str]]]:
    """Return status and headers of one answer of each kind."""
    paths = {
        "page": f"/anskaffelser/{slug}/",
        "redirect": "/",
        "missing": "/nothing",
        "refused": f"/anskaffelser/{slug}/vurdering/",
        "download": f"/anskaffelser/{slug}/dokumenter/kravspesifikasjon.xlsx",
        "static": "/static/kravspor.css",
        "missing static": "/static/nothing.css",
        "slash": f"/anskaffelser/{slug}",
    }
    got = {kind: client.http.get(path) for kind, path in paths.items()}
    got["unconfirmed"] = client.http.post("/sprak")
    got["options"] = client.http.open("/logg-inn", method="OPTIONS")
    for response in got.values():
        response.close()
    return {kind: (r.status_code, dict(r.headers)) for kind, r in got.items()}


def test_every_kind_of_answer_carries_the_headers(client: Client, world: World):
    found = answers(client, world.slug)

    assert {kind: status for kind, (status, _headers) in found.items()} == {
        "page": 200,
        "redirect": 302,
        "missing": 404,
        "refused": 403,
        "download": 200,
        "static": 200,
        "missing static": 404,
        "slash": 308,
        "unconfirmed": 400,
        "options": 200,
    }
    for kind, (_status, headers) in found.items():
        assert set(HEADERS) <= set(headers), kind
        assert "Server" not in headers and "X-Powered-By" not in headers
        policy = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
        assert policy == (POLICY if kind != "download" else {"sandbox", "default-src 'none'"})
        cached = "max-age" in headers["Cache-Control"]
        assert cached == (kind == "static"), kind
    assert "attachment" in found["download"][1]["Content-Disposition"]


def test_a_cookie_is_out_of_reach_of_scripts_and_of_other_sites(make: Make, client: Client):
    make.member(user=make.user("pass", email="lead@buyer.example"))
    page = client.get("account.sign_in")
    answer = client.submit(page, {"email": "lead@buyer.example", "password": "pass"})

    for line in answer.response.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in line and "SameSite=Lax" in line and "Path=/" in line, line


@pytest.fixture
def public_app(sqlite: Database) -> Flask:
    """Return the application as it runs behind a proxy, under its name only."""
    settings = Settings(sqlite.url, "only-for-tests", https=True, trusted_hosts=("erp.example",))
    return create_app(settings, sqlite)


def test_behind_a_proxy_everything_is_bound_to_https(public_app: Flask, make: Make):
    make.member(user=make.user("pass", email="lead@buyer.example"))
    http = public_app.test_client()
    base = {"base_url": "https://erp.example"}
    page = http.get("/logg-inn", **base)
    token = page.text.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
    fields = {"csrf_token": token, "email": "lead@buyer.example", "password": "pass"}
    headers = {"Referer": "https://erp.example/logg-inn"}
    answer = http.post("/logg-inn", data=fields, headers=headers, **base)

    assert answer.status_code == 302
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    cookies = answer.headers.getlist("Set-Cookie") + page.headers.getlist("Set-Cookie")
    assert any(line.startswith("__Host-kravspor=") for line in cookies)
    assert all("Secure" in line for line in cookies)


@pytest.mark.parametrize("path", ["/logg-inn", "/", "/nothing", "/static/kravspor.css"])
def test_another_host_name_is_refused_with_a_page(public_app: Flask, path: str):
    answer = public_app.test_client().get(path, base_url="https://evil.example")

    assert answer.status_code == 400
    assert "evil.example" not in answer.text
    assert set(HEADERS) <= set(answer.headers.keys())


def test_a_database_that_cannot_be_opened_is_a_page_with_one_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
):
    database = Database(f"sqlite:///{tmp_path / 'gone' / 'kravspor.db'}")
    (tmp_path / "gone").rmdir()
    client = Client(app_on(database))
    client.http.set_cookie("kravspor", "some-token")

    for path in ("/anskaffelser/", "/anskaffelser/some-procurement/krav/", "/"):
        page = client.get(path, 503)
        assert "The database cannot be reached just now. Try again shortly." in page.text()
    assert "unable to open database file" in caplog.text
    client.http.delete_cookie("kravspor")
    client.get("account.sign_in")


@pytest.mark.parametrize("table", ["answer", "need", "requirement", "user_session"])
def test_a_table_that_is_gone_in_the_middle_is_a_page_too(client: Client, make: Make, table: str):
    world = whole(make)
    client.sign_in(make.user_of(world.members["chair"]))
    with client.database.writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(f"DROP TABLE {table}")
        connection.commit()

    page = client.get("requirements.answers", 503, slug=world.slug, code="KR-001")

    assert "The database lacks tables that Kravspor needs." in page.text()
