"""Previews over HTTP: made by LibreOffice or told why not, stopped, kept, and guarded."""

import stat
from io import BytesIO
from pathlib import Path

import pytest
from factories import Make
from pages import Client, Page
from pypdf import PdfReader
from sqlmodel import select
from worlds import PRICES, World, whole

from procurement.domain import Action, Event, ExportedDocument, Phase, Preview
from procurement.exporting.office import Office, find_office
from procurement.services.previews import Made, keep_previews
from procurement.services.runs import Run

TENDER, ANSWERS = "konkurransegrunnlag.docx", "svarskjema.xlsx"


@pytest.fixture
def world(client: Client, make: Make) -> World:
    """Return a draft in which the lead is signed in, on a machine without LibreOffice."""
    made = whole(make, Phase.drafting)
    client.sign_in(make.user_of(made.members["lead"]))
    client.app.extensions["office"] = None
    return made


def start(client: Client, world: World, name: str = "") -> Page:
    """Ask for previews, wait until they are made, and return the page that tells of them."""
    before = set(client.app.extensions["preview_runs"]._runs)
    client.post("previews.start", {"name": name}, slug=world.slug)
    (run,) = [
        run
        for identity, run in client.app.extensions["preview_runs"]._runs.items()
        if identity not in before
    ]
    assert run.finished.wait(120)
    return client.get(
        "/anskaffelser/" + world.slug + f"/dokumenter/forhaandsvisninger?run={run.identity}"
    )


def kept(client: Client) -> dict[str, Preview]:
    with client.database.read() as session:
        return {row.name: row for row in session.exec(select(Preview))}


def keep(make: Make, world: World, name: str, content: bytes = b"%PDF-") -> None:
    """Keep a preview as the lead made it."""
    made = Made("Draft", {name: ("LibreOffice", content)})
    keep_previews(make.work(world.members["lead"]), made)
    make.session.commit()


def script(folder: Path, text: str) -> Office:
    """Return a converter that does as a script says."""
    file = folder / "converter"
    file.write_text(f"#!/bin/sh\n{text}\n", encoding="ascii")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return Office(str(file), seconds=0.5)


@pytest.mark.libreoffice
def test_all_documents_are_turned_into_pdf_in_one_go(client: Client, make: Make, world: World):
    client.app.extensions["office"] = find_office(None)

    told = start(client, world)

    rows = kept(client)
    assert {TENDER, ANSWERS, "kravspesifikasjon.xlsx", "modelltest.docx"} <= set(rows)
    assert "endringslogg.docx" not in rows and "modelltest.pdf" not in rows  # closed; is PDF
    assert all(PdfReader(BytesIO(row.content)).pages for row in rows.values())
    assert {row.writer for row in rows.values()} == {"LibreOffice"}
    assert [link for link in told.links("#run a") if link.endswith(f"{TENDER}/forhaandsvisning")]
    reader = PdfReader(BytesIO(rows[TENDER].content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("nb")
    _pages_are_shown(client, world, len(reader.pages))


def _pages_are_shown(client: Client, world: World, count: int) -> None:
    shown = client.get("previews.show", slug=world.slug, name=TENDER)
    pictures = shown.soup.select(".pages img")
    assert [tag["alt"] for tag in pictures] == [f"Page {n} of {count}" for n in range(1, count + 1)]
    assert {tag["loading"] for tag in pictures} == {"lazy"}
    picture = client.get(str(pictures[-1]["src"])).response
    assert picture.mimetype == "image/png" and picture.data.startswith(b"\x89PNG")
    client.get("previews.page", 404, slug=world.slug, name=TENDER, number=count + 1)


def test_a_document_of_our_own_needs_no_office_and_shows_its_edition(
    client: Client, make: Make, world: World
):
    start(client, world, "modelltest.pdf")

    page = client.get("previews.show", slug=world.slug, name="modelltest.pdf")
    assert "Outdated" not in page.text() and "with Kravspor" in page.text()
    file = client.get("previews.file", slug=world.slug, name="modelltest.pdf").response
    assert file.data == kept(client)["modelltest.pdf"].content
    listed = client.get("documents.index", slug=world.slug)
    assert "See preview modelltest.pdf" in listed.text() and "Outdated" not in listed.text()

    make.requirement(code="KR-900", chapter=world.requirements[0].chapter, position=9)
    make.session.commit()

    page = client.get("previews.show", slug=world.slug, name="modelltest.pdf")
    assert "Outdated" in page.text() and "has changed since" in page.text()
    assert "Outdated" in client.get("documents.index", slug=world.slug).text()


def test_each_one_made_and_taken_out_is_logged_with_its_edition(client: Client, world: World):
    for _time in range(2):
        start(client, world, "modelltest.pdf")
    client.get("previews.file", slug=world.slug, name="modelltest.pdf")

    with client.database.read() as session:
        events = session.exec(select(Event).where(Event.action == Action.preview_made)).all()
        out = session.exec(select(ExportedDocument)).one()
    assert [event.subject for event in events] == ["modelltest.pdf"] * 2
    assert len(kept(client)) == 1
    assert out.baseline == kept(client)["modelltest.pdf"].edition


def test_a_form_says_that_it_needs_libreoffice_and_nothing_is_stored(client: Client, world: World):
    told = start(client, world, ANSWERS)

    assert "LibreOffice must be installed" in told.text("#run")
    assert not kept(client)
    assert (
        "There is no preview" in client.get("previews.show", slug=world.slug, name=ANSWERS).text()
    )
    client.get("previews.file", 404, slug=world.slug, name=ANSWERS)
    client.get("previews.page", 404, slug=world.slug, name=ANSWERS, number=1)


def test_without_libreoffice_a_word_document_is_drawn_plainly(client: Client, world: World):
    told = start(client, world)

    rows = kept(client)
    assert {name for name in rows if name.endswith(".xlsx")} == set()
    assert {row.writer for row in rows.values()} == {"Kravspor"}
    assert ANSWERS in told.text("#run") and f"{ANSWERS}/forhaandsvisning" not in str(told.soup)
    shown = PdfReader(BytesIO(rows[TENDER].content)).pages[0].extract_text()
    assert "Procurement documents" in shown
    assert rows["modelltest.docx"].content.startswith(b"%PDF-")
    page = client.get("previews.show", slug=world.slug, name=TENDER)
    assert "page breaks are not those of Word" in page.text()


def test_a_converter_that_hangs_is_killed_with_all_that_it_started(
    client: Client, tmp_path: Path, world: World
):
    pids = tmp_path / "pids"
    client.app.extensions["office"] = script(
        tmp_path, f"sleep 600 & echo $! > {pids}; echo $$ >> {pids}; wait"
    )

    told = start(client, world, TENDER)

    assert told.text("#run") == (
        "LibreOffice was not done after 0.5 seconds and was stopped, so nothing was stored."
    )
    assert not kept(client)
    numbers = pids.read_text().split()
    assert len(numbers) == 2 and not any(map(_runs, numbers))


def _runs(pid: str) -> bool:
    """Return True for a process that is neither gone nor only waits to be buried."""
    file = Path("/proc", pid, "stat")
    return file.exists() and file.read_text().rpartition(")")[2].split()[0] not in "ZX"


@pytest.mark.parametrize("text", ["exit 1", "exit 0", "for f; do :; done; echo no > made/1.pdf"])
def test_a_converter_that_gives_no_pdf_leaves_what_was_there(
    client: Client, make: Make, tmp_path: Path, world: World, text: str
):
    keep(make, world, TENDER)
    client.app.extensions["office"] = script(tmp_path, text)

    told = start(client, world)

    assert "could not turn konkurransegrunnlag.docx into PDF" in told.text("#run")
    assert {name: row.content for name, row in kept(client).items()} == {TENDER: b"%PDF-"}


def test_a_long_one_is_stopped_and_nothing_is_stored(client: Client, tmp_path: Path, world: World):
    office = script(tmp_path, "exec sleep 600")
    client.app.extensions["office"] = Office(office.command, seconds=60)

    client.post("previews.start", {"name": TENDER}, slug=world.slug)
    (run,) = client.app.extensions["preview_runs"]._runs.values()
    path = client.address("previews.index", slug=world.slug) + f"?run={run.identity}"
    shown = client.get(path)
    part = client.http.get(
        f"{path}&part=run", headers={"HX-Request": "true", "HX-Request-Type": "partial"}
    )
    client.post("previews.stop", {"run": run.identity}, slug=world.slug)

    assert shown.soup.select("#run[hx-get] progress") and "<h1" not in part.text
    assert run.finished.wait(10)
    assert client.get(path).text("#run") == "Stopped. Nothing was stored."
    assert not kept(client)


def test_the_run_of_somebody_else_is_not_found(client: Client, make: Make, world: World):
    run = Run((make.here.id, make.user().id), {}, 10)
    client.app.extensions["preview_runs"].keep(run)

    path = client.address("previews.index", slug=world.slug) + f"?run={run.identity}"
    assert not client.get(path).soup.select("#run")
    client.post("previews.stop", {"run": run.identity}, 404, slug=world.slug)
    assert not run.stopping.is_set()


def test_a_preview_is_as_closed_as_its_document_on_every_address(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    for name in ("evalueringsrapport.pdf", "poengark-samlet.xlsx"):
        keep(make, world, name)
    client.sign_in(make.user_of(world.members["contact"]))

    for name in ("evalueringsrapport.pdf", "poengark-samlet.xlsx", "poengark-chair.xlsx"):
        client.post("previews.start", {"name": name}, 403, slug=world.slug)
        for endpoint in ("previews.show", "previews.file"):
            client.get(endpoint, 403, slug=world.slug, name=name)
        client.get("previews.page", 403, slug=world.slug, name=name, number=1)
    assert "See preview" not in client.get("documents.index", slug=world.slug).text()
    client.post("previews.start", {"name": "hidden.docx"}, 404, slug=world.slug)
    client.get("previews.show", 404, slug=world.slug, name="hidden.docx")


def test_a_score_sheet_with_prices_is_not_shown_to_who_may_not_see_them(client: Client, make: Make):
    world = whole(make, Phase.price_open)
    name = "poengark-evaluator.xlsx"
    keep(make, world, name, b"%PDF- " + PRICES[0].encode())
    client.sign_in(make.user_of(world.members["evaluator"]))

    page = client.get("previews.show", slug=world.slug, name=name)

    assert "There is no preview" in page.text()
    client.get("previews.file", 404, slug=world.slug, name=name)
    client.get("previews.page", 404, slug=world.slug, name=name, number=1)
