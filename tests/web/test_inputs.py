"""A comment form goes out, comes back filled in, and is taken in once."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from factories import Make
from openpyxl import load_workbook
from pages import Client, Page
from sqlmodel import col, select
from worlds import World, whole

from procurement.domain import Comment, Phase, Requirement, ReviewRound, RoundKind
from procurement.services.review.rounds import RoundDraft, open_round


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft with an open hearing and an open market dialogue; the lead is signed in."""
    made = whole(make, Phase.drafting)
    lead = make.work(made.members["lead"])
    open_round(lead, RoundDraft("Market", RoundKind.market))
    make.municipality("Storvik")
    make.session.commit()
    client.sign_in(make.user_of(made.members["lead"]))
    return made


HEARING, MARKET = 1, 2


def form(client: Client, world: World, number: int) -> bytes:
    """Return the form of a round as it goes out."""
    name = f"merknadsskjema-runde-{number}.xlsx"
    return client.get("documents.show", slug=world.slug, name=name).response.data


def filled(content: bytes, sender: str, **texts: str) -> bytes:
    """Fill in a form: the texts by the code of the requirement, without its dash."""
    book = load_workbook(BytesIO(content))
    page = book.worksheets[0]
    page["C4"] = sender
    for row in page.iter_rows(min_row=7):
        code = str(row[1].value).replace("-", "")
        if code in texts:
            row[5].value = texts[code]
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def send(client: Client, world: World, content: bytes, number: int, status: int = 200) -> Page:
    """Send a file and return the preview."""
    path = client.address("inputs.look", slug=world.slug, code=number)
    data = {"csrf_token": client.token(), "file": (BytesIO(content), "svar.xlsx")}
    return client.checked(client.http.post(path, data=data), path, status)


def said(client: Client) -> list[tuple[str, str, str]]:
    """Return what is said beside what was there from the start."""
    with client.database.read() as session:
        rows = session.exec(select(Comment).where(Comment.code != "M-001").order_by(Comment.code))
        return [(row.about, row.supplier, row.text) for row in rows]


def test_the_same_form_twice_adds_nothing(client: Client, world: World):
    sent = filled(form(client, world, MARKET), "Acme", KR001="Dear.\nVery.", KR003="=1+1")
    preview = send(client, world, sent, MARKET)
    assert "2 new comments" in preview.text() and preview.value("sender") == "Acme"

    shown = client.follow(client.submit(preview, {}))
    assert "2 comments are added." in shown.text(".saved")
    expected = [("KR-001", "Acme", "Dear.\nVery."), ("KR-003", "Acme", "=1+1")]
    assert said(client) == expected

    again = send(client, world, sent, MARKET)
    assert "2 comments that are here already" in again.text()
    assert not again.soup.select("[name=rows]")
    client.submit(again, {})
    client.submit(preview, {})  # from the first preview, still open in another tab
    assert said(client) == expected


def test_what_the_same_sender_says_anew_is_added_beside_the_old(client: Client, world: World):
    out = form(client, world, MARKET)
    client.submit(send(client, world, filled(out, "Acme", KR001="Dear."), MARKET), {})

    preview = send(client, world, filled(out, "Acme", KR001="Too dear."), MARKET)
    assert "Once more" in preview.text("tbody") and "Said before: Dear." in preview.text("tbody")
    client.submit(preview, {})

    assert [text for _about, _supplier, text in said(client)] == ["Dear.", "Too dear."]
    other = send(client, world, filled(out, "Other", KR001="Dear."), MARKET)
    assert "1 new comment" in other.text()


def test_only_what_is_chosen_is_taken_in(client: Client, world: World):
    sent = filled(form(client, world, MARKET), "Acme", KR001="One.", KR002="Two.")
    preview = send(client, world, sent, MARKET)
    second = preview.soup.select("[name=rows]")[1]["value"]

    client.submit(preview, {"rows": [second, "²", "9" * 5000]})

    assert said(client) == [("KR-002", "Acme", "Two.")]


def test_a_row_that_cannot_be_taken_in_says_why(client: Client, make: Make, world: World):
    texts = {"KR001": "Kept.", "KR002": "Lost.", "KR003": "#NAME?"}
    sent = filled(form(client, world, MARKET), "Acme", **texts)
    requirement = world.requirements[0]
    requirement.statement = "The system shall pay early."
    make.session.delete(make.session.get(Requirement, world.requirements[1].id))
    make.session.commit()

    preview = send(client, world, sent, MARKET)

    rows = [tag.get_text(" ", strip=True) for tag in preview.soup.select("tbody tr")]
    assert "The requirement has changed since the form was made." in rows[0]
    assert "KR-002 is not here, or no longer." in rows[1]
    assert "The cell holds an error of the spreadsheet" in rows[2]
    client.submit(preview, {})
    assert said(client) == [("KR-001", "Acme", "Kept.")]
    card = client.get("requirements.show", slug=world.slug, code="KR-001")
    assert "Changed since the comment" in card.text("#M-002")


def test_a_municipality_is_one_that_takes_part(client: Client, world: World):
    sent = filled(form(client, world, HEARING), "Nowhere", KR001="Fine.")
    preview = send(client, world, sent, HEARING)

    refused = client.submit(preview, {"sender": "Nowhere"}, 422)
    assert refused.text("#sender-error") == "Choose one of the municipalities that take part."
    client.submit(refused, {"sender": "storvik"})

    with client.database.read() as session:
        comment = session.exec(select(Comment).order_by(col(Comment.code).desc())).first()
    assert comment is not None and (comment.text, comment.supplier) == ("Fine.", "")
    assert "Storvik" in client.get("triage.show", slug=world.slug, code="M-002").text()


def test_a_form_of_another_round_is_refused(client: Client, world: World):
    sent = filled(form(client, world, HEARING), "Storvik", KR001="Fine.")

    refused = send(client, world, sent, MARKET, 422)

    assert "The form belongs to another round." in refused.text("#file-error")


def change_round(client: Client, **values: Any) -> None:
    """Let somebody else change the market dialogue."""
    with client.database.transaction() as session:
        row = session.exec(select(ReviewRound).where(ReviewRound.number == MARKET)).one()
        for name, value in values.items():
            setattr(row, name, value)


def test_nothing_comes_into_a_round_that_closed_meanwhile(client: Client, world: World):
    sent = filled(form(client, world, MARKET), "Acme", KR001="Late.")
    preview = send(client, world, sent, MARKET)
    with client.database.read() as session:
        opened = session.exec(select(ReviewRound.opened_at)).first()
    change_round(client, closed_at=opened)

    refused = client.submit(preview, {}, 422)

    assert "is closed." in refused.text("#sender-error") and said(client) == []
    assert not client.get("inputs.look", slug=world.slug, code=MARKET).soup.select("main form")
    client.get("documents.show", 404, slug=world.slug, name="merknadsskjema-runde-2.xlsx")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"Not a spreadsheet", "is not what its name says"),
        (b"%PDF-1.7 x", "is not what its name says"),
        (b"PK\x03\x04 nothing", "The file is damaged"),
    ],
)
def test_a_file_that_is_no_form_is_refused(
    client: Client, world: World, content: bytes, sentence: str
):
    assert sentence in send(client, world, content, MARKET, 422).text("#file-error")


CARRIED: list[Callable[[str], str]] = [
    lambda _text: "",
    lambda _text: "[]",
    lambda _text: '{"rows": [{}], "stood": {}}',
    lambda text: text.replace('"number": ', '"number": "x'),
]


@pytest.mark.parametrize("change", CARRIED)
def test_what_comes_back_from_the_preview_is_not_believed(
    client: Client, world: World, change: Callable[[str], str]
):
    sent = filled(form(client, world, MARKET), "Acme", KR001="Dear.")
    preview = send(client, world, sent, MARKET)

    client.submit(preview, {"carried": change(preview.value("carried"))}, 400)

    assert said(client) == []
