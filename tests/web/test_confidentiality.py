"""Prices, scores and answers reach nobody before their time, in whatever form."""

import json

import pytest
from factories import Make
from pages import Client
from sqlmodel import select
from worlds import AGREED, ANSWERED, OWN, POINTS, PRICES, whole

from procurement.access import Permission
from procurement.domain import Event, Phase, Role
from procurement.evaluation import verify

from .walks import RESULTS, SHEETS, Visit, Walk

SCORING = ("scoring.index", "scoring.cell")


@pytest.fixture(scope="module")
def texts(walk: Walk) -> list[tuple[Visit, str]]:
    """Return what can be read in each answer."""
    return [(visit, visit.text) for visit in walk.visits]


def showing(texts: list[tuple[Visit, str]], marks: tuple[str, ...]) -> list[Visit]:
    return [visit for visit, text in texts if any(mark in text for mark in marks)]


def seen_in(visits: list[Visit]) -> set[str]:
    return {v.path.rpartition("/")[2] if "." in v.path else v.endpoint for v in visits}


def test_prices_reach_only_those_who_may_read_the_result(texts: list[tuple[Visit, str]]):
    found = showing(texts, PRICES)

    assert not [str(visit) for visit in found if not visit.may(Permission.read_result)]
    assert seen_in(found) >= {"result.index", "bunt.json", *RESULTS, SHEETS[0]}


def test_no_scoring_page_shows_a_price_or_the_score_of_somebody_else(
    texts: list[tuple[Visit, str]],
):
    pages = [(visit, text) for visit, text in texts if visit.endpoint in SCORING]

    for visit, text in pages:
        others = [mark for name, mark in OWN.items() if name != visit.role]
        assert not [mark for mark in (*PRICES, *others, AGREED) if mark in text], str(visit)
    assert sum(OWN["chair"] in text for _visit, text in pages) > 5


def test_scores_of_others_reach_only_those_who_may_read_them(texts: list[tuple[Visit, str]]):
    for name, mark in OWN.items():
        found = showing(texts, (mark,))
        strangers = [visit for visit in found if not _may_read_scores_of(visit, name)]
        assert not [str(visit) for visit in strangers]
        assert seen_in(found) >= {f"poengark-{name}.xlsx", "result.index"}


def _may_read_scores_of(visit: Visit, name: str) -> bool:
    own = visit.role == name and visit.may(Permission.read_own_scores)
    return own or visit.may(Permission.read_all_scores) or visit.may(Permission.read_result)


def test_points_of_others_are_as_confidential_as_their_reasons(texts: list[tuple[Visit, str]]):
    for name, points in POINTS.items():
        found = showing(texts, (points.replace(".", ""),))
        assert not [str(visit) for visit in found if not _may_read_scores_of(visit, name)]
        assert found


def test_agreed_scores_reach_only_those_who_may_read_them(texts: list[tuple[Visit, str]]):
    found = showing(texts, (AGREED,))

    for visit in found:
        assert visit.may(Permission.read_all_scores) or visit.may(Permission.read_result), visit
    assert seen_in(found) >= {"requirements.answers", "result.index", *RESULTS}


def test_answers_reach_only_those_who_may_read_them(texts: list[tuple[Visit, str]]):
    found = showing(texts, (ANSWERED,))

    assert not [str(visit) for visit in found if not visit.may(Permission.read_answers)]
    assert seen_in(found) >= {"requirements.answers", "scoring.cell"}


def test_nothing_confidential_is_logged(walk: Walk):
    logged = [line for part in walk.refusals for line in part.logged]

    for mark in (*PRICES, *OWN.values(), AGREED, ANSWERED):
        assert not [line for line in (*walk.log, *logged) if mark in line]
    assert logged


def test_the_log_of_scoring_and_computing_holds_no_points_and_no_price(make: Make, client: Client):
    world = whole(make, Phase.bids_in)
    client.sign_in(make.user_of(world.members["evaluator"]))
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    client.submit(page, {"points": "9.8765", "reason": "SECRET-REASON"})

    with client.database.read() as session:
        lines = [f"{event.subject} {event.action}" for event in session.exec(select(Event))]
    assert "KR-001 A score_saved" in lines
    for mark in (*PRICES, "9.8765", "SECRET-REASON"):
        assert not [line for line in lines if mark in line]


def test_an_error_shows_nothing_of_what_it_is_about(
    make: Make, client: Client, caplog: pytest.LogCaptureFixture
):
    world = whole(make, Phase.price_open)
    client.sign_in(make.user_of(world.members["lead"]))
    with client.database.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM price_answer")
        session.connection().exec_driver_sql("UPDATE result SET bundle = '{\"broken\": 7654321'")

    page = client.get("result.index", 500, slug=world.slug)

    assert "Reference" in page.text() and "7654321" not in page.response.text
    assert "Something went wrong on our side. Nothing was saved." in page.text()
    assert "Traceback" in caplog.text and "Traceback" not in page.response.text
    assert f"reference {page.text().split('Reference: ')[1][:8]}" in caplog.text
    assert "7654321" not in caplog.text


def test_the_opened_bids_cannot_be_tried_before_they_are_opened(walk: Walk):
    tried = [visit for visit in walk.visits if visit.path.endswith("?bids=opened")]

    assert {v.status for v in tried} == {200}
    for visit in tried:
        shown = b"Supplier A" in visit.body
        assert shown == visit.may(Permission.read_result), str(visit)


def test_whoever_has_not_declared_sees_no_bid(make: Make, client: Client):
    world = whole(make, Phase.bids_in)
    with client.database.transaction() as session:
        session.connection().exec_driver_sql("DELETE FROM impartiality_declaration")
    client.sign_in(make.user_of(world.members["evaluator"]))

    refused = client.get("requirements.answers", 403, slug=world.slug, code="KR-001")
    page = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")
    overview = client.get("scoring.index", slug=world.slug)

    assert ANSWERED not in refused.response.text + page.response.text + overview.response.text
    assert "Declare your impartiality" in refused.text() and "Declare your" in overview.text()


def test_a_bundle_holds_what_it_needs_and_nobody_s_name(make: Make, client: Client):
    world = whole(make, Phase.price_open)
    client.sign_in(make.user_of(world.members["price_officer"]))

    answer = client.get("result.bundle", slug=world.slug)

    bundle = json.loads(answer.response.text)
    assert [bid["price"] for bid in bundle["bids"]] == ["7654321.07", "8765432.07"]
    assert not [name for name in (*Role, "Person", "example") if name in answer.response.text]
    assert verify(bundle) == ()
    assert verify(bundle | {"title": "Another"}) != ()
