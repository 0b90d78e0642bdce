"""Where municipalities stand on needs, on each kind of database."""

import pytest
from factories import Make

from procurement.domain import Need, Organisation, Participation, ParticipationStatus, Role, Stance
from procurement.errors import ConflictError, FieldError, ForbiddenError
from procurement.services import backing
from procurement.services.backing import BackingDraft
from procurement.services.work import Work


@pytest.fixture
def work(make_anywhere: Make) -> Work:
    """Return the work of a contact of the first of three municipalities."""
    homes = [make_anywhere.municipality(name) for name in ("Alver", "Bodø", "Cavelen")]
    contact = make_anywhere.member(Role.contact, organisation_id=homes[0].organisation_id)
    return make_anywhere.work(contact)


def home(work: Work, number: int = 0) -> Organisation:
    return backing.organisations_of(work)[number]


def say(work: Work, need: Need, stance: Stance | None, number: int = 0, **more: object) -> None:
    backing.answer(work, home(work, number), need, BackingDraft(stance, **more))  # type: ignore[arg-type]
    work.session.commit()


def test_a_requirement_rests_on_the_municipalities_that_have_or_want_its_needs(
    work: Work, make_anywhere: Make
):
    needs = [make_anywhere.need() for _each in range(3)]
    requirement = make_anywhere.requirement(needs[0])
    make_anywhere.trace(needs[1], requirement)
    other = make_anywhere.requirement(needs[2])
    say(work, needs[0], Stance.has)
    say(work, needs[1], Stance.wants)
    say(work, needs[1], Stance.wants, 1)
    say(work, needs[0], Stance.objects, 2, reason="We do it by hand.")
    say(work, needs[2], Stance.objects, reason="No.")

    assert backing.backing_counts(work) == {requirement.id: 2}
    backers = backing.backers_of(work, requirement)
    assert backers.in_favour == ("Alver", "Bodø")
    assert backers.against == (("Cavelen", needs[0].code),)
    assert backing.backing_counts(work, [other.id]) == {}


def test_a_merged_need_backs_nothing(work: Work, make_anywhere: Make):
    need, other = make_anywhere.need(), make_anywhere.need()
    make_anywhere.requirement(need)
    say(work, need, Stance.has)
    need.merged_into_id = other.id
    work.session.add(need)
    work.session.commit()

    assert backing.backing_counts(work) == {}
    with pytest.raises(FieldError, match="is merged"):
        say(work, need, Stance.wants)


def test_an_answer_is_given_changed_and_taken_back(work: Work, make_anywhere: Make):
    need = make_anywhere.need()
    say(work, need, Stance.wants, importance=4, reason=" Soon. ")
    [(organisation, held)] = backing.stances_on(work, need)
    assert (organisation.name, held.stance, held.importance) == ("Alver", Stance.wants, 4)
    assert (held.reason, held.need_fingerprint) == ("Soon.", need.fingerprint)

    say(work, need, Stance.has, seen=1)
    assert backing.stances_on(work, need)[0][1].importance is None
    say(work, need, None, seen=2)
    assert backing.stances_on(work, need) == []
    say(work, need, None)


def test_an_answer_rests_on_the_need_as_it_was_read(work: Work, make_anywhere: Make):
    need = make_anywhere.need()
    before = need.fingerprint
    need.statement = "Something else."
    make_anywhere.session.add(need)
    make_anywhere.session.commit()

    say(work, need, Stance.has, read=before)
    assert backing.stances_on(work, need)[0][1].need_fingerprint == before != need.fingerprint
    backing.confirm(work, home(work), need)
    assert backing.stances_on(work, need)[0][1].need_fingerprint == need.fingerprint


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (BackingDraft(Stance.objects, 3, " "), "reason"),
        (BackingDraft(None, 3), "stance"),
        (BackingDraft(None, None, "why"), "stance"),
        (BackingDraft(Stance.has, 6), "importance"),
    ],
)
def test_half_an_answer_is_refused(
    work: Work, make_anywhere: Make, draft: BackingDraft, field: str
):
    need = make_anywhere.need()

    with pytest.raises(FieldError) as caught:
        backing.answer(work, home(work), need, draft)

    assert caught.value.field == field


def test_a_colleague_who_answered_first_is_not_overwritten(work: Work, make_anywhere: Make):
    need = make_anywhere.need()
    say(work, need, Stance.has)
    say(work, need, Stance.wants, seen=1)

    for seen in (0, 1):
        with pytest.raises(ConflictError):
            say(work, need, Stance.objects, reason="No.", seen=seen)
    assert backing.stances_on(work, need)[0][1].stance is Stance.wants


def test_whoever_has_no_municipality_here_answers_for_none(work: Work, make_anywhere: Make):
    assert backing.require_organisation(work).name == "Alver"
    with pytest.raises(ForbiddenError):
        backing.require_organisation(make_anywhere.work(make_anywhere.member()))

    declined = make_anywhere.session.get_one(Organisation, home(work, 2).id)
    part = make_anywhere.municipality("Dovre", status=ParticipationStatus.declined)
    assert isinstance(part, Participation) and declined.name == "Cavelen"
    away = make_anywhere.member(Role.contact, organisation_id=part.organisation_id)
    with pytest.raises(ForbiddenError):
        backing.require_organisation(make_anywhere.work(away))
