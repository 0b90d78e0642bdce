"""The page of documents: the set by annex, what is missing with its links, and all in one file."""

import hashlib
import io
import json
from zipfile import ZipFile

from factories import Make
from pages import Client
from sqlmodel import delete, select
from worlds import whole

from procurement.domain import ExportedDocument, Phase, Procedure, TenderText
from procurement.services.sealing import seal_by_two


def test_the_set_is_a_table_and_what_is_missing_a_list_with_links(client: Client, make: Make):
    world = whole(make, Phase.review)
    make.session.exec(delete(TenderText).where(TenderText.name == "plan_order"))
    make.session.commit()
    client.sign_in(make.user_of(world.members["lead"]))

    page = client.get("documents.index", slug=world.slug)

    rows = {row.th.get_text(" ", strip=True): row for row in page.soup.select("tbody tr")}
    plan = next(row for title, row in rows.items() if title.startswith("Plan of the set-up"))
    assert "Annex 3" in plan.get_text() and "1 blank left" in plan.get_text()
    assert "not checked" in plan.get_text() and "The buyer and the supplier" in plan.get_text()
    assert "4 things to look at before anything goes out" in page.text("#missing-heading")
    found = [line.get_text(" ", strip=True) for line in page.soup.select(".finding")]
    assert [line.split()[0] for line in found] == ["Error", "Warning", "Warning", "Notice"]
    assert "Not filled in: The order of municipalities." in found[0]
    assert "The set for competitive procedure with negotiation, SSA-L" in page.text("#set-heading")


def test_an_open_procedure_under_another_contract_has_another_set(client: Client, make: Make):
    world = whole(make, Phase.review)
    make.here.procedure, make.here.contract_type = Procedure.open, "SSA-T"
    make.session.commit()
    client.sign_in(make.user_of(world.members["lead"]))

    page = client.get("documents.index", slug=world.slug)

    assert "2015 edition of SSA-T" in page.text()
    assert any(link.endswith("bilag-test.docx") for link in page.links())
    assert not any(link.endswith("invitasjon.docx") for link in page.links())


def test_all_is_one_file_that_is_noted_with_its_digest(client: Client, make: Make):
    world = whole(make, Phase.review)
    client.sign_in(make.user_of(world.members["contact"]))

    answer = client.get("documents.archive", slug=world.slug)

    content = answer.response.data
    with ZipFile(io.BytesIO(content)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        for file in manifest["files"]:
            assert hashlib.sha256(archive.read(file["name"])).hexdigest() == file["sha256"]
        assert len(archive.namelist()) == len(manifest["files"]) + 2
    with client.database.read() as session:
        noted = session.exec(select(ExportedDocument)).one()
    assert (noted.name, noted.sha256) == ("dokumentsett.zip", hashlib.sha256(content).hexdigest())


def test_after_sealing_the_page_names_the_baseline(client: Client, make: Make):
    world = whole(make, Phase.review)
    client.sign_in(make.user_of(world.members["lead"]))
    assert "Draft. Each document" in client.get("documents.index", slug=world.slug).text(".facts")
    with make.at_once():
        seal_by_two(make.work(world.members["lead"]), make.work(world.members["chair"]))

    page = client.get("documents.index", slug=world.slug)

    assert page.text(".digest").startswith("Baseline 1 · sha256:")
    assert "Nothing is missing" in page.text("#missing-heading")
