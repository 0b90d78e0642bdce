"""Needs on their pages: merged, parted, linked to requirements from both sides."""

from typing import Any

import pytest
from factories import Make
from pages import Client
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Need, NeedRequirement, Phase, Revision

LIKE = "Payroll must be in time, every month."


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft with two needs that say nearly the same; the working group is signed in."""
    made = whole(make, Phase.drafting)
    make.need(code="B-03", statement=LIKE, area="<Payroll> & pay")
    client.sign_in(make.user_of(made.members["working_group"]))
    return made


def only(client: Client, table: Any, **values: Any) -> Any:
    with client.database.read() as session:
        return session.exec(select(table).filter_by(**values)).one()


def test_needs_that_say_the_same_are_found_merged_and_parted(client: Client, world: World):
    pairs = client.get("merging.alike_needs", slug=world.slug)
    [compare] = [a for a in pairs.links("tbody a") if "slaa-sammen" in a]
    form = client.get(compare)
    assert "B-03" in form.text() and "B-02" not in form.text("#other")

    shown = client.follow(client.submit(form, {"stands": "this", "why": "Twice <the> same."}))

    assert "Merged from B-03" in shown.text() and "Twice <the> same." in shown.text()
    listed = client.get("needs.index", slug=world.slug).text("tbody")
    assert "B-01" in listed and "B-03" not in listed
    assert "B-03" in client.get(f"/anskaffelser/{world.slug}/behov/?state=merged").text("tbody")
    merged = client.get("needs.show", slug=world.slug, code="B-03")
    assert "This need is merged into B-01" in merged.text()
    client.get("needs.edit", 409, slug=world.slug, code="B-03")
    client.get("merging.merge", 409, slug=world.slug, code="B-03")

    back = client.follow(client.submit(merged, {}))
    assert "B-03 is taken out of B-01." in back.text(".saved")
    assert "merged into" not in back.text("main dl")
    client.post("merging.part", status=404, slug=world.slug, code="B-03")


def test_the_other_need_may_be_the_one_that_stands(client: Client, world: World):
    form = client.get("merging.merge", slug=world.slug, code="B-01")

    client.submit(form, {"other": "B-03", "stands": "other"})

    assert only(client, Need, code="B-01").merged_into_id == only(client, Need, code="B-03").id
    page = client.get("requirements.show", slug=world.slug, code="KR-001")
    assert "B-03" in page.text(".linked") and "B-01" not in page.text(".linked")


@pytest.mark.parametrize(
    ("other", "sentence"),
    [("", "Choose the need that says the same."), ("B-99", "There is no need B-99 here.")],
)
def test_a_merge_without_another_need_is_refused(
    client: Client, world: World, other: str, sentence: str
):
    form = client.get("merging.merge", slug=world.slug, code="B-01")

    page = client.submit(form, {"other": other, "why": "Kept."}, 422)

    assert page.text("#other-error") == sentence and page.value("why") == "Kept."


def test_a_search_finds_needs_that_are_not_alike(client: Client, world: World):
    path = client.address("merging.merge", slug=world.slug, code="B-01")

    page = client.get(f"{path}?text=rests")

    assert "B-02" in page.text("#other") and "B-03" not in page.text("#other")


def test_a_requirement_is_linked_to_a_need_with_a_reason(client: Client, world: World):
    path = client.address("need_traces.link", slug=world.slug, code="B-02")
    form = client.get(f"{path}?text=KR-002")
    refused = client.submit(form, {"requirement": "KR-002", "reason": " "}, 422)
    assert refused.text("#reason-error") == "Fill in this field."
    assert refused.soup.select_one("#requirement input[checked]") is not None

    shown = client.follow(client.submit(refused, {"reason": "Because <it> does."}))

    assert "KR-002" in shown.text(".linked") and "Because <it> does." in shown.text()
    again = client.submit(form, {"requirement": "KR-002", "reason": "Again."}, 422)
    assert "already linked to KR-002" in again.text("#requirement-error")


def test_a_reason_is_changed_from_the_need(client: Client, world: World):
    page = client.get("need_traces.edit", slug=world.slug, code="B-01", requirement_code="KR-001")
    assert page.value("reason") == "It helps."
    client.submit(page, {"reason": "Theirs."})

    stale = client.submit(page, {"reason": "Mine."}, 409)
    assert "Theirs." in stale.text(".ds-alert") and stale.value("reason") == "Mine."
    shown = client.follow(client.submit(stale, {}))

    assert "Reason: Mine." in shown.text()
    client.get("need_traces.edit", 404, slug=world.slug, code="B-02", requirement_code="KR-001")


def test_a_link_is_removed_from_the_need(client: Client, world: World):
    ask = client.get("need_traces.unlink", slug=world.slug, code="B-01", requirement_code="KR-003")

    client.follow(client.submit(ask, {}))

    with client.database.read() as session:
        assert len(session.exec(select(NeedRequirement)).all()) == 2


def test_two_who_change_different_things_of_a_need_both_get_their_way(client: Client, world: World):
    page = client.get("needs.edit", slug=world.slug, code="B-01")
    client.submit(page, {"area": "Theirs", "quote_codes": ["SRC-1-1", "SRC-1-2"]})

    client.follow(client.submit(page, {"statement": "Mine.", "quote_codes": []}))

    need = only(client, Need, code="B-01")
    assert (need.area, need.statement, need.version) == ("Theirs", "Mine.", 3)
    shown = client.get("needs.show", slug=world.slug, code="B-01")
    assert [q.get_text() for q in shown.soup.select(".quote footer a")] == ["SRC-1-2"]
    with client.database.read() as session:
        kept = session.exec(select(Revision).where(Revision.code == "B-01")).all()
    assert [revision.number for revision in kept] == [1, 2, 3]


def test_a_code_is_used_once(client: Client, world: World):
    page = client.get("needs.edit", slug=world.slug, code="B-03")
    client.submit(page, {"code": "B-77"})

    form = client.get("needs.new", slug=world.slug)
    assert form.value("code") == "B-78"
    refused = client.submit(form, {"code": "B-03", "statement": "x", "area": "A"}, 422)

    assert "has been the code of another need" in refused.text("#code-error")
