"""Approval by chapter, what must be looked at again, and what waits on Home."""

from typing import Any

import pytest
from factories import Make
from pages import Client
from sqlmodel import select
from worlds import World, whole

from procurement.domain import (
    Chapter,
    NeedRequirement,
    Phase,
    Requirement,
    RequirementStatus,
    RoundKind,
)
from procurement.services.review.rounds import RoundDraft, open_round


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


def test_what_waits_for_approval_is_approved_from_the_chapter(client: Client, world: World):
    chapter = client.get("approvals.chapter", slug=world.slug, code="1")
    sent = client.follow(client.submit(chapter, {}))
    assert "3 requirements are in review." in sent.text(".saved")

    one = client.http.post(
        client.address("approvals.approve", slug=world.slug, code="KR-002"),
        data={"csrf_token": client.token(), "version": "2", "chapter": "1"},
    )
    assert one.headers["Location"].endswith("/gjennomgang/1#KR-002")
    assert (
        "KR-002 is approved." in client.get("approvals.chapter", slug=world.slug, code="1").text()
    )
    with client.database.transaction() as session:
        row = session.exec(select(Requirement).where(Requirement.code == "KR-003")).one()
        row.statement = "Changed meanwhile."
    done = client.follow(client.submit(sent, {}))

    assert "1 requirement is approved." in done.text(".saved")
    assert "Changed while you read, so look again: KR-003." in done.text(".saved")
    assert only(client, Requirement, code="KR-001").status is RequirementStatus.approved
    assert only(client, Requirement, code="KR-003").status is RequirementStatus.in_review
    shown = client.get("requirements.show", slug=world.slug, code="KR-001")
    assert "Approved" in shown.text(".standing") and "Approved by Person lead@" in shown.text()
    client.post("approvals.withdraw", slug=world.slug, code="KR-001")
    assert only(client, Requirement, code="KR-001").status is RequirementStatus.in_review


def test_a_chapter_that_got_another_number_is_not_acted_on(client: Client, world: World):
    page = client.get("approvals.chapter", slug=world.slug, code="1")
    form = page.soup.select_one(".page-acts form")
    assert form is not None
    stranger = {"chapter": "0" * 32, "seen": ""}

    for endpoint in ("approvals.send", "approvals.approve_chapter"):
        refused = client.post(endpoint, stranger, 409, slug=world.slug, code="1")
        assert "The chapters have been moved." in refused.text()


def test_a_chapter_is_approved_by_whoever_is_responsible(client: Client, make: Make, world: World):
    group = world.members["working_group"]
    sign_in(client, make, world, "working_group")
    page = client.get("approvals.chapter", slug=world.slug, code="1")
    assert not page.soup.select("main form[action*=godkjenn], .page-acts form")

    with client.database.transaction() as session:
        session.exec(select(Chapter)).one().responsible_id = group.id

    page = client.get("approvals.chapter", slug=world.slug, code="1")
    assert page.soup.select(".page-acts form") and "Person working_group@" in page.text(".facts")


def test_a_changed_text_is_looked_at_again_and_cleared(client: Client, world: World):
    change = client.get("requirements.edit", slug=world.slug, code="KR-001")
    client.submit(change, {"statement": "The system shall pay salaries early."})
    assert "Look again" in client.get("quality.index", slug=world.slug).text(".views")
    page = client.get("suspects.index", slug=world.slug, kind="trace")
    assert "KR-001 answers B-01" in page.text(".suspect")
    assert page.text(".suspect ins") == "early" and "on time" in page.text(".suspect del")

    typed = {"keys": page.soup.select_one("[name=keys]")["value"], "kind": "trace"}
    refused = client.post("suspects.confirm", typed, 422, slug=world.slug)
    assert refused.text("#why-error") == "Say in one sentence why it still holds."
    assert refused.soup.select("[name=keys][checked]")
    none = client.post("suspects.confirm", {"why": "Yes."}, 422, slug=world.slug)
    assert "Choose at least one." in none.text(".ds-error-summary")
    shown = client.follow(client.post("suspects.confirm", typed | {"why": "Yes."}, slug=world.slug))

    assert "1 is cleared." in shown.text(".saved") and "Nothing has changed" in shown.text()
    link = only(client, NeedRequirement, requirement_id=world.requirements[0].id)
    assert (link.checked_by, link.checked_why) == (f"lead@{world.slug}.example", "Yes.")
    again = client.follow(client.post("suspects.confirm", typed | {"why": "Yes."}, slug=world.slug))
    assert "1 could not be cleared. Look again." in again.text(".saved")


def tasks(client: Client, world: World) -> dict[str, str]:
    """Return what waits, with where each line leads."""
    page = client.get("home.index", slug=world.slug)
    return {a.get_text(): str(a["href"]) for a in page.soup.select(".tasks a")}


def test_home_says_what_waits_and_each_line_lands_on_the_place(
    client: Client, make: Make, world: World
):
    group = make.work(world.members["working_group"])
    chapter = world.requirements[0].chapter
    assert chapter is not None
    chapter.responsible_id = group.member.id
    world.requirements[1].status = RequirementStatus.in_review
    open_round(make.work(world.members["lead"]), RoundDraft("Now", RoundKind.internal))
    make.session.commit()

    here = f"/anskaffelser/{world.slug}"
    assert tasks(client, world)["1 comment has no answer."] == (
        f"{here}/merknader/M-001?state=open#disposition"
    )
    sign_in(client, make, world, "working_group")
    mine = tasks(client, world)
    assert mine["1 requirement in the chapter Payroll waits for you."] == (
        f"{here}/gjennomgang/1#KR-002"
    )
    assert mine["The round Now is open. Read, and comment."] == f"{here}/runder/2"
    for address in mine.values():
        page = client.checked(client.http.get(address), address, 200)
        if "#" in address:
            assert page.soup.select(f"#{address.partition('#')[2]}")
    assert len(mine) <= 7
