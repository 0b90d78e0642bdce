"""Needs that say the same: merged and parted in any order, nothing is lost, on each database."""

import random
from typing import Any

import pytest
from factories import Make
from sqlmodel import select

from procurement.domain import (
    Action,
    Event,
    Need,
    NeedBacking,
    NeedMerge,
    NeedQuote,
    NeedRequirement,
    Revision,
    Role,
    Stance,
)
from procurement.errors import ConflictError, FieldError, KravsporError, NotFoundError
from procurement.services import backing
from procurement.services.backing import BackingDraft
from procurement.services.likeness import alike, most_like
from procurement.services.merging import merge_needs, part_need, provenance_of
from procurement.services.needs import NeedDraft, change_need, get_need
from procurement.services.traces import change_reason, get_link
from procurement.services.work import Work


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the lead's work among two municipalities."""
    homes = [make_anywhere.municipality(name).organisation_id for name in ("Alver", "Bodø")]
    return make_anywhere.work(make_anywhere.member(Role.lead, organisation_id=homes[0]))


def say(work: Work, need: Need, number: int, stance: Stance, **more: Any) -> None:
    home = backing.organisations_of(work)[number]
    backing.answer(work, home, need, BackingDraft(stance, **more))
    work.session.commit()


def state(work: Work) -> dict[str, list[str]]:
    """Return all needs and links, without what only counts or names rows."""
    out = {"id", "version"}
    tables: list[Any] = [Need, NeedQuote, NeedRequirement, NeedBacking]
    work.session.expire_all()
    return {
        table.__tablename__: sorted(
            str(sorted(row.model_dump(exclude=out if table is not Need else {"version"}).items()))
            for row in work.session.exec(select(table))
        )
        for table in tables
    }


def merge(work: Work, kept: Need, merged: Need, why: str = "") -> None:
    merge_needs(work, kept, merged, why)
    work.session.commit()


def part(work: Work, merged: Need) -> None:
    part_need(work, merged)
    work.session.commit()


def test_the_need_that_stands_gets_what_it_lacks(work: Work, make_anywhere: Make):
    make = make_anywhere
    shared, other = make.quote(), make.quote()
    kept, merged = make.need([shared]), make.need([shared, other], statement="Pay in time.")
    first = make.requirement(kept)
    second = make.requirement()
    make.trace(merged, first, "Not this reason.")
    make.trace(merged, second, "This reason.")
    say(work, kept, 0, Stance.has)
    say(work, merged, 0, Stance.objects, reason="No.")
    say(work, merged, 1, Stance.wants, importance=5)

    merge(work, kept, merged, " The same in other words. ")

    assert [quote.code for quote in kept.quotes] == [shared.code, other.code]
    reasons = {trace.requirement.code: trace.reason for trace in kept.traces}
    assert reasons == {first.code: "It helps.", second.code: "This reason."}
    stances = {o.name: b for o, b in backing.stances_on(work, kept)}
    assert [b.stance for b in stances.values()] == [Stance.has, Stance.wants]
    assert stances["Bodø"].need_fingerprint == merged.fingerprint  # so it asks to be confirmed
    assert not merged.traces and len(merged.quotes) == 2
    [(held, need)] = provenance_of(work, kept).merged
    assert (need.code, held.why) == (merged.code, "The same in other words.")
    assert provenance_of(work, merged).into is kept
    assert work.session.exec(select(Revision).where(Revision.thing_id == merged.id)).one().why
    logged = work.session.exec(select(Event).where(Event.action == Action.need_merged)).one()
    assert logged.subject == f"{merged.code} {kept.code}"


def test_parting_restores_everything_exactly(work: Work, make_anywhere: Make):
    make = make_anywhere
    kept, merged = make.need([make.quote()]), make.need([make.quote()])
    make.trace(merged, make.requirement(kept), "Its own reason.")
    say(work, merged, 1, Stance.wants, importance=2, reason="<&> 🎉")
    before = state(work)

    merge(work, kept, merged)
    assert state(work) != before
    part(work, merged)

    assert state(work) == before
    held = work.session.exec(select(NeedMerge)).one()
    assert held.undone_at is not None and held.undone_by == work.user.name
    assert provenance_of(work, kept).merged == ()


def test_what_somebody_changed_since_stays_when_they_part(work: Work, make_anywhere: Make):
    make = make_anywhere
    kept, merged = make.need(), make.need(statement="Other words.")
    requirement = make.requirement(merged)
    say(work, merged, 0, Stance.wants)
    merge(work, kept, merged)
    backing.confirm(work, backing.organisations_of(work)[0], kept)
    change_reason(work, get_link(work, requirement, kept.code), "A better reason.", "It helps.")
    work.session.commit()

    part(work, merged)

    assert [b.stance for _o, b in backing.stances_on(work, kept)] == [Stance.wants]
    assert get_link(work, requirement, kept.code).reason == "A better reason."
    assert get_link(work, requirement, merged.code).reason == "It helps."


def test_a_merged_need_cannot_be_changed_or_merged_again(work: Work, make_anywhere: Make):
    kept, merged, third = (make_anywhere.need() for _each in range(3))
    merge(work, kept, merged)
    draft = NeedDraft(merged.code, "New.", "Payroll", merged.kind, merged.priority)

    for attempt in (
        lambda: change_need(work, merged, draft, merged.version),
        lambda: merge_needs(work, third, merged),
        lambda: merge_needs(work, merged, third),
    ):
        with pytest.raises(ConflictError):
            attempt()
    with pytest.raises(FieldError):
        merge_needs(work, kept, kept)
    with pytest.raises(NotFoundError):
        part_need(work, third)


def test_a_need_that_rests_in_another_is_parted_from_outside_in(work: Work, make_anywhere: Make):
    inner, middle, outer = (make_anywhere.need() for _each in range(3))
    make_anywhere.requirement(inner)
    before = state(work)
    merge(work, middle, inner)
    merge(work, outer, middle)

    with pytest.raises(ConflictError):
        part_need(work, inner)
    part(work, middle)
    part(work, inner)

    assert state(work) == before


@pytest.mark.parametrize("seed", range(6))
def test_merged_and_parted_in_any_order_everything_comes_back(
    work: Work, make_anywhere: Make, seed: int
):
    chance = random.Random(seed)
    needs = _tangle(work, make_anywhere, chance)
    before = state(work)

    for _step in range(25):
        _try(work, chance, needs)
    _check_what_stands(work, needs)
    while any(need.merged_into_id for need in needs):
        _try(work, chance, needs, only_part=True)

    assert state(work) == before


def _tangle(work: Work, make: Make, chance: random.Random) -> list[Need]:
    """Make needs with quotes, requirements and backing in common."""
    with make.at_once():
        quotes = [make.quote() for _each in range(4)]
        needs = [make.need(chance.sample(quotes, 2), statement=f"Need {n}.") for n in range(5)]
        for requirement in [make.requirement() for _each in range(4)]:
            for need in chance.sample(needs, 2):
                make.trace(need, requirement, f"{need.code} {requirement.code}")
    for need in needs:
        for number in (0, 1):
            if chance.random() < 0.6:
                say(work, need, number, Stance.wants, reason=f"{need.code} {number}")
    return needs


def _try(work: Work, chance: random.Random, needs: list[Need], only_part: bool = False) -> None:
    one, other = chance.sample(needs, 2)
    try:
        if only_part or chance.random() < 0.4:
            part(work, one)
        else:
            merge(work, one, other)
    except KravsporError:
        work.session.rollback()


def _check_what_stands(work: Work, needs: list[Need]) -> None:
    """Each need that stands has all that rests in it, and nothing is said twice."""
    work.session.expire_all()
    inside: dict[Any, set[Any]] = {}
    for need in needs:
        root = need
        while root.merged_into_id:
            root = get_need(work, next(n.code for n in needs if n.id == root.merged_into_id))
        inside.setdefault(root.id, set()).update(quote.id for quote in need.quotes)
    for need in needs:
        if need.merged_into_id is None:
            assert {quote.id for quote in need.quotes} == inside[need.id]
        else:
            assert not need.traces


def test_needs_that_say_nearly_the_same_are_found():
    texts = [
        "Lønn må utbetales til riktig tid i alle kommuner.",
        "Kommunene må utbetale lønnen til riktig tid.",
        "Faktura må leses automatisk fra e-post.",
        "",
    ]

    assert [(one, other) for one, other, _share in alike(texts)] == [(0, 1)]
    assert [row for row, _share in most_like(texts[0], texts[1:], str, 5)] == [texts[1]]
    assert most_like("", texts, str, 5) == []
