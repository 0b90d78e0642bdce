"""What is taken over from the catalogue, in which language, and when its source has changed."""

from uuid import uuid4

import pytest
from factories import Make
from sqlmodel import col, select

from procurement.domain import (
    Action,
    Deviation,
    Event,
    Requirement,
    RequirementClass,
    RequirementStatus,
    Role,
)
from procurement.errors import ConflictError, FieldError, ForbiddenError, NotFoundError
from procurement.i18n import language
from procurement.services.adoption import adopt, digest_of, legal_basis, requirement_values
from procurement.services.catalogue import CatalogueFilter, adopted_in, find_entries, shipped
from procurement.services.history import content_of, revisions_of
from procurement.services.origin import (
    OriginState,
    changed_origins,
    differences,
    is_as_taken_in,
    keep_ours,
    origin_state,
    take_in,
)
from procurement.services.requirements import change_requirement
from procurement.services.work import Work

KEYS = ["BAN-01", "BAN-02"]  # minimum requirements, one with a source that is not certain


def lead(make: Make, written: str = "nb") -> Work:
    make.procurement(language=written)
    make.chapter()
    return make.work(make.member(Role.lead))


def taken(make: Make, work: Work, *keys: str) -> list[Requirement]:
    chapter = make.chapter("Bank").id
    return adopt(work, keys or KEYS, chapter, Deviation.may_reject)


def grown_old(work: Work, requirement: Requirement) -> None:
    """Let the requirement stand as if an older catalogue had said something else."""
    requirement.statement = "Slik sto det før."
    requirement.catalogue_digest = digest_of(content_of(requirement))
    work.session.flush()


def test_what_is_taken_in_has_its_origin_its_place_and_its_history(make_anywhere: Make):
    make = make_anywhere
    work = lead(make)
    make.requirement(code="KR-041", position=7)

    first, second = taken(make, work)

    assert [row.code for row in (first, second)] == ["KR-042", "KR-043"]
    assert (first.position, second.position) == (8, 9)
    assert first.statement == shipped()["BAN-01"].statement.nb
    assert first.requirement_class is RequirementClass.minimum
    assert (first.catalogue_key, first.deviation) == ("BAN-01", Deviation.may_reject)
    assert is_as_taken_in(first) and origin_state(first, "nb") is OriginState.same
    assert [r.content["catalogue_key"] for r in revisions_of(work, first)] == ["BAN-01"]
    assert adopted_in(work) == {"BAN-01": ["KR-042"], "BAN-02": ["KR-043"]}
    wanted = select(Event.subject).where(Event.action == Action.requirement_adopted)
    assert set(work.session.exec(wanted)) == {"KR-042 BAN-01", "KR-043 BAN-02"}
    assert not changed_origins(work)


@pytest.mark.parametrize(("written", "doubt"), [("nb", "må kontrolleres"), ("nn", "må kontroll")])
@pytest.mark.parametrize("reader", ["nb", "nn", "en"])
def test_what_is_stored_is_in_the_language_of_the_procurement(
    make: Make, written: str, doubt: str, reader: str
):
    work = lead(make, written)

    with language(reader):
        row = taken(make, work, "BAN-01")[0]

    assert row.statement == shipped()["BAN-01"].statement.in_language(written)
    assert doubt in row.legal_basis and "to be checked" not in row.legal_basis


def test_no_entry_is_stored_with_english_words():
    for entry in shipped().values():
        for written in ("nb", "nn"):
            assert "to be checked" not in legal_basis(entry, written)


@pytest.mark.parametrize(
    ("keys", "chapter", "deviation", "field"),
    [
        ([], None, Deviation.may_reject, "keys"),
        (["NIX-99"], None, Deviation.may_reject, "keys"),
        (["BAN-02", "BAN-01"], None, Deviation.may_reject, "keys"),
        (["BAN-02"], uuid4(), Deviation.may_reject, "chapter"),
        (["BAN-02"], None, None, "deviation"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_and_nothing_is_stored(
    make: Make, keys: list[str], chapter: object, deviation: Deviation | None, field: str
):
    work = lead(make)
    taken(make, work, "BAN-01")
    own = make.chapter().id

    with pytest.raises(FieldError) as caught:
        adopt(work, keys, chapter or own, deviation)  # type: ignore[arg-type]

    assert caught.value.field == field
    assert len(work.session.exec(select(Requirement)).all()) == 1


def test_a_chapter_of_another_procurement_is_refused(make: Make):
    work = lead(make)
    make.procurement()
    elsewhere = make.chapter().id

    with pytest.raises(FieldError):
        adopt(work, ["BAN-02"], elsewhere, Deviation.may_reject)


def test_a_changed_source_shows_old_new_and_ours_and_is_taken_in(make_anywhere: Make):
    make = make_anywhere
    work = lead(make)
    row = taken(make, work, "BAN-01")[0]
    grown_old(work, row)
    change_requirement(work, row, {"statement": "Vårt eget."}, row.version)

    assert [r.code for r in changed_origins(work)] == [row.code]
    assert not is_as_taken_in(row)
    (said,) = [d for d in differences(work, row) if d.name == "statement"]
    now = shipped()["BAN-01"].statement.nb
    assert (said.then, said.now, said.ours) == ("Slik sto det før.", now, "Vårt eget.")

    row.requirement_class = RequirementClass.evaluated
    row.status = RequirementStatus.approved
    work.session.flush()
    take_in(work, row, row.version)

    assert row.statement == now and row.requirement_class is RequirementClass.evaluated
    assert row.status is RequirementStatus.draft
    assert origin_state(row, "nb") is OriginState.same


def test_ours_is_kept_until_the_catalogue_changes_again(make_anywhere: Make):
    make = make_anywhere
    work = lead(make)
    row = taken(make, work, "BAN-01")[0]
    grown_old(work, row)
    seen = row.version

    keep_ours(work, row, seen)

    assert row.statement == "Slik sto det før." and not changed_origins(work)
    assert not is_as_taken_in(row)
    with pytest.raises(ConflictError):
        keep_ours(work, row, seen)
    wanted = select(Event.subject).where(col(Event.action) == Action.suspect_cleared)
    assert work.session.exec(wanted).all() == [f"{row.code} BAN-01"]


def test_without_history_nobody_says_how_it_read(make: Make):
    work = lead(make)
    row = make.requirement(catalogue_key="BAN-01", catalogue_digest="sha256:older")

    assert {d.then for d in differences(work, row)} == {None}
    assert origin_state(row, "nb") is OriginState.changed


def test_a_locked_requirement_and_one_without_a_source_are_left_alone(make: Make):
    work = lead(make)
    row = taken(make, work, "BAN-01")[0]
    grown_old(work, row)
    row.status = RequirementStatus.locked
    work.session.flush()
    for act in (take_in, keep_ours):
        with pytest.raises(ForbiddenError):
            act(work, row, row.version)

    own = make.requirement()
    gone = make.requirement(catalogue_key="NIX-99", catalogue_digest="sha256:older")
    assert origin_state(own, "nb") is OriginState.none
    assert origin_state(gone, "nb") is OriginState.gone
    for other in (own, gone):
        with pytest.raises(NotFoundError):
            take_in(work, other, other.version)


def test_the_digest_is_of_what_is_taken_over_and_of_nothing_else():
    entry = shipped()["BAN-01"]
    values = requirement_values(entry, "nb")

    assert values["catalogue_digest"] == digest_of(values | {"fulfilment": "agreed", "code": "X"})
    for name, other in (("statement", "x"), ("word_limit", 9), ("legal_basis", "")):
        assert digest_of(values | {name: other}) != values["catalogue_digest"]


def test_entries_are_found_by_any_ending_of_a_word_by_key_and_by_area():
    def keys(**wanted: str) -> list[str]:
        return [entry.key for entry in find_entries(CatalogueFilter(**wanted), "nb")]

    assert "BAN-01" in keys(text="betalingsoppdragene") == keys(text="BETALINGSOPPDRAG")
    assert keys(text="ban-02") == ["BAN-02"]
    assert keys(text="finnes-ikke") == [] and len(keys()) == len(shipped())
    assert {key[:3] for key in keys(module="okonomi/bank")} == {"BAN"}
    assert keys(requirement_class="K") == [
        key for key, entry in shipped().items() if entry.requirement_class == "K"
    ]
    new = find_entries(CatalogueFilter(module="okonomi/bank", is_new=True), "nb", ["BAN-01"])
    assert "BAN-01" not in [entry.key for entry in new] and new
