"""The document sets as data: whole for every procedure and contract, and refused when broken."""

from itertools import product
from pathlib import Path

import pytest

from procurement.catalogue.document_set import load_document_sets, read_document_sets
from procurement.catalogue.places import load_places
from procurement.domain import Procedure
from procurement.errors import CatalogueError
from procurement.resources import resource_dir

FILE = resource_dir("exports") / "dokumentsett.yaml"
CONTRACTS = ["SSA-L", "SSA-sky", "SSA-lille sky", "SSA-T", "Our own"]
CORE = {"main", "requirements", "solution", "price", "plan", "administration", "tender_letter"}


@pytest.mark.parametrize(("procedure", "contract"), list(product(Procedure, CONTRACTS)))
def test_every_procedure_and_contract_has_a_set_with_each_role_once(
    procedure: Procedure, contract: str
):
    members = load_document_sets().members(str(procedure), contract)
    roles = [member.document.role for member in members]
    files = [name for member in members for name in member.document.files]

    assert len(set(roles)) == len(roles)
    assert len(set(files)) == len(files)
    assert set(roles) >= CORE | {"protocol", "privacy", "text_changes", "later_changes"}
    assert ("invitation" in roles) == (procedure == Procedure.negotiated)
    assert [m.document.role for m in members if not m.document.handed_out] == ["protocol"]


def test_price_is_found_by_its_role_under_another_number_in_each_contract():
    found = {
        name: annex.number
        for name, contract in load_document_sets().contracts.items()
        for annex in contract.annexes
        if annex.role == "price"
    }
    assert (found["SSA-L"], found["SSA-T"], found["SSA-sky"]) == ("6", "7", "")


def test_what_nobody_has_checked_says_so():
    contracts = load_document_sets().contracts
    for name in ("SSA-L", "SSA-sky", "SSA-lille sky", ""):
        assert not any(annex.verified for annex in contracts[name].annexes), name
        assert contracts[name].note.nb
    assert not contracts["SSA-T"].is_verified  # the data processing agreement has no number
    assert sum(annex.verified for annex in contracts["SSA-T"].annexes) == 10
    assert all(a.number for c in contracts.values() for a in c.annexes if a.verified)


def test_every_document_has_a_master_or_is_a_spreadsheet_and_every_place_a_document():
    documents = load_document_sets().documents.values()
    for document in documents:
        if any(name.endswith(".docx") for name in document.files):
            assert (FILE.parent / document.folder / "master.docx").is_file(), document.folder
    assert {place.document for place in load_places()} <= {each.folder for each in documents}


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("    handed_out: true\n", "    handed_out: true\n    colour: red\n", "colour"),
        ('        number: "4"\n', "        number: four\n", "number"),
        ("  - role: plan\n    folder", "  - role: plot\n    folder", "role"),
        ("      - role: plan\n", "      - role: price\n", "price is written twice."),
        ("invitation, protocol]", "invitation, main]", "main is written twice."),
        ('  - name: "SSA-sky"\n', '  - name: "SSA-L"\n', "SSA-L is written twice."),
        ('  - name: ""\n', '  - name: "SSA-K"\n', "The contract without a name is missing."),
    ],
)
def test_a_broken_file_is_refused_with_file_and_place(
    tmp_path: Path, old: str, new: str, complaint: str
):
    text = FILE.read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "dokumentsett.yaml"
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(CatalogueError, match=r"dokumentsett\.yaml, line \d+, \w+") as caught:
        read_document_sets(broken)
    assert complaint in str(caught.value)
