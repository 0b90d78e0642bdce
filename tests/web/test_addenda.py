"""An addendum on the pages: drafted, compared, weighed, published, read by everybody."""

from io import BytesIO

import pytest
from docx import Document
from factories import Make
from pages import Client
from sealable import move_deadline
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Phase, Requirement
from procurement.services.sealing import seal_by_two
from procurement.services.work import now

NEW = "The system shall pay all salaries on time."


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a sealed procurement; the lead is signed in."""
    made = whole(make, Phase.review)
    work = make.work(made.members["lead"])
    seal_by_two(work, make.work(made.members["chair"]))
    move_deadline(make, now())
    make.session.commit()
    for member in made.members.values():
        assert member.role and make.user_of(member).email  # read now, while nobody else writes
    make.session.commit()
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def drafted(client: Client, world: World) -> dict[str, str]:
    """Write a draft that changes KR-001 and return where it is."""
    place = {"slug": world.slug, "number": "1"}
    written = {"title": "About pay", "text": "Q: All?\nA: Yes."}
    client.submit(client.get("addenda.new", slug=world.slug), written)
    choice = client.get("addendum_changes.choose", **place)
    wrong = client.submit(choice, {"code": "KR-999", "field": "statement"}, 422)
    assert "There is no requirement KR-999 here." in wrong.text("#code-error")
    form = client.follow(client.submit(choice, {"code": "KR-001", "field": "statement"}))
    assert "The system shall pay salaries on time." in form.text()
    same = client.submit(form, {"reason": "Unclear."}, 422)
    assert same.text("#after-error") == "This is how it reads already."
    client.submit(form, {"after": NEW, "reason": "It was unclear."})
    return place


def test_an_addendum_goes_from_draft_to_published(client: Client, make: Make, world: World):
    assert "No addendum yet." in client.get("addenda.index", slug=world.slug).text()
    place = drafted(client, world)
    page = client.get("addenda.show", **place)
    assert [tag.get_text() for tag in page.soup.select("#KR-001 ins")] == ["all "]
    assert "Rows of the form for answers that change: KR-001." in page.text()
    assert "Fewer than 6 days" in page.text() and "must be checked" in page.text()
    draft = client.http.get(client.address("addenda.preview", **place)).data
    assert "Draft. Not published." in str(
        [c.text for c in Document(BytesIO(draft)).tables[0]._cells]
    )
    other = Client(client.app)
    other.sign_in(make.user_of(world.members["contact"]))
    other.get("addenda.show", 404, **place)
    other.get("addenda.edit", 403, **place)

    ask = client.get("addenda.publish", **place)
    wanting = client.submit(ask, {"why_material": " "}, 422)
    assert "looks material" in wanting.text("#why_material-error")
    late = client.submit(client.get("addenda.edit", **place), {"deadline": "2020-01-01T12:00"}, 422)
    assert "must be later" in late.text("#deadline-error")
    client.submit(client.get("addenda.edit", **place), {"deadline": "2099-01-01T12:00"})
    client.submit(ask, {"why_material": "Weighed."}, 409)  # the draft has changed since
    ask = client.get("addenda.publish", **place)
    done = client.follow(client.submit(ask, {"why_material": "Weighed."}))

    assert "It can no longer be changed." in done.text()
    assert "1 January 2099" in done.text() or "2099" in done.text()
    client.get("addenda.edit", 403, **place)
    client.submit(ask, {"why_material": "Weighed."}, 403)
    read = other.get("addenda.show", **place)
    assert "It was unclear." in read.text() and "Weighed." not in read.text()
    assert "tilleggsinformasjon-1.docx" in other.get("documents.index", slug=world.slug).text()
    other.get("documents.show", slug=world.slug, name="tilleggsinformasjon-1.docx")
    sets = other.get("sealing.show", slug=world.slug)
    assert "Sealed set 2 · Addendum 1" in sets.text("#set-2")
    statement = select(Requirement.statement).where(Requirement.code == "KR-001")
    with client.database.read() as session:
        assert session.exec(statement).one() == NEW


def test_a_draft_and_what_is_in_it_can_be_taken_out(client: Client, world: World):
    place = drafted(client, world)
    change = place | {"code": "KR-001", "field": "statement"}
    client.follow(client.submit(client.get("addendum_changes.remove", **change), {}))
    client.get("addendum_changes.remove", 404, **change)
    deviation = place | {"code": "KR-003", "field": "deviation"}
    form = client.get("addendum_changes.change", **deviation)
    client.submit(form, {"after": "shall_reject", "reason": "Stricter."})
    page = client.get("addenda.show", **place)
    assert "A minimum requirement is changed: KR-003." in page.text()
    client.submit(client.get("addendum_changes.change", **deviation), {"after": ""}, 422)
    gone = client.follow(client.submit(client.get("addenda.remove", **place), {}))
    assert "No addendum yet." in gone.text()


def test_addenda_are_made_between_seal_and_bids(client: Client, make: Make, world: World):
    for phase in (Phase.review, Phase.bids_in):
        make.move(phase)
        client.get("addenda.new", 403, slug=world.slug)
    assert "No addendum has been published." in client.get("addenda.index", slug=world.slug).text()
