"""A day's work on each kind of database, alone and at the same time as others."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from factories import PASSWORD, Make
from pages import Client, app_on
from sqlmodel import select
from worlds import World, whole

from procurement.db import Database
from procurement.domain import Need, Phase, Result, Role, Score

WRITERS = 6


@pytest.fixture
def anywhere(database: Database) -> Client:
    """Return a browser whose application uses each kind of database."""
    return Client(app_on(database))


def writers(client: Client, make: Make, world: World, role: str) -> list[Client]:
    """Return several browsers in which the same member is signed in."""
    browsers = [Client(client.app) for _number in range(WRITERS)]
    for browser in browsers:
        browser.sign_in(make.user_of(world.members[role]))
    return browsers


def test_a_day_of_work(anywhere: Client, make_anywhere: Make):
    world = whole(make_anywhere, Phase.drafting)
    user = make_anywhere.user(PASSWORD, email="lead@buyer.example")
    make_anywhere.member(Role.lead, user)
    signed = {"email": user.email, "password": PASSWORD}
    anywhere.submit(anywhere.get("account.sign_in"), signed | {"password": "wrong"}, 422)
    anywhere.submit(anywhere.get("account.sign_in"), signed)

    need = anywhere.get("needs.new", slug=world.slug)
    anywhere.follow(anywhere.submit(need, {"statement": "New.", "area": "Payroll"}))
    weights = anywhere.get("criteria.index", slug=world.slug)
    anywhere.follow(anywhere.submit(weights, {"weight-P": "12,5", "weight-K": "87,5"}))
    share = anywhere.get("traces.criterion", slug=world.slug, code="KR-001")
    anywhere.follow(anywhere.submit(share, {"share": "62,5"}))
    for part in ("home", "needs", "requirements", "quality", "criteria", "documents", "search"):
        anywhere.get(f"{part}.index", slug=world.slug)
    anywhere.get("scoring.index", 403, slug=world.slug)

    make_anywhere.move(Phase.price_open)
    page = anywhere.get("result.index", slug=world.slug)
    anywhere.follow(anywhere.submit(page, {}))
    with anywhere.database.read() as session:
        assert len(session.exec(select(Result)).all()) == 2
    anywhere.get("documents.show", slug=world.slug, name="evalueringsrapport.pdf")


def test_a_character_that_cannot_be_stored_is_no_bug(anywhere: Client, make_anywhere: Make):
    world = whole(make_anywhere, Phase.drafting)
    anywhere.sign_in(make_anywhere.user_of(world.members["lead"]))
    form = anywhere.get("needs.new", slug=world.slug)

    anywhere.submit(form, {"statement": "a\0b", "area": "Payroll"}, 400)
    anywhere.get(f"/anskaffelser/{world.slug}/krav/%00", 400)
    anywhere.submit(anywhere.get("account.sign_in"), {"email": "a\0b", "password": "x"}, 400)


def test_one_code_for_two_at_the_same_time(anywhere: Client, make_anywhere: Make):
    world = whole(make_anywhere, Phase.drafting)
    browsers = writers(anywhere, make_anywhere, world, "lead")
    forms = [browser.get("needs.new", slug=world.slug) for browser in browsers]
    start = threading.Barrier(WRITERS)

    def add(number: int) -> int:
        browser, page = browsers[number], forms[number]
        form = {tag["name"]: tag.get("value", "") for tag in page.soup.select("main form input")}
        fields = form | {"statement": "Mine.", "area": "A", "kind": "need", "priority": "low"}
        start.wait()
        return browser.http.post(page.path, data=fields).status_code

    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = sorted(pool.map(add, range(WRITERS)))

    assert statuses[0] == 302 and set(statuses[1:]) <= {409, 422}
    with anywhere.database.read() as session:
        assert len(session.exec(select(Need).where(Need.code == "B-03")).all()) == 1


def test_nothing_that_was_acknowledged_is_overwritten(anywhere: Client, make_anywhere: Make):
    world = whole(make_anywhere, Phase.drafting)
    browsers = writers(anywhere, make_anywhere, world, "working_group")

    def append(number: int) -> int:
        """Add a mark to the text, again and again until nobody came in between."""
        browser = browsers[number]
        for tries in range(1, 100):
            page = browser.get("needs.edit", slug=world.slug, code="B-01")
            text = f"{page.value('statement')} <{number}>"
            fields = page.soup.select_one("main form input[name=csrf_token]")
            assert fields is not None
            typed = {
                "csrf_token": fields["value"],
                "version": page.value("version"),
                "code": "B-01",
                "statement": text,
                "area": "Payroll",
                "kind": "need",
                "priority": "medium",
            }
            if browser.http.post(page.path, data=typed).status_code == 302:
                return tries
        raise AssertionError("never saved")

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(append, range(WRITERS)))

    with anywhere.database.read() as session:
        stored = session.exec(select(Need).where(Need.code == "B-01")).one()
    assert stored.version == WRITERS + 1
    assert all(f"<{number}>" in stored.statement for number in range(WRITERS))


def test_one_score_from_several_windows_at_the_same_time(anywhere: Client, make_anywhere: Make):
    world = whole(make_anywhere, Phase.bids_in)
    with anywhere.database.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM score")
    browsers = writers(anywhere, make_anywhere, world, "evaluator")
    path = browsers[0].address("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    tokens = [browser.token() for browser in browsers]
    start = threading.Barrier(WRITERS)

    def save(number: int) -> int:
        fields = {"csrf_token": tokens[number], "points": "7", "reason": "Good.", "version": "0"}
        start.wait()
        return browsers[number].http.post(path, data=fields).status_code

    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = sorted(pool.map(save, range(WRITERS)))

    assert statuses == [302] + [409] * (WRITERS - 1)
    with anywhere.database.read() as session:
        assert len(session.exec(select(Score)).all()) == 1
