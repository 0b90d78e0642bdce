"""Writing in the document itself: what is saved as one types, and what two who type are told."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from factories import Make
from pages import Client, Page, check_part, fields_of
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Phase, Requirement
from procurement.web.editing import HERE

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def stored(client: Client, code: str = "KR-001") -> Requirement:
    with client.database.read() as session:
        return session.exec(select(Requirement).where(Requirement.code == code)).one()


def opened(client: Client, world: World, code: str = "KR-001") -> tuple[str, dict[str, Any]]:
    """Open a requirement in place and return its address and what its form holds."""
    path = client.address("requirements.edit", slug=world.slug, code=code)
    part = client.http.get(path, headers=PART)
    check_part(part.text, path, client.app)
    form = BeautifulSoup(part.text, "html.parser").form
    assert form is not None and "<html" not in part.text
    return path, fields_of(form)


def send(client: Client, path: str, fields: dict[str, Any], status: int = 200) -> Page:
    response = client.http.post(path, data=fields, headers=PART)
    assert response.status_code == status, response.text
    html = response.text
    if "<article" not in html:  # it goes into the form that is open
        held = "".join(f'<b id="{name}-KR-001"></b>' for name in HERE)
        html = f"<form method=post>{held}{html}</form>"
    check_part(html, path, client.app)
    return Page(response, path)


def hidden(page: Page) -> dict[str, str]:
    """Return what an answer changes in the form that it is put into."""
    return {str(t["name"]): str(t["value"]) for t in page.soup.select("input[type=hidden]")}


def test_the_document_opens_in_place_or_on_a_page_of_its_own(client: Client, world: World):
    page = client.get("requirements.index", slug=world.slug)
    link = page.soup.select_one("#KR-001 a[hx-get]")
    assert link is not None and link["href"] == link["hx-get"]

    _path, fields = opened(client, world)

    assert set(fields) == {
        "csrf_token",
        "title",
        "statement",
        "requirement_class",
        "deviation",
        "version",
    }
    assert "<html" in client.get(str(link["href"])).response.text


def test_only_the_fields_that_the_form_holds_are_changed(client: Client, world: World):
    before = stored(client)
    path, fields = opened(client, world)

    answer = send(client, path, fields | {"statement": "Typed <i>here</i>\r\nand there. "})

    after = stored(client)
    assert after.statement == "Typed <i>here</i>\nand there."
    for name in set(Requirement.model_fields) - {"statement", "version", "fingerprint"}:
        assert getattr(after, name) == getattr(before, name), name
    assert "Saved" in answer.text(".saving-said")
    assert hidden(answer) == {"version": "2"}


def test_what_is_saved_as_one_types_goes_on_from_the_answer(client: Client, world: World):
    path, fields = opened(client, world)
    for text in ("O", "On", "One."):
        fields |= {"statement": text}
        fields |= hidden(send(client, path, fields))

    done = send(client, path, fields | {"statement": "One. Done.", "done": "1"})

    assert stored(client).statement == "One. Done."
    assert done.response.headers["HX-Retarget"] == "#KR-001"
    assert "One. Done." in done.text("#KR-001 .statement")


def test_undo_takes_back_what_was_typed_in_one_go(client: Client, world: World):
    before = stored(client).statement
    path, fields = opened(client, world)
    for text in ("O", "One."):
        fields |= {"statement": text}
        fields |= hidden(send(client, path, fields))

    undo = client.address("changes.undo", slug=world.slug, code="KR-001")
    part = send(client, undo, fields)

    assert stored(client).statement == before
    assert "The last change was undone." in part.text(".saving")
    assert before in part.text("#KR-001")
    client.post("changes.undo", {"version": "1"}, 409, slug=world.slug, code="KR-001")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"statement": " "}, "Fill in this field."),
        ({"statement": "x" * 8001}, "At most 8000 characters."),
        ({"requirement_class": "minimum_evaluated"}, "Choose what a deviation"),
        ({"requirement_class": "information"}, "Take it out of the criterion first"),
    ],
)
def test_what_cannot_be_saved_is_said_below_and_nothing_typed_is_replaced(
    client: Client, world: World, typed: dict[str, str], sentence: str
):
    path, fields = opened(client, world)

    answer = send(client, path, fields | typed, 422)

    assert sentence in answer.text(".saving-said")
    assert answer.soup.select("textarea") == [], "the field with the text is not sent back"
    assert hidden(answer) == {"version": "1"} and stored(client).version == 1


def test_another_field_of_somebody_else_is_kept_and_told(client: Client, world: World):
    path, fields = opened(client, world)
    _path, theirs = opened(client, world)
    send(client, path, theirs | {"title": "Theirs"})

    answer = send(client, path, fields | {"statement": "Mine."})
    assert (stored(client).title, stored(client).statement) == ("Theirs", "Mine.")
    assert "Somebody else has changed more of it" in answer.text(".saving-said")

    fields |= {"statement": "Mine again."} | hidden(answer)
    send(client, path, fields)  # its title is still the old one, as the page shows it
    assert (stored(client).title, stored(client).statement) == ("Theirs", "Mine again.")

    clash = send(client, path, fields | {"title": "Mine too."} | hidden(answer), 409)
    assert "Theirs" in clash.text(".clash") and "Mine too." in clash.text(".clash")


def clashing(client: Client, world: World) -> tuple[str, dict[str, Any], Page]:
    """Let two people change the same field, the second of them in place."""
    path, fields = opened(client, world)
    _path, theirs = opened(client, world)
    send(client, path, theirs | {"statement": "Theirs."})
    fields |= {"statement": "Mine.", "title": "Mine as well"}
    return path, fields, send(client, path, fields, 409)


@pytest.mark.parametrize(("chosen", "stands"), [("mine", "Mine."), ("theirs", "Theirs.")])
def test_two_texts_for_one_field_are_shown_and_one_is_chosen(
    client: Client, world: World, chosen: str, stands: str
):
    path, fields, clash = clashing(client, world)
    shown = clash.text(".clash")
    assert "The system shall pay" in shown and "Theirs." in shown and "Mine." in shown
    assert f"lead@{world.slug}" in shown, "it says who"
    assert stored(client).title != "Mine as well", "nothing is half saved"
    assert hidden(clash) == {"version": "1"}

    again = fields | {"chosen-statement": chosen}
    send(client, path, again, 409)  # going on typing decides nothing
    button = clash.soup.select_one("button[name=settle]")
    assert button is not None
    part = send(client, path, again | {"settle": str(button["value"])})

    assert (stored(client).statement, stored(client).title) == (stands, "Mine as well")
    assert stands in part.text("#KR-001 textarea")


def test_a_choice_that_is_out_of_date_is_asked_again(client: Client, world: World):
    path, fields, _clash = clashing(client, world)
    other, theirs = opened(client, world)
    send(client, other, theirs | {"statement": "Theirs, once more."})

    again = send(client, path, fields | {"chosen-statement": "mine", "settle": "2"}, 409)

    assert "Theirs, once more." in again.text(".clash")
    assert stored(client).statement == "Theirs, once more."


def test_without_script_the_same_form_gets_whole_pages(client: Client, world: World):
    path, fields = opened(client, world)
    _path, theirs = opened(client, world)

    saved = client.checked(client.http.post(path, data=theirs | {"statement": "A."}), path, 302)
    assert saved.location.endswith("/krav/KR-001")
    page = client.checked(client.http.post(path, data=fields | {"statement": "B."}), path, 409)
    assert page.text("h1") == "Two have changed KR-001"
    assert page.value("statement") == "B."
    client.submit(page, {"chosen-statement": "theirs", "title": "C"})
    assert (stored(client).statement, stored(client).title) == ("A.", "C")


def test_a_locked_requirement_is_closed_from_every_side(client: Client, make: Make, world: World):
    with client.database.transaction() as session:
        row = session.exec(select(Requirement).where(Requirement.code == "KR-001")).one()
        row.status = "locked"  # type: ignore[assignment]
    path = client.address("requirements.edit", slug=world.slug, code="KR-001")

    for address in ("requirements.edit", "changes.remove"):
        page = client.get(address, 403, slug=world.slug, code="KR-001")
        assert "KR-001 is locked." in page.text()
    assert client.http.get(path, headers=PART).status_code == 403
    for address, fields in (
        ("requirements.edit", {"statement": "New."}),
        ("changes.move", {"way": "up"}),
        ("changes.undo", {"version": "2"}),
        ("changes.remove", {"version": "2"}),
        ("traces.criterion", {"criterion": "K1", "share": "10"}),
    ):
        client.post(address, fields, 403, slug=world.slug, code="KR-001")
    shown = client.get("requirements.show", slug=world.slug, code="KR-001")
    assert "Locked" in shown.text(".locked") and not shown.soup.select(".last-change form")
    assert path not in shown.links()
    listed = client.get("requirements.index", slug=world.slug)
    assert "Locked" in listed.text("#KR-001 .locked")
    assert not listed.soup.select("#KR-001 form, #KR-001 [data-opens]")


ODD = (
    "\u202eright to left\u202c \u2066apart\u2069 👩‍🌾 "
    "=1+1 @x <b>&amp;</b> 'x' \"y\"\ttab\x07\x1b[31m end"
)


def test_odd_characters_survive_exactly(client: Client, world: World):
    path, fields = opened(client, world)
    client.http.post(path, data=fields | {"statement": ODD, "title": ODD[:100]}, headers=PART)

    kept = stored(client)
    assert (kept.statement, kept.title) == (ODD, ODD[:100])
    shown = client.http.get(path)  # our checker knows that no page should hold a bell
    assert "<b>&amp;</b>" not in shown.text
    field = BeautifulSoup(shown.text, "html.parser").select_one("textarea#statement")
    assert field is not None and field.get_text().strip("\r\n") == ODD
    send(client, path, fields | {"statement": "x" * 100_000, "version": "2"}, 422)
