"""Lists, search, the model test and downloads: what they show, and to whom."""

import hashlib

import pytest
from factories import Make
from pages import Client, check_part
from sqlmodel import select
from worlds import World, whole

from procurement.domain import ExportedDocument, Phase, Role
from procurement.web.paging import PAGE_SIZE


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a procurement whose result may be read; the lead is signed in."""
    made = whole(make, Phase.price_open)
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def codes(client: Client, world: World, query: str) -> list[str]:
    """Return the codes in the table of needs for a filter."""
    page = client.get(f"/anskaffelser/{world.slug}/behov/?{query}")
    return [tag.get_text(strip=True) for tag in page.soup.select("tbody th")]


def test_needs_are_filtered_and_sorted(client: Client, make: Make, world: World):
    make.need(code="B-05", statement="ÅPENT arkiv", area="Archive", kind="risk", priority="high")

    assert codes(client, world, "") == ["B-01", "B-02", "B-05"]
    assert codes(client, world, "text=åpent") == ["B-05"]
    assert codes(client, world, "area=Archive") == ["B-05"]
    assert codes(client, world, "kind=risk") == ["B-05"]
    assert codes(client, world, "sort=priority") == ["B-05", "B-01", "B-02"]
    assert codes(client, world, "sort=requirements") == ["B-02", "B-05", "B-01"]
    assert codes(client, world, "text=zzz") == []


@pytest.mark.parametrize("view", ["document", "table"])
def test_requirements_are_filtered_in_both_views(client: Client, world: World, view: str):
    page = client.get(f"/anskaffelser/{world.slug}/krav/?class=minimum&view={view}")

    assert "1 requirement" in page.text(".hits")
    assert "KR-003" in page.text() and "KR-001" not in page.text()


def test_a_long_list_is_shown_a_page_at_a_time(client: Client, make: Make, world: World):
    with make.at_once():
        for number in range(10, 10 + 2 * PAGE_SIZE):
            make.need(code=f"B-{number}")

    last = client.get(f"/anskaffelser/{world.slug}/sporing/behov?page=3")

    assert [tag.get_text() for tag in last.soup.select(".ds-pagination a[aria-current]")] == ["3"]
    assert len(last.soup.select("tbody tr")) == 2


def test_what_is_broken_in_one_way_has_a_page_of_its_own(client: Client, make: Make, world: World):
    with make.at_once():
        for number in range(10, 10 + 11 * PAGE_SIZE):
            make.need(code=f"B-{number}")

    index = client.get("quality.index", slug=world.slug)
    path = next(link for link in index.links() if link.endswith("brudd/behov-uten-krav"))
    page = client.get(f"{path}?page=6")

    assert page.text("h1") == "551 needs are answered by no requirement"
    assert len(page.soup.select(".finding")) == PAGE_SIZE
    shown = [tag.get_text() for tag in page.soup.select(".ds-pagination li")]
    assert shown == ["1", "…", "4", "5", "6", "7", "8", "…", "12"]
    client.get("quality.gap", 404, slug=world.slug, code="behov-uten-navn")


def test_coverage_can_be_read_from_each_end(client: Client, world: World):
    needs = client.get("quality.needs", slug=world.slug)
    assert [" ".join(row.get_text(" ").split()) for row in needs.soup.select("tbody tr")] == [
        "B-02 This rests on nothing. none none not evaluated",
        "B-01 Payroll must be on time. 1 KR-001 KR-002 KR-003 K1",
    ]
    gaps = client.get(f"/anskaffelser/{world.slug}/sporing/behov?gaps=1")
    assert [tag.get_text() for tag in gaps.soup.select("tbody th")] == ["B-02"]
    requirements = client.get("quality.requirements", slug=world.slug)
    assert "B-01" in requirements.text("tbody") and "K1" in requirements.text("tbody")
    assert "judged by the price form" in client.get("quality.criteria", slug=world.slug).text()


@pytest.mark.parametrize("number", [0, 1, 12])
def test_a_procurement_with_so_many_rows_is_a_page(client: Client, make: Make, number: int):
    make.procurement()
    for _each in range(number):
        make.requirement(make.need([make.quote()]))
    client.sign_in(make.user_of(make.member(Role.lead)))

    for part in ("home", "sources", "needs", "requirements", "quality", "criteria", "documents"):
        client.get(f"{part}.index", slug=make.here.slug)
    for part in ("needs", "requirements", "criteria"):
        client.get(f"quality.{part}", slug=make.here.slug)
    client.get("participants.index", slug=make.here.slug)
    client.get("model_test.index", slug=make.here.slug)


def test_a_search_finds_in_all_parts(client: Client, world: World):
    page = client.get("search.index", slug=world.slug, q="PAYROLL")

    assert "B-01" in page.text() and "SRC-1-1" in page.text()
    assert "Nothing contains" in client.get("search.index", slug=world.slug, q="zzz").text()


def test_moving_the_weights_moves_the_winner_and_nothing_is_saved(client: Client, world: World):
    path = client.address("model_test.index", slug=world.slug)

    assert "Good wins" in client.get(path).text(".verdict")
    moved = client.get(f"{path}?weight-P=100&weight-K=0")
    assert "Cheap wins" in moved.text(".verdict") and moved.value("weight-P") == "100"
    assert "Good wins" in client.get(path).text(".verdict")


def test_a_part_of_the_model_test_is_the_same_as_the_whole(client: Client, world: World):
    path = client.address("model_test.index", slug=world.slug) + "?weight-P=100&weight-K=0"
    asked = {"HX-Request": "true", "HX-Request-Type": "partial"}

    part = client.http.get(path, headers=asked)

    check_part(part.text, path, client.app)
    assert "Cheap wins" in part.text and "<html" not in part.text
    whole_page = client.get(path).soup.select_one("#outcome")
    assert whole_page is not None and whole_page.get_text().split() == (
        client.checked(client.http.get(path), path).soup.select_one("#outcome").get_text().split()
    )


@pytest.mark.parametrize(
    ("query", "status", "sentence"),
    [
        ("weight-P=ti&weight-K=50", 422, "The weight of Price must be a number"),
        ("weight-P=101", 422, "The weight of Price must be from 0 to 100."),
        ("weight-P=0&weight-K=0", 200, "At least one weight here must be above 0."),
    ],
)
def test_weights_that_cannot_be_tried_are_said(
    client: Client, world: World, query: str, status: int, sentence: str
):
    page = client.get(f"/anskaffelser/{world.slug}/modelltest/?{query}", status)

    assert sentence in page.text()


@pytest.mark.parametrize(
    ("name", "mimetype", "begins"),
    [
        ("konkurransegrunnlag.docx", "application/vnd.openxmlformats-officedocument.word", b"PK"),
        ("poengark-samlet.xlsx", "application/vnd.openxmlformats-officedocument.spread", b"PK"),
        ("evalueringsrapport.pdf", "application/pdf", b"%PDF"),
    ],
)
def test_a_download_is_noted_with_its_digest(
    client: Client, world: World, name: str, mimetype: str, begins: bytes
):
    listed = client.get("documents.index", slug=world.slug)
    assert any(link.endswith(name) for link in listed.links())

    answer = client.get("documents.show", slug=world.slug, name=name)

    content = answer.response.data
    assert content.startswith(begins)
    assert answer.response.mimetype.startswith(mimetype)
    assert answer.response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    with client.database.read() as session:
        noted = session.exec(select(ExportedDocument)).one()
    assert (noted.name, noted.sha256) == (name, hashlib.sha256(content).hexdigest())
    assert noted.actor == f"lead@{world.slug}.example" and "sha256:" in noted.baseline


def test_a_document_that_is_closed_says_when_it_opens(client: Client, make: Make):
    world = whole(make, Phase.bids_in)
    client.sign_in(make.user_of(world.members["observer"]))

    listed = client.get("documents.index", slug=world.slug)
    assert "Not open to Observer in the phase Bids in." in listed.text()
    refused = client.get("documents.show", 403, slug=world.slug, name="evalueringsrapport.pdf")

    assert "Not open to Observer in the phase Bids in." in refused.text()
    with client.database.read() as session:
        assert session.exec(select(ExportedDocument)).all() == []


def test_what_is_not_known_is_shown_as_unknown(client: Client, world: World):
    page = client.get("participants.index", slug=world.slug)

    assert page.text("tbody tr").count("unknown") == 5
