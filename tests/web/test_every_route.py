"""Every page says who may have it, and nobody else gets it."""

from collections import Counter

import pytest
from factories import Make
from pages import Client, gist
from sqlmodel import col, select
from worlds import whole

from procurement.access import Permission
from procurement.domain import Action, Event, Phase, Role

from .walks import PROTOCOL, RESULTS, SHEETS, Visit, Walk, forms_of, named, pages_of

PUBLIC = {
    "account.start",
    "account.sign_in",
    "account.sign_out",
    "account.choose_language",
    "account.accessibility",
}


def test_every_route_declares_who_may_have_it(client: Client):
    declared = {
        rule.endpoint: getattr(client.app.view_functions[rule.endpoint], "permission", None)
        for rule in client.app.url_map.iter_rules()
        if rule.endpoint != "static"
    }

    assert {e for e, permission in declared.items() if permission == "public"} == PUBLIC
    assert {e for e, permission in declared.items() if permission == "signed in"} == {
        "account.procurements"
    }
    inside = {e: p for e, p in declared.items() if e.partition(".")[0] != "account"}
    assert len(inside) > 25
    assert not {e for e, permission in inside.items() if not isinstance(permission, Permission)}


def test_everything_but_the_account_lies_inside_a_procurement(client: Client):
    outside = {r.endpoint for r in client.app.url_map.iter_rules() if "slug" not in r.arguments}

    assert outside == PUBLIC | {"static", "account.procurements"}


def test_each_role_gets_in_each_phase_what_the_tables_say(walk: Walk):
    wrong = [str(visit) for visit in walk.visits if visit.status != _expected(visit)]

    assert not wrong
    assert {(visit.role, visit.phase) for visit in walk.visits} == {
        (role, phase) for role in Role for phase in Phase
    }
    assert Counter(visit.status for visit in walk.visits)[200] > 1000
    assert Counter(visit.status for visit in walk.visits)[403] > 500


def _expected(visit: Visit) -> int:
    if not visit.may(visit.permission):
        return 403
    needed = _needed(visit)
    if needed is not None and not visit.may(needed):
        return 403
    if visit.endpoint in ("previews.file", "previews.page") and not _is_previewed(visit):
        return 404
    if visit.path.endswith("/sprak/godta"):
        return 404  # without words there is nothing to accept
    if visit.endpoint == "addenda.show" and visit.role != Role.lead:
        return 404  # it is a draft
    if visit.endpoint == "procurement.phase" and visit.phase != Phase.drafting:
        return 404  # the walk asks for the hearing, which only follows the draft
    return 200


def _needed(visit: Visit) -> Permission | None:
    """Return what a closed document asks for on top of the page."""
    name = named(visit.path)
    if name in RESULTS:
        return Permission.read_result
    if name == PROTOCOL:
        return Permission.read_log
    if name in SHEETS:
        own = name == f"poengark-{visit.role}.xlsx"
        return Permission.read_own_scores if own else Permission.read_all_scores
    return None


def _is_previewed(visit: Visit) -> bool:
    """Return True for what the lead made; sheets with prices are for those who made them."""
    name = named(visit.path)
    is_sheet = name.startswith("poengark-")
    return name in (*RESULTS, *SHEETS) and (visit.role == Role.lead or not is_sheet)


def test_a_page_that_is_refused_says_so_and_shows_nothing_of_it(walk: Walk):
    refused = [visit for visit in walk.visits if visit.status == 403]

    assert all(b"You may not do this" in visit.body for visit in refused)
    assert not [str(visit) for visit in refused if b"The system shall" in visit.body]


def test_a_form_that_is_refused_stores_nothing_but_the_refusal(walk: Walk):
    assert sum(len(part.statuses) for part in walk.refusals) > 500
    for part in walk.refusals:
        assert set(part.statuses.values()) <= {403}, part
        assert not part.stored, part
        assert len(part.logged) == len(part.statuses), part
        assert all("access_denied" in line for line in part.logged), part


def test_whoever_is_no_member_finds_nothing(client: Client, make: Make):
    world = whole(make)
    client.sign_in(make.user())
    token = client.token()

    for _endpoint, path in pages_of(client, world.slug):
        page = client.checked(client.http.get(path), path, 404)
        assert world.slug not in page.text("main")
    for _endpoint, path in forms_of(client, world.slug):
        client.checked(client.http.post(path, data={"csrf_token": token}), path, 404)


def test_a_member_of_another_procurement_finds_nothing(client: Client, make: Make):
    other, mine = whole(make), whole(make)
    client.sign_in(make.user_of(mine.members["lead"]))

    for _endpoint, path in pages_of(client, other.slug):
        assert client.http.get(path).status_code == 404, path


def test_whoever_is_not_signed_in_is_asked_to_sign_in(client: Client, make: Make):
    world = whole(make)
    token = client.token()

    for _endpoint, path in pages_of(client, world.slug):
        page = client.checked(client.http.get(path), path, 401)
        assert page.text("h1") == "Sign in"
    for _endpoint, path in forms_of(client, world.slug):
        client.checked(client.http.post(path, data={"csrf_token": token}), path, 401)


def test_a_refused_page_is_in_the_log_with_who_and_what(client: Client, make: Make):
    world = whole(make, Phase.drafting)
    client.sign_in(make.user_of(world.members["observer"]))

    client.get("scoring.index", 403, slug=world.slug)
    client.get("needs.new", 403, slug=world.slug)
    client.post("criteria.save", status=403, slug=world.slug)

    with client.database.read() as session:
        wanted = select(Event).where(Event.action == Action.access_denied).order_by(col(Event.at))
        lines = [(event.actor, event.subject) for event in session.exec(wanted)]
    here = f"/anskaffelser/{world.slug}"
    assert lines == [
        (f"observer@{world.slug}.example", f"read_own_scores {here}/vurdering/"),
        (f"observer@{world.slug}.example", f"edit_needs {here}/behov/nytt"),
        (f"observer@{world.slug}.example", f"edit_model {here}/kriterier/"),
    ]


def test_an_unknown_address_is_not_found(client: Client, make: Make):
    world = whole(make)
    client.sign_in(make.user_of(world.members["chair"]))

    for path in ("/nothing", "/anskaffelser/nothing/", f"/anskaffelser/{world.slug}/nothing"):
        assert client.get(path, 404).text("h1") == "Not found"
    for endpoint in ("needs.show", "requirements.show", "sources.show", "sources.quote"):
        client.get(endpoint, 404, slug=world.slug, code="X-99")
    client.get("criteria.show", 404, slug=world.slug, code="X9")
    client.get("documents.show", 404, slug=world.slug, name="secret.docx")
    client.get("scoring.cell", 404, slug=world.slug, code="KR-001", bid="Z")
    client.get("static", 404, filename="nothing.css")


@pytest.mark.parametrize("target", ["nothing", "decided", "drafting"])
def test_a_phase_that_cannot_follow_is_not_found(client: Client, make: Make, target: str):
    world = whole(make, Phase.drafting)
    client.sign_in(make.user_of(world.members["lead"]))

    client.get("procurement.phase", 404, slug=world.slug, target=target)


NONSENSE = ("", "²", "x" * 9000, "9" * 5000, "-1", "<b>&\"'", "=1+1", "\x00")
POSTERS = [
    (Phase.drafting, Role.lead),
    (Phase.bids_in, Role.evaluator),
    (Phase.price_open, Role.chair),
]


@pytest.mark.parametrize(("phase", "role"), POSTERS)
def test_no_form_breaks_on_nothing_or_on_nonsense(
    client: Client, make: Make, phase: Phase, role: Role
):
    world = whole(make, phase)
    client.sign_in(make.user_of(world.members[role]))
    token, answers = client.token(), Counter[int]()

    for _endpoint, path in forms_of(client, world.slug):
        names = _names_in(client, path)
        for value in (None, *NONSENSE):
            fields = {} if value is None else dict.fromkeys(names, value)
            response = client.http.post(path, data=fields | {"csrf_token": token})
            assert response.status_code < 500, f"{path} with {value!r:.20}: {gist(response)}"
            answers[response.status_code] += 1
    assert answers[422] > 5 or role == Role.chair


def _names_in(client: Client, path: str) -> set[str]:
    """Return the names of all fields on a page, and those that the scripts and macros know."""
    page = client.checked(client.http.get(path), path)
    names = {str(tag["name"]) for tag in page.soup.select("main [name]")}
    return names - {"csrf_token"} | {"version", "points", "reason", "language", "next"}


QUERIES = ("page=²", "page=-1", "page=" + "9" * 5000, "chapter=x", "class=x", "sort=x", "bids=x")


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query[:12])
def test_no_page_breaks_on_a_query_that_makes_no_sense(client: Client, make: Make, query: str):
    world = whole(make)
    client.sign_in(make.user_of(world.members["lead"]))

    for part in ("quality", "needs", "requirements", "participants", "model_test"):
        path = client.address(f"{part}.index", slug=world.slug)
        client.checked(client.http.get(f"{path}?{query}"), path, 200)


@pytest.mark.parametrize("text", ["%00", "%ED%A0%80", "%F0%9F", "..%2F..%2Fetc%2Fpasswd"])
def test_no_address_breaks_on_odd_characters(client: Client, make: Make, text: str):
    world = whole(make)
    client.sign_in(make.user_of(world.members["lead"]))
    here = f"/anskaffelser/{world.slug}"

    for path in (f"{here}/krav/{text}", f"{here}/dokumenter/{text}", f"/anskaffelser/{text}/"):
        assert client.checked(client.http.get(path), path).status in (400, 404)
    path = f"{here}/sok/?q={text}"
    assert client.checked(client.http.get(path), path).status in (200, 400)
