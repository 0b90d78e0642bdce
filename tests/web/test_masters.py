"""Masters of the buyer's own: sent, checked, used for the documents, and taken out again."""

from io import BytesIO

import pytest
from exporting.reading import word_texts
from factories import Make
from importing.masters import DELIVERABLE, HOSTILE, SHIPPED, saying
from pages import Client, Page
from sqlmodel import col, select
from worlds import World, whole

from procurement.domain import Action, Event, MasterFile, Phase

HARD = "A & B < C > \"D\" 'E' {{ 7*7 }}"
OWN = saying("Vår egen tekst: {{ frame.procurement }}.")


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft; the lead is signed in."""
    made = whole(make, Phase.drafting)
    make.here.title = HARD
    make.session.add(make.here)
    make.session.commit()
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def send(client: Client, world: World, content: bytes, status: int = 302, seen: int = 0) -> Page:
    """Send a master for the konkurransegrunnlag."""
    path = client.address("masters.give", slug=world.slug, code=DELIVERABLE)
    data = {
        "csrf_token": client.token(),
        "version": str(seen),
        "file": (BytesIO(content), "../vår mal.docx"),
    }
    return client.checked(client.http.post(path, data=data), path, status)


def held(client: Client) -> list[MasterFile]:
    """Return what is stored."""
    with client.database.read() as session:
        return list(session.exec(select(MasterFile)))


def written(client: Client, world: World) -> str:
    """Return the text of the konkurransegrunnlag as it is handed out."""
    page = client.get("documents.show", slug=world.slug, name=f"{DELIVERABLE}.docx")
    return "\n".join(word_texts(page.response.data))


def test_an_own_master_is_used_from_upload_to_removal(client: Client, world: World):
    assert "Vår egen tekst" not in written(client, world)
    shown = client.follow(send(client, world, OWN))
    assert "vår mal.docx is used from now on." in shown.text(".saved")
    assert "vår mal.docx" in client.get("masters.index", slug=world.slug).text()

    assert f"Vår egen tekst: {HARD}." in written(client, world)
    mine = client.get("masters.file", slug=world.slug, code=DELIVERABLE)
    assert mine.response.data == OWN
    ours = client.get("masters.file", slug=world.slug, code=DELIVERABLE, which="shipped")
    assert ours.response.data == SHIPPED.read_bytes()

    asked = client.get("masters.remove", slug=world.slug, code=DELIVERABLE)
    client.follow(client.submit(asked, {}))
    assert not held(client) and "Vår egen tekst" not in written(client, world)
    with client.database.read() as session:
        wanted = select(Event.subject).where(Event.action == Action.master_changed)
        subjects = list(session.exec(wanted.order_by(col(Event.at))))
    assert [subject.split()[0] for subject in subjects] == [DELIVERABLE] * 2


def test_all_that_is_wrong_stands_beside_the_field_and_nothing_is_stored(
    client: Client, world: World
):
    page = send(client, world, saying("{{ frame.titel }} {{ lipsum() }} {% set a = 1 %}"), 422)

    assert "3 things must be mended" in page.text("#file-error")
    said = [item.get_text() for item in page.soup.select("#problems li")]
    assert len(said) == 3 and "Did you mean «frame.title»?" in said[0]
    assert page.soup.select_one("#file")["aria-describedby"]  # type: ignore[index]
    send(client, world, b"", 422)
    send(client, world, b"plain text", 422)
    send(client, world, HOSTILE["template from outside"], 422)
    assert not held(client)


def test_a_master_is_not_saved_over_one_that_was_not_seen(client: Client, world: World):
    send(client, world, OWN)
    send(client, world, saying("Andre ord"), 409)
    assert [row.content for row in held(client)] == [OWN]

    send(client, world, saying("Andre ord"), seen=1)
    path = client.address("masters.remove", slug=world.slug, code=DELIVERABLE)
    client.post(path, {"version": "1"}, 409)
    assert [row.version for row in held(client)] == [2]


@pytest.mark.parametrize("role", ["working_group", "contact", "chair", "observer"])
def test_only_the_lead_may_use_another(client: Client, world: World, make: Make, role: str):
    client.sign_in(make.user_of(world.members[role]))
    send(client, world, OWN, 403)
    assert "The project lead can use another" in (
        client.get("masters.show", slug=world.slug, code=DELIVERABLE).text()
    )


def test_nobody_may_once_the_documents_are_sealed(client: Client, world: World, make: Make):
    make.move(Phase.sealed)
    send(client, world, OWN, 403)
    client.get("masters.remove", 403, slug=world.slug, code=DELIVERABLE)
    assert not held(client)


def test_a_master_that_can_no_longer_be_filled_says_so(client: Client, world: World, make: Make):
    send(client, world, OWN)
    with make.database.transaction() as session:
        row = session.exec(select(MasterFile)).one()
        row.content = saying("{{ frame.gone }}")
        session.add(row)

    page = client.get("documents.show", 400, slug=world.slug, name=f"{DELIVERABLE}.docx")
    assert "vår mal.docx" in page.text() and "gone" in page.text()


def test_masters_of_nothing_are_not_found(client: Client, world: World):
    client.get("masters.show", 404, slug=world.slug, code="noe")
    client.get("masters.file", 404, slug=world.slug, code="noe")
    client.post("masters.remove", {"version": "0"}, 404, slug=world.slug, code=DELIVERABLE)


def test_the_fields_are_listed(client: Client, world: World):
    page = client.get("masters.show", slug=world.slug, code="svarskjema")
    assert "chapters[].requirements[].rows" in page.text("table")
