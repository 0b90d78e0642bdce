"""The catalogue on the pages: browse, take in one or many, decide on a changed source."""

import pytest
from factories import Make
from pages import Client
from sqlmodel import select

from procurement.domain import Phase, Requirement, Role


@pytest.fixture
def slug(client: Client, make: Make) -> str:
    """Return a Norwegian draft with a chapter, in which the lead is signed in."""
    here = make.procurement(language="nb")
    make.chapter("Bank")
    client.sign_in(make.user_of(make.member(Role.lead)))
    return here.slug


def stored(client: Client) -> list[Requirement]:
    with client.database.read() as session:
        return list(session.exec(select(Requirement).order_by(Requirement.code)))


def chapter_in(page: object) -> str:
    option = page.soup.select("#chapter option")[-1]  # type: ignore[attr-defined]
    return str(option["value"])


def test_several_are_taken_into_a_chapter(client: Client, slug: str):
    page = client.get("catalogue.index", slug=slug, module="okonomi/bank")
    assert "BAN-01" in page.text() and "Betalingsmeldinger" in page.text()
    assert "Legal basis" not in page.text(".entry") and "ISO 20022" in page.text(".entry")
    chosen = {"keys": ["BAN-01", "BAN-02"], "chapter": chapter_in(page)}

    done = client.submit(page, chosen | {"deviation": "may_reject"})
    listed = client.follow(done)

    assert "2 requirements taken in. Link them to needs. Saved" in listed.text(".saved")
    assert [(r.code, r.catalogue_key) for r in stored(client)] == [
        *(("KR-001", "BAN-01"), ("KR-002", "BAN-02"))
    ]
    again = client.get("catalogue.index", slug=slug, module="okonomi/bank")
    assert "taken in as KR-001" in again.text()
    assert not again.soup.select("#pick-BAN-01") and again.soup.select("#pick-BAN-03")
    new = client.get("catalogue.index", slug=slug, module="okonomi/bank", new="1")
    assert "BAN-01" not in new.text() and "BAN-03" in new.text()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"keys": []}, "keys", "Choose at least one requirement of the catalogue."),
        ({"chapter": ""}, "chapter-error", "Fill in this field."),
        ({"chapter": "x"}, "chapter-error", "Not a valid choice."),
        ({"deviation": ""}, "deviation-error", "Choose what a deviation"),
        ({"keys": ["NIX-99"]}, "keys", "'NIX-99' is not a valid choice"),
    ],
)
def test_what_is_not_in_order_is_refused_and_the_choice_is_kept(
    client: Client, slug: str, typed: dict[str, object], field: str, sentence: str
):
    page = client.get("catalogue.index", slug=slug, module="okonomi/bank")
    right = {"keys": ["BAN-02"], "chapter": chapter_in(page), "deviation": "may_reject"}

    refused = client.submit(page, right | typed, 422)

    assert sentence in refused.text(f"#{field}") and sentence in refused.text(".ds-error-summary")
    if "keys" not in typed:
        assert refused.soup.select("#pick-BAN-02[checked]")
    assert "okonomi/bank" in str(refused.soup.select("#filter-module option[selected]"))
    assert not stored(client)


def test_one_is_taken_in_from_its_own_page(client: Client, slug: str):
    page = client.get("catalogue.show", slug=slug, code="BAN-01")
    assert "to be checked" in page.text("dl") and "looked up" in page.text("dl")

    refused = client.submit(page, {"chapter": ""}, 422)
    assert "BAN-01" in refused.text("h1")
    client.submit(refused, {"chapter": chapter_in(page), "deviation": "shall_reject"})

    (row,) = stored(client)
    assert (row.catalogue_key, row.deviation) == ("BAN-01", "shall_reject")
    page = client.get("catalogue.show", slug=slug, code="BAN-01")
    assert "KR-001" in page.text("dl") and not page.soup.select("main form")
    client.get("catalogue.show", 404, slug=slug, code="NIX-99")


def test_whoever_cannot_edit_can_still_read(client: Client, make: Make, slug: str):
    make.move(Phase.sealed)

    page = client.get("catalogue.index", slug=slug)

    assert not page.soup.select("main [type=checkbox][name=keys], main form[method=post]")
    assert not client.get("catalogue.show", slug=slug, code="BAN-01").soup.select("main form")
    client.post("catalogue.take", {"keys": "BAN-01"}, 403, slug=slug)


def test_a_changed_source_is_told_where_the_requirement_is_read(
    client: Client, make: Make, slug: str
):
    values = {"catalogue_key": "BAN-01", "catalogue_digest": "sha256:older"}
    make.requirement(code="KR-001", statement="Vårt <eget>.", **values)
    make.requirement(code="KR-002", catalogue_key="NIX-99", catalogue_digest="sha256:older")
    make.requirement(code="KR-003")

    for address in ("requirements.index", "catalogue.index"):
        assert "the source has changed" in client.get(address, slug=slug).text()
    table = client.get("requirements.index", slug=slug, view="table")
    assert "the source has changed" in table.text() and "no longer in the" in table.text()
    card = client.get("requirements.show", slug=slug, code="KR-001")
    assert "the source has changed" in card.text("dl")

    page = client.get("catalogue.origin", slug=slug, code="KR-001")
    assert "Vårt <eget>." in page.text("table") and "Systemet skal utveksle" in page.text("table")
    gone = client.get("catalogue.origin", slug=slug, code="KR-002")
    assert "no longer has this requirement" in gone.text() and not gone.soup.select("main form")
    client.get("catalogue.origin", 404, slug=slug, code="KR-003")


@pytest.mark.parametrize(("choice", "text"), [("ta_inn", "Systemet skal"), ("behold", "Vårt.")])
def test_the_new_text_is_taken_in_or_ours_is_kept(
    client: Client, make: Make, slug: str, choice: str, text: str
):
    values = {"catalogue_key": "BAN-01", "catalogue_digest": "sha256:older"}
    make.requirement(code="KR-001", statement="Vårt.", **values)
    page = client.get("catalogue.origin", slug=slug, code="KR-001")
    assert page.soup.select(f"form[action$='{choice}']")
    address = {"slug": slug, "code": "KR-001", "choice": choice}

    client.post("catalogue.decide", {"version": "9"}, 409, **address)
    shown = client.follow(client.post("catalogue.decide", {"version": "1"}, **address))

    assert shown.text(".statement").startswith(text)
    assert "the source has changed" not in shown.text()
    again = client.post("catalogue.decide", {"version": "1"}, None, **address)  # type: ignore
    assert again.status in (302, 409)
