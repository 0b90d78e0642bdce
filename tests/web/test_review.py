"""Comments, rounds and triage: what is saved, what is refused, what is kept."""

from datetime import date, timedelta
from typing import Any

import pytest
from factories import Make
from pages import Client, check_part
from sqlmodel import select
from worlds import World, whole

from procurement.domain import (
    Action,
    Comment,
    Disposition,
    Event,
    Phase,
    ReviewRound,
)
from procurement.services.review.comments import CommentDraft, add_comment


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def only(client: Client, table: Any, **values: Any) -> Any:
    with client.database.read() as session:
        return session.exec(select(table).filter_by(**values)).one()


def sign_in(client: Client, make: Make, world: World, name: str) -> None:
    client.sign_in(make.user_of(world.members[name]))


PLACES = [
    ("requirements.show", "comments.requirement", "KR-001", "KR-001"),
    ("needs.show", "comments.need", "B-01", "B-01"),
    ("approvals.chapter", "comments.chapter", "1", "1 Payroll"),
]


@pytest.mark.parametrize(("card", "endpoint", "code", "about"), PLACES)
def test_a_comment_is_made_from_the_page_of_its_thing(
    client: Client, world: World, card: str, endpoint: str, code: str, about: str
):
    form = client.get(card, slug=world.slug, code=code).soup.select_one("#comments form")
    assert form is not None and form["action"] == client.address(
        endpoint, slug=world.slug, code=code
    )

    sent = client.post(
        endpoint, {"text": "Too <b>vague</b>.", "round": "1"}, slug=world.slug, code=code
    )
    shown = client.follow(sent)

    assert "Too <b>vague</b>." in shown.text("#comments") and "Saved" in shown.text(".saved")
    comment = only(client, Comment, code="M-002")
    assert comment.about == about and comment.round_id is not None
    assert f"{about} (M-002)" == only(client, Event, action=Action.comment_added).subject


@pytest.mark.parametrize(("card", "endpoint", "code", "about"), PLACES)
def test_a_comment_that_is_refused_keeps_what_was_typed(
    client: Client, world: World, card: str, endpoint: str, code: str, about: str
):
    typed = {"text": "x" * 8001, "round": "1"}

    page = client.post(endpoint, typed, 422, slug=world.slug, code=code)

    assert page.text("#text-error") == "At most 8000 characters."
    assert page.value("text") == typed["text"] and about in page.text("h1")
    page = client.post(endpoint, {"text": " ", "round": "7"}, 422, slug=world.slug, code=code)
    assert "Fill in this field." in page.text(".ds-error-summary")


def test_a_part_of_the_card_is_the_same_as_the_whole(client: Client, world: World):
    path = client.address("comments.on_requirement", slug=world.slug, code="KR-001")
    asked = {"HX-Request": "true", "HX-Request-Type": "partial"}
    data = {"csrf_token": client.token(), "text": "In place.", "round": "0"}

    part = client.http.post(path, data=data, headers=asked)

    check_part(part.text, path, client.app)
    assert part.status_code == 200 and "<html" not in part.text
    assert "In place." in part.text and "Saved" in part.text
    refused = client.http.post(path, data=data | {"text": ""}, headers=asked)
    check_part(refused.text, path, client.app)
    assert refused.status_code == 422 and "Fill in this field." in refused.text


def test_whoever_may_not_comment_sees_no_form(client: Client, make: Make, world: World):
    sign_in(client, make, world, "observer")

    for card, endpoint, code, _about in PLACES:
        assert not client.get(card, slug=world.slug, code=code).soup.select("#comments form")
        client.get(endpoint, slug=world.slug, code=code)
        client.post(endpoint, {"text": "No."}, 403, slug=world.slug, code=code)


def test_a_round_is_opened_changed_and_closed(client: Client, world: World):
    due = date.today() + timedelta(days=7)
    typed = {"name": "Market", "kind": "market", "due": due.isoformat(), "note": "What is dear?"}
    opened = client.follow(client.submit(client.get("rounds.new", slug=world.slug), typed))
    assert "The round is open." in opened.text(".saved") and "What is dear?" in opened.text()

    edit = client.get("rounds.edit", slug=world.slug, code=2)
    assert (edit.value("name"), edit.value("due")) == ("Market", due.isoformat())
    changed = client.follow(client.submit(edit, {"name": "Market, again"}))
    stale = client.submit(edit, {"name": "Mine"}, 409)
    assert "Market, again" in stale.text(".ds-alert") and stale.value("name") == "Mine"

    assert "Market, again" in changed.text("h1")
    closed = client.follow(client.submit(changed, {}))
    assert "The round is closed." in closed.text(".saved") and "Closed by lead@" in closed.text()
    assert not closed.soup.select("main form")
    client.post("rounds.close", {"version": "9"}, 409, slug=world.slug, code=2)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Fill in this field."),
        ("due", "in a week", "Write the date like 2026-12-31."),
        ("due", "2020-01-01", "The due date is in the past."),
        ("kind", "rumour", "Invalid Choice: could not coerce."),
        ("baseline", "7", "Not a valid choice."),
        ("note", "x" * 8001, "At most 8000 characters."),
    ],
)
def test_a_round_that_is_not_in_order_is_refused_beside_the_field(
    client: Client, world: World, field: str, value: str, sentence: str
):
    typed = {"name": "Kept", "kind": "internal"} | {field: value}

    page = client.submit(client.get("rounds.new", slug=world.slug), typed, 422)

    assert page.text(f"#{field}-error") == sentence
    assert page.value("name") == typed["name"]
    with client.database.read() as session:
        assert len(session.exec(select(ReviewRound)).all()) == 1


def test_what_is_missing_before_a_round_closes_is_listed_with_links(client: Client, world: World):
    page = client.get("rounds.show", slug=world.slug, code=1)
    assert "1 comment lacks an answer" in page.text()
    here = client.address("triage.show", slug=world.slug, code="M-001", round=1, state="open")
    assert here in page.links()

    refused = client.post("rounds.close", {"version": "1"}, 403, slug=world.slug, code=1)
    assert "1 comments lack a disposition" in refused.text()


def test_triage_goes_on_to_the_next_that_lacks_an_answer(client: Client, make: Make, world: World):
    lead = make.work(world.members["lead"])
    for _each in range(2):
        add_comment(lead, world.requirements[1], CommentDraft("More.", 1))
    make.session.commit()
    page = client.get("triage.show", slug=world.slug, code="M-001", state="open")

    assert [button["data-key"] for button in page.soup.select("[data-key]")] == list("012345")
    sent = client.submit(page, {"disposition": "accepted", "reason": "Good."})
    assert sent.location.endswith("/merknader/M-002?state=open")
    last = client.submit(
        client.get("triage.show", slug=world.slug, code="M-003"), {"disposition": "noted"}
    )
    assert last.location.endswith("/merknader/M-002")
    client.submit(
        client.get("triage.show", slug=world.slug, code="M-002"), {"disposition": "noted"}
    )

    comment = only(client, Comment, code="M-001")
    assert (comment.disposition, comment.disposition_reason) == (Disposition.accepted, "Good.")
    listed = client.get(f"/anskaffelser/{world.slug}/merknader/?state=accepted")
    assert "M-001" in listed.text("tbody") and "M-002" not in listed.text("tbody")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"disposition": "rejected"}, "reason", "Give the reason why it is not accepted."),
        ({"disposition": "duplicate"}, "duplicate_of", "Say which comment said it before."),
        (
            {"disposition": "duplicate", "duplicate_of": "m-001"},
            "duplicate_of",
            "A comment cannot repeat itself.",
        ),
        ({"disposition": "maybe"}, "disposition", "Invalid Choice: could not coerce."),
        ({"reason": "x" * 8001}, "reason", "At most 8000 characters."),
    ],
)
def test_a_disposition_that_is_not_in_order_is_refused_beside_the_field(
    client: Client, world: World, typed: dict[str, str], field: str, sentence: str
):
    page = client.get("triage.show", slug=world.slug, code="M-001")

    refused = client.submit(page, {"reason": ""} | typed, 422)

    assert refused.text(f"#{field}-error") == sentence
    assert only(client, Comment, code="M-001").disposition is None


def test_a_stale_disposition_is_shown_beside_the_saved_one(client: Client, world: World):
    page = client.get("triage.show", slug=world.slug, code="M-001")
    client.submit(page, {"disposition": "noted", "reason": "Theirs."})

    stale = client.submit(page, {"disposition": "accepted", "reason": "Mine."}, 409)

    assert "Theirs." in stale.text(".ds-alert") and stale.value("reason") == "Mine."
    client.submit(stale, {})
    assert only(client, Comment, code="M-001").disposition_reason == "Mine."


HOSTILE = ["<script>alert(1)</script>", '=HYPERLINK("x")', '"><img src=x onerror=alert(1)>']


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_say_is_shown_as_text(client: Client, world: World, text: str):
    typed = {"name": text, "kind": "internal", "note": text}
    client.submit(client.get("rounds.new", slug=world.slug), typed)
    client.post(
        "comments.on_requirement", {"text": text, "round": "2"}, slug=world.slug, code="KR-001"
    )
    page = client.get("triage.show", slug=world.slug, code="M-002")
    client.submit(page, {"disposition": "rejected", "reason": text})

    for path in ("runder/", "runder/2", "merknader/", "merknader/M-002", "krav/KR-001"):
        page = client.get(f"/anskaffelser/{world.slug}/{path}")
        assert text in page.text() and not page.soup.select("main img, main script")
    for kind in ("docx", "xlsx"):
        name = f"merknader-runde-2.{kind}"
        assert client.get("documents.show", slug=world.slug, name=name).response.data
