"""Needs, requirements, links and weights: what is saved, what is refused, what is kept."""

from typing import Any

import pytest
from factories import Make
from pages import Client
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Action, Event, Need, Phase, Requirement
from procurement.services.sealing import seal_by_two


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def only(client: Client, table: Any, **values: Any) -> Any:
    with client.database.read() as session:
        return session.exec(select(table).filter_by(**values)).one()


def change(client: Client, table: Any, code: str, **values: Any) -> None:
    """Let somebody else save a change."""
    with client.database.transaction() as session:
        row = session.exec(select(table).where(table.code == code)).one()
        for name, value in values.items():
            setattr(row, name, value)


def test_a_need_is_added_with_its_quotes_and_logged(client: Client, world: World):
    page = client.get("needs.new", slug=world.slug)
    assert page.value("code") == "B-03"

    typed = {"statement": "Short.", "area": "Payroll", "quote_codes": ["SRC-1-1", "SRC-1-2"]}
    shown = client.follow(client.submit(page, typed))

    assert "B-03" in shown.text("h1") and "Nobody has used this." in shown.text()
    assert "Saved" in shown.text(".saved")
    assert only(client, Event, action=Action.need_added).subject == "B-03"


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", "", "Fill in this field."),
        ("code", "B-01", "The code B-01 is already in use."),
        ("code", "B/1", "Write the code like B-07."),
        ("code", "nytt", "Write the code like B-07."),
        ("code", "B-" + "1" * 20, "At most 20 characters."),
        ("statement", "   ", "Fill in this field."),
        ("statement", "x" * 1001, "At most 1000 characters."),
        ("area", "", "Fill in this field."),
        ("kind", "rumour", "Invalid Choice: could not coerce."),
        ("quote_codes", ["SRC-9"], "'SRC-9' is not a valid choice for this field."),
    ],
)
def test_a_need_that_is_not_in_order_is_refused_beside_the_field(
    client: Client, world: World, field: str, value: Any, sentence: str
):
    typed = {"statement": "Kept as typed.", "area": "Payroll"} | {field: value}

    page = client.submit(client.get("needs.new", slug=world.slug), typed, 422)

    assert page.text(f"#{field}-error") == sentence
    assert sentence in page.text(".ds-error-summary")
    if field != "statement":
        assert page.value("statement") == "Kept as typed."
    with client.database.read() as session:
        assert len(session.exec(select(Need)).all()) == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", "KR-002", "The code KR-002 is already in use."),
        ("code", "kr-1", "Write the code like KR-014."),
        ("statement", "", "Fill in this field."),
        ("deviation", "", "Choose what a deviation from this minimum requirement means."),
        ("chapter_id", "00000000-0000-0000-0000-000000000000", "Not a valid choice."),
    ],
)
def test_a_requirement_that_is_not_in_order_is_refused_beside_the_field(
    client: Client, world: World, field: str, value: str, sentence: str
):
    typed = {"statement": "Kept.", "requirement_class": "minimum", "deviation": "may_reject"}

    page = client.submit(
        client.get("requirements.new", slug=world.slug), typed | {field: value}, 422
    )

    assert page.text(f"#{field}-error") == sentence
    assert page.value("statement") == ("" if field == "statement" else "Kept.")
    with client.database.read() as session:
        assert len(session.exec(select(Requirement)).all()) == 3


def test_a_requirement_is_added_and_changed(client: Client, world: World):
    page = client.get("requirements.new", slug=world.slug)
    assert page.value("code") == "KR-004"
    typed = {"statement": "The system shall add.", "requirement_class": "information"}
    shown = client.follow(client.submit(page, typed))
    assert "The system shall add." in shown.text()

    page = client.get("requirements.edit", slug=world.slug, code="KR-004")
    shown = client.follow(client.submit(page, {"statement": "The system shall count."}))

    assert "The system shall count." in shown.text()
    assert only(client, Requirement, code="KR-004").version == 2
    assert only(client, Event, action=Action.requirement_changed).subject == "KR-004"


def test_a_requirement_under_a_criterion_stays_evaluated(client: Client, world: World):
    page = client.get("requirements.edit", slug=world.slug, code="KR-001")

    page = client.submit(page, {"requirement_class": "information"}, 422)

    assert "Take it out of the criterion first" in page.text("#requirement_class-error")


STALE = [
    ("needs.edit", Need, "B-01", "statement"),
    ("needs.edit", Need, "B-01", "area"),
    ("requirements.edit", Requirement, "KR-001", "statement"),
    ("requirements.edit", Requirement, "KR-001", "answer_instruction"),
]


@pytest.mark.parametrize(("endpoint", "table", "code", "field"), STALE)
def test_a_stale_text_is_shown_beside_the_saved_one_and_can_be_saved_again(
    client: Client, world: World, endpoint: str, table: Any, code: str, field: str
):
    page = client.get(endpoint, slug=world.slug, code=code)
    change(client, table, code, **{field: "Saved by the other."})

    stale = client.submit(page, {field: "Typed by me <i>&</i>."}, 409)

    compared = stale.text(".ds-alert")
    assert "Saved by the other." in compared and "Typed by me <i>&</i>." in compared
    assert "Somebody else saved this" in stale.text()
    assert stale.value(field) == "Typed by me <i>&</i>."
    assert getattr(only(client, table, code=code), field) == "Saved by the other."

    shown = client.follow(client.submit(stale, {}))
    stored = only(client, table, code=code)
    assert getattr(stored, field) == "Typed by me <i>&</i>."
    assert stored.version == 3
    assert "Typed by me <i>&</i>." in shown.text()


@pytest.mark.parametrize(("endpoint", "table", "code", "field"), STALE[::2])
def test_a_form_without_its_version_saves_over_nobody(
    client: Client, world: World, endpoint: str, table: Any, code: str, field: str
):
    page = client.get(endpoint, slug=world.slug, code=code)
    fields = {"version": "", field: "Typed by me."}

    client.submit(page, fields, 409)

    assert only(client, table, code=code).version == 1


def test_saving_without_a_change_asks_for_no_new_version(client: Client, world: World):
    page = client.get("needs.edit", slug=world.slug, code="B-01")

    client.submit(page, {})

    assert only(client, Need, code="B-01").version == 1


def test_a_need_is_linked_once_with_a_reason_and_unlinked(client: Client, world: World):
    form = client.get("traces.need", slug=world.slug, code="KR-001")
    refused = client.submit(form, {"need": "B-02", "reason": " "}, 422)
    assert refused.text("#reason-error") == "Fill in this field."

    shown = client.follow(client.submit(refused, {"need": "B-02", "reason": "It must."}))
    assert "B-02" in shown.text() and "Reason: It must." in shown.text()
    again = client.submit(form, {"need": "B-02", "reason": "It must."}, 422)
    assert again.text("#need-error") == "The requirement is already linked to B-02."

    ask = client.get("traces.unlink", slug=world.slug, code="KR-001", need_code="B-02")
    shown = client.follow(client.submit(ask, {}))
    assert "It must." not in shown.text()
    client.submit(ask, {}, 404)


def test_a_link_that_is_not_there_cannot_be_removed(client: Client, world: World):
    client.get("traces.unlink", 404, slug=world.slug, code="KR-001", need_code="B-02")
    client.get("traces.unlink", 404, slug=world.slug, code="KR-001", need_code="X-9")


def test_a_share_is_changed_and_a_bad_one_refused(client: Client, world: World):
    form = client.get("traces.criterion", slug=world.slug, code="KR-001")
    assert (form.value("criterion"), form.value("share")) == ("", "60")

    for share in ("", "101", "-1", "much"):
        page = client.submit(form, {"share": share}, 422)
        assert "Type a number from 0 to 100" in page.text("#share-error")
        assert page.value("share") == share
    shown = client.follow(client.submit(form, {"share": "62,5"}))

    assert "62.5 % of the criterion" in shown.text()


HOSTILE = ["<script>alert(1)</script>", '=HYPERLINK("x")', '"><img src=x onerror=alert(1)>', "'"]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_shown_as_text(client: Client, world: World, text: str):
    need = {"statement": text, "area": text, "code": "B-09"}
    page = client.follow(client.submit(client.get("needs.new", slug=world.slug), need))
    assert text in page.text() and not page.soup.select("main img, main script")

    requirement = dict.fromkeys(("statement", "title", "legal_basis"), text)
    requirement |= {"code": "KR-009", "requirement_class": "information"}
    form = client.get("requirements.new", slug=world.slug)
    page = client.follow(client.submit(form, requirement))
    assert text in page.text("h1")
    link = client.get("traces.need", slug=world.slug, code="KR-009")
    client.submit(link, {"need": "B-09", "reason": text})

    for endpoint in ("needs.index", "requirements.index", "quality.index", "home.index"):
        page = client.get(endpoint, slug=world.slug)
        assert not page.soup.select("main img, main script")
    found = client.get("search.index", slug=world.slug, q=text)
    assert text in found.text("h1") and "KR-009" in found.text()


def test_sealing_freezes_a_baseline_once_nothing_is_missing(client: Client, make: Make):
    world = whole(make, Phase.review)
    client.sign_in(make.user_of(world.members["lead"]))
    plan = client.get("procurement.show", slug=world.slug)
    assert "Next phase: Sealed" in plan.text() and "No baseline yet" in plan.text()

    ask = client.follow(client.get("procurement.phase", 302, slug=world.slug, target="sealed"))
    assert "Two people seal the documents" in ask.text()
    seal_by_two(make.work(world.members["lead"]), make.work(world.members["chair"]))
    make.session.commit()

    shown = client.get("procurement.show", slug=world.slug)
    assert "sha256:" in shown.text(".digest") and "No baseline yet" not in shown.text()
    client.get("needs.new", 403, slug=world.slug)


def test_sealing_is_refused_with_everything_that_is_missing(client: Client, make: Make):
    world = whole(make, Phase.review)
    make.requirement(code="KR-050")
    client.sign_in(make.user_of(world.members["lead"]))

    ask = client.get("sealing.show", slug=world.slug)
    assert "KR-050 is evaluated but stands under no criterion." in ask.text()
    assert not ask.soup.select("main form")
    refused = client.post("sealing.propose", {}, 403, slug=world.slug)
    assert "KR-050 is evaluated but stands under no criterion." in refused.text()
    path = {"slug": world.slug, "target": "sealed"}
    alone = client.post("procurement.phase", {"version": "1"}, 403, **path)
    assert "Sealing takes two people." in alone.text()
