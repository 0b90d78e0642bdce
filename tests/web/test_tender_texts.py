"""Filling in the documents: the list of places, one form for each, and the procurement itself."""

import pytest
from factories import Make
from pages import Client, Page
from sqlmodel import select
from worlds import World, whole

from procurement.catalogue.places import load_places
from procurement.domain import Action, Deadline, Event, Phase, Procurement, Role, TenderText

PLACES = [place for place in load_places() if place.belongs_to("negotiated", "SSA-L")]


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in."""
    made = whole(make, Phase.drafting)
    make.here.buyer = "All of us"
    make.session.commit()
    client.sign_in(make.user_of(made.members["lead"]))
    return made


def texts(client: Client) -> dict[str, str]:
    with client.database.read() as session:
        return {row.name: row.text for row in session.exec(select(TenderText))}


def actions(client: Client) -> list[Action]:
    with client.database.read() as session:
        return [event.action for event in session.exec(select(Event))]


def outline(client: Client, world: World) -> Page:
    return client.get("procurement.edit", slug=world.slug)


def test_every_place_is_listed_under_its_chapter(client: Client, world: World):
    page = client.get("tender_texts.index", slug=world.slug)

    shown = {str(tag["id"]) for tag in page.soup.select("tbody th")}
    assert shown == {place.name for place in PLACES}
    assert [tag.get_text() for tag in page.soup.select("main h2")][:2] == [
        "Introduction",
        "Rules of the competition",
    ]
    needed = sum(place.is_required for place in PLACES)
    assert f"{needed} places are blank and must be filled in." in page.text()


def test_a_place_is_filled_in_changed_and_emptied(client: Client, world: World):
    page = client.get("tender_texts.edit", slug=world.slug, name="background")
    assert page.text("h1") == "Background"
    assert "Why you buy now" in page.text(".ds-field")
    assert page.soup.select_one("main textarea[autofocus]")
    hostile = "<b>Vi & de</b>\n{{ 7*7 }} 🙂"

    shown = client.follow(client.submit(page, {"text": hostile}))
    assert texts(client) == {"background": hostile}
    assert "Filled in" in shown.text("tr:has(#background)")
    page = client.get("tender_texts.edit", slug=world.slug, name="background")
    assert page.value("text") == hostile
    client.submit(page, {"text": "Another."})
    client.submit(
        client.get("tender_texts.edit", slug=world.slug, name="background"), {"text": " "}
    )

    assert texts(client) == {}
    assert actions(client).count(Action.tender_text_changed) == 3


def test_the_next_blank_is_one_link_away(client: Client, world: World):
    page = client.get("tender_texts.edit", slug=world.slug, name="background")
    assert any(link.endswith("/utfylling/contact") for link in page.links())
    page = client.get("tender_texts.edit", slug=world.slug, name=PLACES[-1].name)
    assert "Next blank: Background" in page.text()


def test_a_change_that_nobody_saw_is_not_lost(client: Client, world: World):
    mine = client.get("tender_texts.edit", slug=world.slug, name="contact")
    theirs = client.get("tender_texts.edit", slug=world.slug, name="contact")
    client.submit(theirs, {"text": "Theirs"})

    refused = client.submit(mine, {"text": "Mine"}, 409)
    assert texts(client) == {"contact": "Theirs"}
    assert "Theirs" in refused.text() and refused.value("text") == "Mine"
    client.submit(refused, {"text": "Both"})
    assert texts(client) == {"contact": "Both"}


def test_too_long_a_text_is_refused_beside_the_field(client: Client, world: World):
    page = client.get("tender_texts.edit", slug=world.slug, name="contact")
    refused = client.submit(page, {"text": "x" * 8001}, 422)

    assert "At most 8000 characters." in refused.text("#text-error")
    assert texts(client) == {}


def test_a_place_of_another_procedure_or_none_is_not_found(
    client: Client, make: Make, world: World
):
    client.get("tender_texts.edit", 404, slug=world.slug, name="nothing")
    client.get("tender_texts.edit", slug=world.slug, name="negotiation")
    client.submit(outline(client, world), {"procedure": "open"})
    client.get("tender_texts.edit", 404, slug=world.slug, name="negotiation")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.lead])
def test_only_the_lead_fills_in(client: Client, make: Make, world: World, role: Role):
    client.sign_in(make.user_of(world.members[str(role)]))

    client.get("tender_texts.edit", 403, slug=world.slug, name="contact")
    client.get("procurement.edit", 403, slug=world.slug)
    page = client.get("tender_texts.index", slug=world.slug)
    assert not [link for link in page.links() if "/utfylling/" in link and link[-1] != "/"]


def test_nothing_is_filled_in_once_sealed(client: Client, make: Make, world: World):
    make.move(Phase.sealed)

    client.get("tender_texts.edit", 403, slug=world.slug, name="contact")
    client.get("procurement.edit", 403, slug=world.slug)


def test_the_procurement_is_changed_with_its_deadlines(client: Client, world: World):
    changes = {
        "title": "One <ERP> for all",
        "language": "nn",
        "contract_type": "SSA-sky",
        "questions": "2027-03-12T12:00",
        "tenders": "2027-07-28T12:00",
    }
    shown = client.follow(client.submit(outline(client, world), changes))

    assert "12 March 2027 at 12:00" in shown.text()
    assert "28 July 2027 at 12:00" in shown.text()
    with client.database.read() as session:
        here = session.exec(select(Procurement)).one()
        assert (here.title, here.language, here.contract_type) == (
            "One <ERP> for all",
            "nn",
            "SSA-sky",
        )
    assert outline(client, world).value("tenders") == "2027-07-28T12:00"
    client.submit(outline(client, world), {"questions": ""})
    with client.database.read() as session:
        assert len(session.exec(select(Deadline)).all()) == 1
    assert actions(client).count(Action.procurement_changed) == 2


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": " "}, "title"),
        ({"buyer": ""}, "buyer"),
        ({"title": "x" * 121}, "title"),
        ({"tenders": "tomorrow"}, "tenders"),
        ({"tenders": "0001-01-01T00:00"}, "tenders"),
        ({"tenders": "2027-03-12T12:00+02:00"}, "tenders"),
        ({"questions": "2027-05-01T12:00", "tenders": "2027-05-01T12:00"}, "questions"),
        ({"applications": "2027-06-01T12:00", "tenders": "2027-05-01T12:00"}, "applications"),
        ({"language": "en"}, "language"),
        ({"procedure": "secret"}, "procedure"),
        ({"contract_type": "SSA-X"}, "contract_type"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    client: Client, world: World, typed: dict[str, str], field: str
):
    page = outline(client, world)
    refused = client.submit(page, typed, 422)

    assert refused.text(f"#{field}-error")
    assert Action.procurement_changed not in actions(client)


def test_two_who_change_the_procurement_see_both_texts(client: Client, world: World):
    mine, theirs = outline(client, world), outline(client, world)
    client.submit(theirs, {"tenders": "2027-07-28T12:00"})

    refused = client.submit(mine, {"title": "Mine", "tenders": "2027-08-01T12:00"}, 409)
    assert "2027-07-28T12:00" in refused.text(".ds-alert")
    assert "Mine" in refused.text(".ds-alert")
    client.submit(refused, {})
    assert outline(client, world).value("tenders") == "2027-08-01T12:00"
