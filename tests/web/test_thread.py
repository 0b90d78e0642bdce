"""The thread from a quote to the score and back, by following links only."""

import pytest
from factories import Make
from pages import Client, Page
from worlds import World, whole

from procurement.domain import Phase


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a procurement whose result may be read; the chair is signed in."""
    made = whole(make, Phase.price_open)
    client.sign_in(make.user_of(made.members["chair"]))
    return made


def follow(client: Client, page: Page, station: str, code: str = "") -> Page:
    """Go to a station of the thread, to the only thing there or to the one with a code."""
    for tag in page.soup.select(".thread .station"):
        name = tag.select_one(".station-name")
        if name is not None and name.get_text() == station:
            found = [str(a["href"]) for a in tag.select("a") if code in a.get_text()]
            assert len(found) == 1, f"{page.path}: {station} {code} leads to {found}"
            return client.get(found[0])
    raise AssertionError(f"{page.path} has no station {station}")


def stations(page: Page) -> list[str]:
    """Return what the thread says, station by station."""
    return [" ".join(tag.get_text(" ").split()) for tag in page.soup.select(".thread .station")]


def test_from_a_quote_to_the_score_and_back(client: Client, world: World):
    sources = client.get("sources.index", slug=world.slug)
    source = client.get(next(link for link in sources.links() if link.endswith("SRC-1")))
    quote = client.get(next(link for link in source.links() if link.endswith("SRC-1-1")))
    assert quote.text("h1") == "Quote SRC-1-1"

    need = follow(client, quote, "Need")
    assert "B-01" in need.text("h1")
    requirement = follow(client, need, "Requirements", "KR-001")
    assert "KR-001" in requirement.text("h1")
    criterion = follow(client, requirement, "Criterion")
    assert criterion.text("h1") == "K1 Function"
    answers = follow(client, follow(client, criterion, "Requirements", "KR-001"), "Reasons")
    assert "ANSWERED-HERE A KR-001" in answers.text()
    assert "AGREED-ALL" in answers.text() and "1.7321 points" in answers.text()

    back = follow(client, follow(client, answers, "Requirement"), "Need")
    assert follow(client, back, "Quote").path == quote.path


def test_every_station_says_how_much_there_is(client: Client, world: World):
    page = client.get("requirements.show", slug=world.slug, code="KR-001")

    assert stations(page) == [
        "Quote SRC-1-1",
        "Need B-01",
        "Requirement KR-001 (here)",
        "Criterion K1 · 70.0 %",
        "Answers 2/2",
        "Points 2/2",
        "Reasons 2/2",
    ]


def test_a_station_with_very_many_things_shows_the_first_and_how_many_more(
    client: Client, make: Make, world: World
):
    need = make.need([make.quote()], code="B-70")
    with make.at_once():
        for number in range(70, 95):
            make.requirement(need, code=f"KR-{number}")

    page = client.get("needs.show", slug=world.slug, code="B-70")

    assert "Requirements 25" in stations(page)[2]
    links = [tag.get_text() for tag in page.soup.select(".station")[2].select("li")]
    assert links[0] == "KR-70 On time" and links[20:] == ["and 5 more"]


def test_a_number_of_the_result_leads_down_to_the_quote(client: Client, world: World):
    page = client.get("result.index", slug=world.slug)

    answers = client.get(next(link for link in page.links(".linked a") if "KR-001" in link))

    assert "AGREED-ALL" in answers.text()
    assert follow(client, answers, "Quote").text("h1") == "Quote SRC-1-1"


def test_a_score_leads_back_to_the_quote(client: Client, make: Make):
    world = whole(make, Phase.bids_in)
    client.sign_in(make.user_of(world.members["evaluator"]))

    cell = client.get("scoring.cell", slug=world.slug, code="KR-001", bid="A")

    assert "Answers 2/2" in stations(cell) and "My points 2/2" in stations(cell)
    assert follow(client, cell, "Quote").text("h1") == "Quote SRC-1-1"


def test_broken_stations_are_hollow_and_named(client: Client, make: Make, world: World):
    make.requirement(code="KR-070")
    make.quote(code="Q-70")
    pages = {
        "requirement": client.get("requirements.show", slug=world.slug, code="KR-070"),
        "need": client.get("needs.show", slug=world.slug, code="B-02"),
        "quote": client.get("sources.quote", slug=world.slug, code="Q-70"),
    }

    missing = {
        name: [" ".join(tag.get_text(" ").split()) for tag in page.soup.select(".station--missing")]
        for name, page in pages.items()
    }
    assert missing["requirement"] == [
        "Quotes no quote",
        "Needs no need",
        "Criteria no criterion",
        "Answers 0/2 2 missing",
        "Points 0/2 2 missing",
        "Reasons 0/2 2 missing",
    ]
    assert missing["need"] == ["Quotes no quote", "Requirements no requirement"]
    assert missing["quote"] == ["Needs no need", "Requirements no requirement"]


def test_broken_links_are_listed_with_the_page_where_they_are_mended(
    client: Client, make: Make, world: World
):
    make.requirement(code="KR-070")

    page = client.get("quality.index", slug=world.slug)

    found = page.text(".findings")
    for sentence in (
        "KR-070 is evaluated but stands under no criterion.",
        "KR-070 answers no need.",
        "Need B-02 is answered by no requirement.",
        "Need B-02 rests on no quote.",
        "No need rests on the quote SRC-1-2.",
        "Supplier A has not answered KR-070.",
    ):
        assert sentence in found
    for link in page.links(".findings a"):
        client.get(link)


def test_what_is_not_open_yet_says_when_it_opens(client: Client, make: Make):
    world = whole(make, Phase.drafting)
    client.sign_in(make.user_of(world.members["contact"]))

    page = client.get("requirements.show", slug=world.slug, code="KR-001")

    assert stations(page)[4:] == [
        "Answers opens when the bids are in",
        "Points opens when the bids are in",
    ]
