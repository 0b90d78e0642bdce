"""Sources: added, changed, given their text; quotes kept from it and removed."""

from io import BytesIO
from typing import Any

import pytest
from factories import Make
from importing import files
from pages import Client, Page
from sqlmodel import select
from worlds import World, whole

from procurement.domain import Action, Event, Need, Phase, Quote, Source, SourceText

SAID = "Lønn & <tid> er sårbart."
TEXT = f"{SAID}\n\nÉn person har\nansvaret alene.\n=1+1 🎉\n{SAID}"


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which somebody of the working group is signed in."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["working_group"]))
    return made


def rows(client: Client, table: Any, **values: Any) -> list[Any]:
    with client.database.read() as session:
        return list(session.exec(select(table).filter_by(**values)).all())


def give(client: Client, world: World, status: int = 302, **fields: Any) -> Page:
    path = client.address("source_texts.give", slug=world.slug, code="SRC-1")
    data = {"csrf_token": client.token()} | fields
    return client.checked(client.http.post(path, data=data), path, status)


def upload(client: Client, world: World, content: bytes, name: str, status: int = 302) -> Page:
    return give(client, world, status, file=(BytesIO(content), name))


def keep(client: Client, world: World, status: int = 302, **fields: str) -> Page:
    page = client.get("source_texts.show", slug=world.slug, code="SRC-1")
    return client.submit(page, fields, status)


def test_a_source_is_added_changed_and_logged(client: Client, world: World):
    page = client.get("sources.new", slug=world.slug)
    assert page.value("code") == "SRC-2"
    typed = {"title": "Møte & <intervju>", "kind": "interview", "dated": "2026-01-19"}
    shown = client.follow(client.submit(page, typed))
    assert "Møte & <intervju>" in shown.text("h1") and "19 January 2026" in shown.text()

    page = client.get("sources.edit", slug=world.slug, code="SRC-2")
    shown = client.follow(client.submit(page, {"note": "Held by phone.", "dated": ""}))

    assert "Held by phone." in shown.text() and "unknown" in shown.text(".facts")
    lines = rows(client, Event, subject="SRC-2")
    assert [line.action for line in lines] == [Action.source_added, Action.source_changed]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("code", "SRC-1", "The code SRC-1 is already in use."),
        ("code", "src 1", "Write the code like SRC-6."),
        ("title", " ", "Fill in this field."),
        ("dated", "19.01.2026", "Not a valid date value."),
        ("note", "x" * 8001, "At most 8000 characters."),
    ],
)
def test_a_source_that_is_not_in_order_is_refused(
    client: Client, world: World, field: str, value: str, sentence: str
):
    typed = {"title": "Kept"} | {field: value}

    page = client.submit(client.get("sources.new", slug=world.slug), typed, 422)

    assert page.text(f"#{field}-error") == sentence
    assert len(rows(client, Source)) == 1


def test_a_source_that_somebody_else_saved_first_shows_both_texts(client: Client, world: World):
    page = client.get("sources.edit", slug=world.slug, code="SRC-1")
    client.submit(page, {"title": "Theirs"})

    again = client.submit(page, {"title": "Mine"}, 409)

    assert "Theirs" in again.text(".ds-alert") and again.value("title") == "Mine"
    client.submit(again, {})
    assert rows(client, Source)[0].title == "Mine"


def test_a_pasted_text_is_shown_word_for_word(client: Client, world: World):
    page = client.follow(give(client, world, text=TEXT.replace("\n", "\r\n") + "\x01\x02"))

    assert rows(client, SourceText)[0].text == TEXT
    shown = page.soup.select(".source-text p")
    assert [p.get_text()[1:] for p in shown] == [line for line in TEXT.split("\n") if line]


@pytest.mark.parametrize(
    ("content", "name", "found"),
    [
        (TEXT.encode(), "notat.txt", "Én person har"),
        (files.word(files.paragraph("Lønn &amp; tid")), "../../notat.docx", "Lønn & tid"),
        (files.pdf("Lønn er viktig."), "notat.pdf", "Lønn er viktig."),
    ],
)
def test_an_uploaded_text_is_read(
    client: Client, world: World, content: bytes, name: str, found: str
):
    page = client.follow(upload(client, world, content, name))

    assert found in page.text(".source-text")
    assert rows(client, SourceText)[0].file_name == name.rpartition("/")[2]


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"%PDF-1.7 not word", "notat.docx", "What is in notat.docx is not what its name says."),
        (files.locked(files.pdf("x"), "secret"), "a.pdf", "protected with a password"),
        (files.pdf(), "a.pdf", "pictures of pages"),
        (files.word(files.paragraph("a" * 30_000_000)), "a.docx", "unpacks to far more"),
        (b"", "a.txt", "The file is empty."),
        (files.excel("<sheetData/>"), "a.xlsx", "Use .txt, .docx, .pdf."),
    ],
)
def test_a_file_that_is_not_taken_says_why_beside_the_field(
    client: Client, world: World, content: bytes, name: str, sentence: str
):
    page = upload(client, world, content, name, 422)

    assert sentence in page.text("#file-error")
    assert not rows(client, SourceText)


def test_a_request_beyond_all_limits_is_one_sentence(client: Client, world: World):
    path = client.address("source_texts.give", slug=world.slug, code="SRC-1")
    response = client.http.post(
        path,
        input_stream=BytesIO(),
        environ_overrides={"CONTENT_LENGTH": str(200 * 2**20)},
        content_type="multipart/form-data; boundary=x",
    )

    assert "larger than 12 MB" in client.checked(response, path, 413).text()


def test_one_of_paste_and_file_is_asked_for(client: Client, world: World):
    assert "Paste the text, or choose a file" in give(client, world, 422).text("#text-error")
    both = give(client, world, 422, text="kept", file=(BytesIO(b"x"), "a.txt"))
    assert both.value("text") == "kept"
    assert "longer than 1 000 000" in give(client, world, 422, text="a" * 1_000_001).text()


def test_a_copied_passage_is_kept_with_its_place(client: Client, world: World):
    give(client, world, text=TEXT)

    page = client.follow(keep(client, world, text=" Én person har ansvaret   alene. "))

    [quote] = rows(client, Quote, code="SRC-1-3")
    assert TEXT[quote.begins : quote.ends] == "Én person har\nansvaret alene."
    assert (quote.text, quote.place) == ("Én person har ansvaret alene.", "paragraph 2")
    assert [m.get_text() for m in page.soup.select("mark")] == ["Én person har", "ansvaret alene."]
    assert page.soup.select_one("a#SRC-1-3") is not None
    shown = client.get("sources.quote", slug=world.slug, code="SRC-1-3")
    assert any("quote=SRC-1-3#SRC-1-3" in link for link in shown.links())


def test_a_passage_is_kept_by_its_first_and_last_words(client: Client, world: World):
    give(client, world, text=TEXT)

    keep(client, world, first="Én person", last="🎉", place="Kapittel <2>")

    [quote] = rows(client, Quote, code="SRC-1-3")
    assert quote.text == "Én person har ansvaret alene. =1+1 🎉" and quote.place == "Kapittel <2>"


def test_the_place_that_a_script_tells_chooses_among_several(client: Client, world: World):
    give(client, world, text=TEXT)
    page = keep(client, world, 422, text="Lønn & <tid>", place="Here")
    assert "stands 2 times" in page.text("#text-error")
    assert (page.value("text"), page.value("place")) == ("Lønn & <tid>", "Here")

    client.submit(page, {"near": str(len(TEXT))})

    assert rows(client, Quote, code="SRC-1-3")[0].begins == TEXT.rindex("Lønn")


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"text": "Ansvaret er delt."}, "text", "do not stand in the text"),
        ({"first": "alene.", "last": "Én person"}, "first", "do not stand in the text"),
        ({"first": "Én person"}, "text", "Copy the passage here"),
        ({}, "text", "Copy the passage here"),
    ],
)
def test_words_that_do_not_stand_in_the_text_are_refused(
    client: Client, world: World, fields: dict[str, str], field: str, sentence: str
):
    give(client, world, text=TEXT)

    page = keep(client, world, 422, **fields)

    assert sentence in page.text(f"#{field}-error")
    assert len(rows(client, Quote)) == 2


def test_a_source_without_its_text_takes_quotes_as_typed(client: Client, world: World):
    keep(client, world, text="As said on the phone.", place="Minute 4")

    [quote] = rows(client, Quote, code="SRC-1-3")
    assert (quote.text, quote.place, quote.begins) == ("As said on the phone.", "Minute 4", None)
    assert "word for word" in keep(client, world, 422, text=" ").text("#text-error")


def test_a_new_text_keeps_the_quotes_and_marks_those_that_stand_in_it(client: Client, world: World):
    give(client, world, text=TEXT)
    keep(client, world, text="ansvaret alene.")

    page = client.follow(give(client, world, text="Nå: ansvaret\nalene. Payroll is often late."))

    assert "1 quote does not stand in the text: SRC-1-2" in page.text()
    places = {q.code: (q.begins, q.ends) for q in rows(client, Quote)}
    assert places == {"SRC-1-1": (20, 42), "SRC-1-2": (None, None), "SRC-1-3": (4, 19)}
    assert len(page.soup.select("mark")) == 3  # one of them over two lines


def test_a_quote_that_nothing_rests_on_is_removed_and_its_code_not_used_again(
    client: Client, world: World
):
    page = client.get("source_texts.unquote", slug=world.slug, code="SRC-1-2")
    shown = client.follow(client.submit(page, {}))

    assert "SRC-1-2 is removed." in shown.text(".saved")
    keep(client, world, text="Another.")
    assert {q.code for q in rows(client, Quote)} == {"SRC-1-1", "SRC-1-3"}


def test_a_quote_that_a_need_rests_on_stays(client: Client, world: World):
    page = client.get("source_texts.unquote", slug=world.slug, code="SRC-1-1")

    refused = client.submit(page, {}, 409)

    assert "A need rests on SRC-1-1." in refused.text()
    assert len(rows(client, Quote)) == 2


def test_a_need_is_written_from_several_quotes(client: Client, world: World):
    page = client.get(f"/anskaffelser/{world.slug}/behov/nytt?quote=SRC-1-1&quote=SRC-1-2")

    client.submit(page, {"statement": "From two.", "area": "Payroll"})

    with client.database.read() as session:
        need = session.exec(select(Need).where(Need.code == "B-03")).one()
        assert [quote.code for quote in need.quotes] == ["SRC-1-1", "SRC-1-2"]


def test_a_long_text_is_shown_a_part_at_a_time(client: Client, world: World):
    give(client, world, text="\n".join(f"Line {n}. {'x' * 90}" for n in range(400)))

    page = client.follow(keep(client, world, text="Line 399."))

    assert "Line 399." in page.text("mark") and "Line 1." not in page.text(".source-text")
    assert [a.get_text() for a in page.soup.select(".ds-pagination a[aria-current]")] == ["3"]
