"""Backing on its pages: answered area by area, confirmed, shown for all, with alarms."""

from typing import Any

import pytest
from factories import Make
from pages import Client, Page
from sqlmodel import select
from worlds import World, whole

from procurement.domain import (
    Action,
    ChapterReading,
    Event,
    Membership,
    Need,
    NeedBacking,
    Organisation,
    Phase,
    Role,
    Stance,
)


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which a contact of a small municipality is signed in."""
    made = whole(make, Phase.drafting)
    home = make.municipality("Vega <&>").organisation_id
    client.sign_in(make.user_of(contact(make, home)))
    return made


def contact(make: Make, home: Any, role: Role = Role.contact) -> Membership:
    return make.member(role, organisation_id=home)


def rows(client: Client, table: Any, **values: Any) -> list[Any]:
    with client.database.read() as session:
        return list(session.exec(select(table).filter_by(**values)).all())


def area(client: Client, world: World, name: str = "Payroll") -> Page:
    return client.get(f"/anskaffelser/{world.slug}/stotte/omrade?area={name}")


def change(client: Client, code: str, **values: Any) -> None:
    with client.database.transaction() as session:
        need = session.exec(select(Need).where(Need.code == code)).one()
        for name, value in values.items():
            setattr(need, name, value)


def test_needs_are_answered_area_by_area(client: Client, world: World):
    start = client.get("backing.index", slug=world.slug)
    assert "Backing from Vega <&>" in start.text("h1") and "Payroll 2 0 2 0" in start.text("tbody")

    typed = {
        "stance-B-01": "wants",
        "importance-B-01": "4",
        "stance-B-02": "objects",
        "reason-B-02": "=1+1 <b> 🎉",
    }
    done = client.follow(client.submit(area(client, world), typed))

    assert "Payroll 2 2 done 0" in done.text("tbody")
    found = {b.stance: (b.importance, b.reason) for b in rows(client, NeedBacking)}
    assert found == {Stance.wants: (4, ""), Stance.objects: (None, "=1+1 <b> 🎉")}
    assert len(rows(client, Event, action=Action.need_backed)) == 2
    shown = client.get("needs.show", slug=world.slug, code="B-02")
    assert "Vega <&> Objects not said =1+1 <b> 🎉" in shown.text()


def test_what_is_not_in_order_stands_beside_its_row_and_nothing_is_saved(
    client: Client, world: World
):
    typed = {
        "stance-B-01": "wants",
        "importance-B-01": "9",
        "stance-B-02": "objects",
        "reason-B-02": " ",
    }

    page = client.submit(area(client, world), typed, 422)

    assert page.text("#importance-B-01-error") == "The importance is a number from 1 to 5."
    assert page.text("#reason-B-02-error") == "Say why your municipality objects."
    assert page.links(".ds-error-summary a")[1].endswith("#reason-B-02")
    assert page.soup.select_one("#stance-B-01-wants[checked]") is not None
    assert not rows(client, NeedBacking)

    mended = client.submit(page, {"importance-B-01": "", "reason-B-02": "Why."})
    assert len(rows(client, NeedBacking)) == 2 and mended.status == 302


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("stance-B-01", "perhaps", "Choose where your municipality stands."),
        ("reason-B-01", "Only a reason.", "Choose where your municipality stands."),
        ("importance-B-01", "3", "Choose where your municipality stands."),
        ("reason-B-01", "x" * 1001, "At most 1000 characters."),
    ],
)
def test_half_an_answer_is_said(
    client: Client, world: World, field: str, value: str, sentence: str
):
    page = client.submit(area(client, world), {field: value}, 422)

    assert sentence in page.text(".ds-error-summary")
    assert not rows(client, NeedBacking)


def test_a_colleague_who_answered_first_is_shown_and_both_texts_are_kept(
    client: Client, world: World
):
    page = area(client, world)
    client.submit(page, {"stance-B-01": "has", "reason-B-01": "Theirs."})

    typed = {"stance-B-01": "wants", "reason-B-01": "Mine.", "stance-B-02": "wants"}
    clash = client.submit(page, typed, 409)

    assert "Theirs." in clash.text(".ds-alert") and clash.value("reason-B-01") == "Mine."
    assert len(rows(client, NeedBacking)) == 1
    client.submit(clash, {})
    assert {b.reason for b in rows(client, NeedBacking)} == {"Mine.", ""}


def test_an_answer_is_taken_back(client: Client, world: World):
    client.submit(area(client, world), {"stance-B-01": "has", "importance-B-01": "2"})

    client.submit(area(client, world), {"stance-B-01": "", "importance-B-01": ""})

    assert not rows(client, NeedBacking)


def test_a_need_that_changed_since_asks_to_be_confirmed(client: Client, world: World):
    client.submit(area(client, world), {"stance-B-01": "has"})
    edit = client.get("needs.show", slug=world.slug, code="B-01")
    change(client, "B-01", statement="Payroll must be on time & right.")

    page = client.get("backing.index", slug=world.slug)
    assert "1 need has changed since you answered" in page.text()
    assert "changed since you backed it" in area(client, world).text("#B-01")
    assert "has changed since" in client.get("needs.show", slug=world.slug, code="B-01").text()
    home = client.get("home.index", slug=world.slug)
    assert any("/stotte/" in link for link in home.links(".tasks a"))

    client.follow(client.post("backing.confirm_one", slug=world.slug, code="B-01"))

    assert "changed since" not in area(client, world).text("#B-01")
    assert (
        edit.status == 200
        and "#changed"
        not in client.get("backing.index", slug=world.slug).response.text.partition("<h2")[0]
    )


def test_confirming_among_other_answers_takes_the_need_as_it_was_read(client: Client, world: World):
    client.submit(area(client, world), {"stance-B-01": "has"})
    change(client, "B-01", statement="Second.")
    page = area(client, world)
    change(client, "B-01", statement="Third.")

    client.submit(page, {"confirm-B-01": "yes", "stance-B-02": "wants"})

    assert "changed since" in area(client, world).text("#B-01")
    client.submit(area(client, world), {"confirm-B-01": "yes"})
    assert "changed since" not in area(client, world).text("#B-01")


def test_a_need_that_was_merged_meanwhile_says_so(client: Client, world: World):
    page = area(client, world)
    other = rows(client, Need, code="B-02")[0].id
    change(client, "B-01", merged_into_id=other)

    refused = client.submit(page, {"stance-B-01": "has"}, 422)

    assert "B-01 is merged into another need." in refused.text("#stance-B-01-error")
    assert client.submit(page, {"stance-B-02": "has"}).status == 302


def test_chapters_are_read_and_unread(client: Client, make: Make, world: World):
    make.chapter("Below", parent_id=world.requirements[0].chapter_id)

    page = client.follow(client.post("backing.read", {"read": "yes"}, slug=world.slug, number="1"))

    assert page.text("#chapters ~ .scroll tbody").count("Not read after all") == 2
    assert {r.read_by for r in rows(client, ChapterReading)} != {""}
    client.post("backing.read", {"read": "yes"}, slug=world.slug, number="1")
    client.post("backing.read", {"read": "no"}, slug=world.slug, number="1.1")
    assert len(rows(client, ChapterReading)) == 1
    client.post("backing.read", {"read": "yes"}, 404, slug=world.slug, number="9")


def test_whoever_answers_for_nobody_is_told_so(client: Client, world: World, make: Make):
    client.sign_in(make.user_of(world.members["lead"]))

    page = client.get("backing.index", slug=world.slug)

    assert "you answer for none" in page.text()
    assert "you answer for none" in client.get("backing.area", slug=world.slug).text()
    client.post("backing.save", status=403, slug=world.slug)


def test_the_lead_of_a_municipality_answers_for_it(client: Client, world: World, make: Make):
    home = make.municipality("Rana").organisation_id
    client.sign_in(make.user_of(contact(make, home, Role.lead)))

    client.submit(area(client, world), {"stance-B-01": "has"})

    assert [b.organisation_id for b in rows(client, NeedBacking)] == [home]


def heat(client: Client, world: World) -> Page:
    return client.get("participants.backing", slug=world.slug)


def test_the_heat_map_says_its_numbers(client: Client, make: Make, world: World):
    make.need(code="B-03", area="<Archive>")
    client.submit(area(client, world), {"stance-B-01": "has", "stance-B-02": "wants"})

    page = heat(client, world)

    headings = [th.get_text() for th in page.soup.select(".heat thead th")]
    assert headings == ["Municipality", "<Archive>", "Payroll"]
    cells = [" ".join(td.get_text(" ").split()) for td in page.soup.select(".heat tbody td")]
    assert cells == ["– no answer"] * 3 + ["2 /2 of 2"]
    assert page.soup.select_one(".heat-4") is not None
    assert "1 municipality has answered nothing yet." in page.text()


def test_alarms_lead_to_what_is_wrong(client: Client, make: Make, world: World):
    with client.database.transaction() as session:
        vega = session.exec(select(Organisation).where(Organisation.name == "Vega <&>")).one()
        vega.population = 1_200
    typed = {"stance-B-01": "has", "stance-B-02": "objects", "reason-B-02": "We do <it> by hand."}
    client.submit(area(client, world), typed)

    page = heat(client, world)

    alarms = page.text("#alarms ~ section") + page.text()
    for sentence in (
        "No small municipality has read 1 Payroll.",
        "KR-001 rests on Vega <&> alone.",
        "No municipality backs B-02.",
        "We do <it> by hand.",
    ):
        assert sentence in alarms
    for link in page.links(".findings a"):
        client.get(link)
    client.post("backing.read", {"read": "yes"}, slug=world.slug, number="1")
    client.submit(area(client, world), {"stance-B-02": "wants"})
    after = heat(client, world).text()
    assert "No small municipality" not in after and "No municipality backs" not in after
    assert "No requirement answers B-02." in after


def test_without_known_inhabitants_nobody_is_small(client: Client, world: World):
    sentence = "No municipality is known to have fewer than 5,000 inhabitants."
    assert sentence in heat(client, world).text()


def test_a_long_area_is_answered_a_page_at_a_time(client: Client, make: Make, world: World):
    with make.at_once():
        for number in range(3, 60):
            make.need(code=f"B-{number:02}")

    page = client.submit(area(client, world), {"stance-B-01": "has", "then": "next"})

    following = client.follow(page)
    assert following.soup.select_one("#B-51") is not None and not following.soup.select("#B-01")
    assert len(rows(client, NeedBacking)) == 1
