"""The search index: parts of words, any ending, kept by each flush, apart for each procurement."""

from uuid import UUID

import pytest
from factories import Make

from procurement.domain import Requirement
from procurement.search import search


def found(make: Make, words: str, here: UUID | None = None) -> list[str]:
    ids = search(make.session, here or make.here.id, words, Requirement)
    return sorted(row.code for row in map(lambda i: make.session.get(Requirement, i), ids) if row)


@pytest.mark.parametrize(
    "words", ["faktura", "Fakturaene", "FAKTURA motta", "ene motta", "kr-001", "mottas æøå"]
)
def test_parts_and_endings_of_words_find_a_requirement(make_anywhere: Make, words: str):
    make_anywhere.requirement(code="KR-001", statement="Fakturaene skal mottas ÆØÅ")
    make_anywhere.requirement(code="KR-002", statement="Lønn skal beregnes")

    assert found(make_anywhere, words) == ["KR-001"]


@pytest.mark.parametrize("words", ["100%", "a_b", "\\", "'; --", '"', "*"])
def test_signs_mean_themselves(make_anywhere: Make, words: str):
    make_anywhere.requirement(code="KR-001", statement=f"Andel {words} her")
    make_anywhere.requirement(code="KR-002", statement="Andel 100 a-b her")

    assert found(make_anywhere, words) == ["KR-001"]


def test_nothing_typed_finds_nothing(make_anywhere: Make):
    make_anywhere.requirement()

    assert found(make_anywhere, "  ") == []


def test_the_index_follows_changes_and_removals(make_anywhere: Make):
    make = make_anywhere
    row = make.requirement(code="KR-001", statement="Fakturaene skal mottas")

    row.statement = "Bilagene skal mottas"
    make.session.flush()
    assert (found(make, "faktura"), found(make, "bilag")) == ([], ["KR-001"])

    make.session.delete(row)
    make.session.flush()
    assert found(make, "bilag") == []


def test_each_procurement_is_searched_alone(make_anywhere: Make):
    make = make_anywhere
    make.requirement(code="KR-001", statement="Fakturaene skal mottas")
    other = make.procurement().id

    assert found(make, "faktura", other) == []
