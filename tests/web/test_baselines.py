"""Baselines on the pages: made by the lead, read and compared by everybody, changed by nobody."""

import hashlib
from io import BytesIO

import pytest
from docx import Document
from factories import Make
from pages import Client
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Baseline, ExportedDocument, Phase, Requirement
from procurement.services.baselines import make_baseline
from procurement.web.paging import PAGE_SIZE

from .walks import forms_of, rows

HOSTILE = "=1+1 <b>&\"' \u202eabc 🙂"


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a procurement on hearing; the lead is signed in."""
    made = whole(make, Phase.review)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def change(make: Make, code: str, **values: object) -> None:
    row = make.session.exec(
        select(Requirement).where(
            Requirement.code == code, Requirement.procurement_id == make.here.id
        )
    ).one()
    for name, value in values.items():
        setattr(row, name, value)
    make.session.commit()


def frozen(make: Make, world: World, name: str = "") -> None:
    make_baseline(make.work(world.members["lead"]), name)
    make.session.commit()


def test_the_lead_makes_a_named_baseline_and_sees_what_changed_since(
    client: Client, make: Make, world: World
):
    empty = client.get("baselines.index", slug=world.slug)
    assert "No baseline yet" in empty.text()
    form = client.get("baselines.new", slug=world.slug)
    made = client.follow(client.submit(form, {"name": HOSTILE, "note": "Why\r\nnow"}))

    assert f"Baseline 1 · {HOSTILE}" == made.text("h1")
    assert "The content is the very content that was frozen." in made.text()
    assert "The system shall pay salaries on time." in made.text()

    change(make, "KR-001", statement="The system shall pay all salaries on time.")
    page = client.get(next(link for link in made.links() if "to=0" in link))

    assert page.text("h1") == "What changed"
    assert "0 added, 0 removed, 1 changed, 0 moved" in page.text(".hits")
    assert [tag.get_text() for tag in page.soup.select("#KR-001 ins")] == ["all "]
    assert not page.soup.select("#KR-001 del")
    assert client.get(page.links("#KR-001 a")[0]).text("h1").startswith("KR-001")


def test_what_is_typed_wrongly_is_said_beside_the_field_and_kept(
    client: Client, make: Make, world: World
):
    form = client.get("baselines.new", slug=world.slug)
    missing = client.submit(form, {"name": " ", "note": HOSTILE}, 422)
    assert missing.text("#name-error") and missing.value("note") == HOSTILE
    long = client.submit(form, {"name": "x" * 121, "note": "x" * 8001}, 422)
    assert long.text("#name-error") and long.text("#note-error")

    client.submit(form, {"name": "First"})
    again = client.submit(form, {"name": "first"}, 422)
    assert again.text("#name-error") == "There is a baseline with this name already."
    same = client.submit(form, {"name": "Second"}, 422)
    assert same.text("#name-error") == "Nothing has changed since baseline 1."


def test_no_form_on_any_page_changes_a_baseline(client: Client, make: Make, world: World):
    frozen(make, world, "First")
    client.get("baselines.show", slug=world.slug, code="1")
    before = [line for line in rows(client.database) if line.startswith("baseline ")]
    token = client.token()

    fields = {"name": "Mine", "note": "Mine", "code": "1", "number": "1", "csrf_token": token}
    for phase in (Phase.review, Phase.sealed):
        make.move(phase)
        for _endpoint, path in forms_of(client, world.slug):
            client.http.post(path, data=fields)

    after = [line for line in rows(client.database) if line.startswith("baseline ")]
    assert set(before) <= set(after) and before
    for row in make.session.exec(select(Baseline).where(Baseline.number == 1)):
        assert row.name == "First"


def test_changes_are_filtered_and_shown_a_page_at_a_time(client: Client, make: Make, world: World):
    frozen(make, world)
    with make.at_once():
        for number in range(100, 100 + PAGE_SIZE):
            make.requirement(code=f"KR-{number}", statement=f"The system shall do {number}.")
    change(make, "KR-001", title="Paid on time", unit="days")
    frozen(make, world)
    path = client.address("baselines.changes", slug=world.slug) + "?from=1&to=2"

    first, last = client.get(path), client.get(f"{path}&page=2")
    assert len(first.soup.select("article")) == PAGE_SIZE
    assert len(last.soup.select("article")) == 1
    changed = client.get(f"{path}&what=changed")
    assert [tag["id"] for tag in changed.soup.select("article")] == ["KR-001"]
    assert [tag["id"] for tag in client.get(f"{path}&text=do+102").soup.select("article")] == [
        "KR-102"
    ]
    assert "No change fits" in client.get(f"{path}&text=zzz").text()
    assert "No change fits" in client.get(f"{path}&what=moved&chapter=9").text()


def test_two_editions_can_be_compared_either_way_and_with_themselves(
    client: Client, make: Make, world: World
):
    frozen(make, world, "First")
    change(make, "KR-001", statement="The system shall pay.")
    frozen(make, world, "Second")
    path = client.address("baselines.changes", slug=world.slug)

    back = client.get(f"{path}?from=2&to=1")
    assert [tag.get_text() for tag in back.soup.select("#KR-001 ins")] == [" salaries on time"]
    assert "Nothing differs" in client.get(f"{path}?from=2&to=2").text()
    assert "Nothing differs" in client.get(f"{path}?from=2&to=0").text()


@pytest.mark.parametrize("query", ["from=9", "to=9", "from=" + "9" * 9])
def test_an_edition_that_is_not_there_is_not_found(
    client: Client, make: Make, world: World, query: str
):
    frozen(make, world)

    client.get(client.address("baselines.changes", slug=world.slug) + f"?{query}", 404)
    client.get("baselines.show", 404, slug=world.slug, code="9")
    client.get("baselines.show", 404, slug=world.slug, code="x")


def test_without_a_baseline_there_is_nothing_to_compare(client: Client, world: World):
    assert "No baseline yet" in client.get("baselines.changes", slug=world.slug).text()
    client.get("baselines.log", 404, slug=world.slug)
    listed = client.get("documents.index", slug=world.slug)
    assert "Opens when the first baseline is made." in listed.text()


def test_a_tampered_baseline_is_said_to_be_so(client: Client, make: Make, world: World):
    frozen(make, world)
    make.session.connection().exec_driver_sql(
        "UPDATE baseline SET content = replace(content, 'salaries', 'bonuses')"
    )
    make.session.commit()

    page = client.get("baselines.show", slug=world.slug, code="1")

    assert "The content no longer fits the digest." in page.text("[role=alert]")


def test_the_change_log_is_handed_over_and_noted(client: Client, make: Make, world: World):
    frozen(make, world, "First")
    change(make, "KR-001", statement=HOSTILE)
    path = client.address("baselines.log", slug=world.slug) + "?from=1&to=0"

    answer = client.http.get(path)

    client.checked(answer, path, 200)
    texts = [paragraph.text for paragraph in Document(BytesIO(answer.data)).paragraphs]
    assert any(HOSTILE.replace("\u202e", "") in t.replace("\u202e", "") for t in texts)
    with client.database.read() as session:
        noted = session.exec(select(ExportedDocument)).one()
    assert (noted.name, noted.sha256) == (
        "endringslogg.docx",
        hashlib.sha256(answer.data).hexdigest(),
    )


def test_the_page_of_the_procurement_names_its_baselines(client: Client, make: Make, world: World):
    frozen(make, world, "First")

    page = client.get("procurement.show", slug=world.slug)

    link = next(link for link in page.links() if link.endswith("/baseliner/1"))
    assert client.get(link).text("h1") == "Baseline 1 · First"
