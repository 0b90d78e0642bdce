"""The pages of chapters, the history, filters and changes of many: what they do and say."""

from typing import Any

import pytest
from factories import Make
from pages import Client, Page
from sqlmodel import select
from worlds import World, chapter_of, whole

from procurement.domain import Action, Chapter, Event, Phase, Requirement, Role


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def rows(client: Client, table: Any, **values: Any) -> list[Any]:
    with client.database.read() as session:
        return list(session.exec(select(table).filter_by(**values)).all())


def titles(client: Client, world: World) -> list[str]:
    page = client.get("chapters.index", slug=world.slug)
    return [tag.get_text(strip=True) for tag in page.soup.select("tbody th")]


def add(client: Client, world: World, title: str, **values: str) -> Chapter:
    client.post("chapters.new", {"title": title} | values, slug=world.slug)
    found: Chapter = rows(client, Chapter, title=title)[0]
    return found


def test_chapters_are_added_renamed_moved_and_removed(client: Client, world: World):
    first = chapter_of(world.slug)
    second = add(client, world, "Second")
    inside = add(client, world, "Inside", parent_id=str(first))
    assert titles(client, world) == ["1 Payroll", "1.1 Inside", "2 Second"]

    client.post("chapters.move", {"way": "up"}, slug=world.slug, chapter=second.id)
    assert titles(client, world) == ["1 Second", "2 Payroll", "2.1 Inside"]
    page = client.get("chapters.edit", slug=world.slug, chapter=inside.id)
    client.submit(page, {"title": "Renamed <b>", "parent_id": ""})
    assert titles(client, world) == ["1 Second", "2 Payroll", "3 Renamed <b>"]
    ask = client.get("chapters.remove", slug=world.slug, chapter=inside.id)
    shown = client.follow(client.submit(ask, {}))

    assert "The chapter Renamed <b> was removed." in shown.text(".saved")
    assert titles(client, world) == ["1 Second", "2 Payroll"]


def test_a_chapter_that_is_not_empty_says_what_is_in_it(client: Client, world: World):
    ask = client.get("chapters.remove", slug=world.slug, chapter=chapter_of(world.slug))
    assert "Payroll holds 3 requirements. Move them first" in ask.text()
    assert not ask.soup.select("main form")

    refused = client.post(
        "chapters.remove", {"version": "1"}, 409, slug=world.slug, chapter=chapter_of(world.slug)
    )
    assert "Payroll holds 3 requirements." in refused.text()


def test_a_circle_and_an_empty_title_are_refused_beside_the_field(client: Client, world: World):
    here = chapter_of(world.slug)
    inside = add(client, world, "Inside", parent_id=str(here))
    page = client.get("chapters.edit", slug=world.slug, chapter=here)
    assert str(inside.id) not in page.response.text, "what cannot be chosen is not offered"

    refused = client.submit(page, {"title": " ", "parent_id": str(inside.id)}, 422)

    assert refused.text("#title-error") == "Fill in this field."
    assert refused.text("#parent_id-error") == "Not a valid choice."
    assert titles(client, world) == ["1 Payroll", "1.1 Inside"]


def test_a_title_that_somebody_else_changed_is_shown_beside_mine(client: Client, world: World):
    page = client.get("chapters.edit", slug=world.slug, chapter=chapter_of(world.slug))
    client.submit(page, {"title": "Theirs"})

    stale = client.submit(page, {"title": "Mine"}, 409)

    assert "Theirs" in stale.text(".ds-alert") and stale.value("title") == "Mine"
    client.submit(stale, {})
    assert titles(client, world) == ["1 Mine"]


def test_others_see_a_chapter_but_not_how_to_change_it(client: Client, make: Make, world: World):
    owner = make.member(Role.working_group)
    page = client.get("chapters.edit", slug=world.slug, chapter=chapter_of(world.slug))
    client.submit(page, {"responsible_id": str(owner.id)})
    other = Client(client.app)
    other.sign_in(make.user_of(world.members["working_group"]))

    listed = other.get("requirements.index", slug=world.slug)
    assert "KR-001" in listed.text() and not listed.soup.select("#KR-001 form, [data-opens]")
    refused = other.get("requirements.edit", 403, slug=world.slug, code="KR-001")
    assert "is responsible for the chapter 1 Payroll" in refused.text()
    assert not other.get("chapters.index", slug=world.slug).soup.select("tbody form")
    form = other.get("chapters.new", slug=world.slug)
    assert not form.soup.select("#responsible_id")


@pytest.mark.parametrize("way", ["", "sideways"])
def test_a_way_that_is_none_is_not_found(client: Client, world: World, way: str):
    client.post("changes.move", {"way": way}, 404, slug=world.slug, code="KR-001")
    client.post("chapters.move", {"way": way}, 404, slug=world.slug, chapter=chapter_of(world.slug))


def order(client: Client, world: World) -> list[str]:
    page = client.get("requirements.index", slug=world.slug)
    return [str(tag["id"]) for tag in page.soup.select("article.requirement")]


def test_a_requirement_is_moved_and_the_list_comes_back_as_it_was(client: Client, world: World):
    assert order(client, world) == ["KR-001", "KR-002", "KR-003"]
    path = client.address("changes.move", slug=world.slug, code="KR-003")
    fields = {"csrf_token": client.token(), "way": "up"}
    came = f"http://localhost/x?chapter={chapter_of(world.slug)}&slug=y&_external=1"

    answer = client.http.post(path, data=fields, headers={"Referer": came})

    place = answer.headers["Location"]
    assert place.startswith(f"/anskaffelser/{world.slug}/krav/?chapter=") and "#KR-003" in place
    assert order(client, world) == ["KR-001", "KR-003", "KR-002"]
    assert len(rows(client, Event, action=Action.requirement_moved)) == 1


def test_the_history_tells_who_changed_what(client: Client, world: World):
    page = client.get("requirements.edit", slug=world.slug, code="KR-001")
    client.submit(page, {"statement": "Changed <i>.", "answer_form": "degree"})

    shown = client.get("requirements.show", slug=world.slug, code="KR-001")
    assert f"Last changed by Person lead@{world.slug}" in shown.text()
    told = client.get("changes.history", slug=world.slug, code="KR-001").text()
    assert "The system shall pay salaries on time." in told and "Changed <i>." in told
    assert "Yes / later / no / extra cost" in told

    undo = {"version": shown.value("version")}
    client.post(str(shown.soup.select_one(".last-change form")["action"]), undo)  # type: ignore[index]
    assert rows(client, Requirement, code="KR-001")[0].statement != "Changed <i>."


def test_a_requirement_is_taken_out_once_and_its_code_never_comes_back(
    client: Client, world: World
):
    ask = client.get("changes.remove", slug=world.slug, code="KR-003")
    shown = client.follow(client.submit(ask, {}))
    assert "KR-003 was taken out." in shown.text(".saved")
    client.submit(ask, {}, 404)

    form = client.get("requirements.new", slug=world.slug)
    assert form.value("code") == "KR-004"
    typed = {"code": "KR-003", "statement": "New.", "requirement_class": "information"}
    refused = client.submit(form, typed, 422)
    assert "KR-003 has been the code of another requirement" in refused.text("#code-error")
    assert refused.value("statement") == "New."


def bulk(client: Client, world: World, codes: list[str], expected: int = 302, **typed: str) -> Page:
    versions = {f"version-{code}": "1" for code in codes}
    fields: dict[str, Any] = {"codes": codes} | versions | typed
    return client.post("changes.bulk", fields, expected, slug=world.slug)


def test_many_are_changed_in_the_table(client: Client, world: World):
    table = client.get(f"/anskaffelser/{world.slug}/krav/?view=table")
    assert len(table.soup.select("#bulk input[name=codes]")) == 3

    saved = bulk(client, world, ["KR-001", "KR-003"], status="in_review")

    assert "2 requirements were changed." in client.follow(saved).text(".saved")
    states = {row.code: str(row.status) for row in rows(client, Requirement)}
    assert states == {"KR-001": "in_review", "KR-002": "draft", "KR-003": "in_review"}


def test_a_refused_change_of_many_says_why_for_each_and_keeps_the_choice(
    client: Client, world: World
):
    typed = {"requirement_class": "information", "view": "table"}
    path = client.address("changes.bulk", slug=world.slug) + "?view=table"
    fields = {"codes": ["KR-001", "KR-003"], "version-KR-001": "1", "version-KR-003": "1"}
    page = client.post(path, fields | typed, 409)

    assert "KR-001 : The requirement is judged under a criterion." in page.text(".ds-error-summary")
    assert len(page.soup.select("#bulk input[name=codes][checked]")) == 2
    assert {str(row.requirement_class) for row in rows(client, Requirement)} == {
        "evaluated",
        "minimum",
    }
    empty = bulk(client, world, [], 422, status="draft")
    assert "Choose at least one requirement." in empty.text(".ds-error-summary")


def test_a_filter_is_saved_used_and_removed(client: Client, world: World):
    path = client.address("changes.keep_filter", slug=world.slug) + "?class=minimum&view=table"
    nameless = client.post(path, {"name": " "}, 422)
    assert nameless.text("#name-error") == "Fill in this field."

    shown = client.follow(client.post(path, {"name": "Mine <b>"}))

    link = shown.soup.select_one(".saved-filters a")
    assert link is not None and link.get_text() == "Mine <b>"
    assert client.get(str(link["href"])).text(".hits") == "1 requirement"
    forms = shown.soup.select(".saved-filters li form")
    client.post(str(forms[0]["action"]), {})
    assert "Mine <b>" not in client.get("requirements.index", slug=world.slug).text()
