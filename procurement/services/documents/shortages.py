"""What each rule of completeness looks for; a shortage is a sentence and the code of a thing."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from sqlmodel import col, select

from procurement.domain import (
    AnswerForm,
    DeadlineKind,
    ParticipationStatus,
    Procedure,
    Requirement,
)
from procurement.domain.labels import label
from procurement.evaluation import Severity
from procurement.i18n import current_language, format_moment
from procurement.i18n import gettext as _
from procurement.services.bids import price_lines
from procurement.services.criteria import model_of, scale_of
from procurement.services.documents.tender_set import contract_of, members_of
from procurement.services.model_check import checked
from procurement.services.participants import bound_participants, deadlines_of
from procurement.services.quantities import quantities_of
from procurement.services.review.rounds import open_rounds
from procurement.services.sign_off import sign_off_view
from procurement.services.tender_texts import blanks_of
from procurement.services.work import Work, now

Shortage: TypeAlias = tuple[str, str]

MOST_TOLD = 10  # requirements that are told one by one
_NEEDED = {
    Procedure.open: (DeadlineKind.tenders,),
    Procedure.negotiated: (DeadlineKind.applications, DeadlineKind.tenders),
}
_OPTIONAL = ParticipationStatus.option


def rounds_that_are_open(work: Work) -> Iterator[Shortage]:
    """Find the rounds to close: once sealed, nobody can answer a comment any more."""
    for found in open_rounds(work):
        name = found.name
        yield _("The round %(name)s is open. Close it first.", name=name), str(found.number)


def no_requirements(work: Work) -> Iterator[Shortage]:
    """Find a specification without requirements."""
    mine = Requirement.procurement_id == work.procurement.id
    if work.session.exec(select(Requirement.id).where(mine).limit(1)).first() is None:
        yield _("There are no requirements."), ""


def blank_places(work: Work) -> Iterator[Shortage]:
    """Find the places that must be filled in, of the documents that the set has."""
    folders = {member.document.folder for member in members_of(work)}
    for filled in blanks_of(work):
        if filled.place.document in folders:
            name = filled.place.label.in_language(current_language())
            yield _("Not filled in: %(place)s.", place=name), filled.place.name


def deadlines_missing(work: Work) -> Iterator[Shortage]:
    """Find the deadlines that the procedure cannot do without."""
    yield from _without(work, _NEEDED[work.procurement.procedure])


def no_questions(work: Work) -> Iterator[Shortage]:
    """Find that nobody knows until when questions can be asked."""
    yield from _without(work, (DeadlineKind.questions,))


def _without(work: Work, kinds: tuple[DeadlineKind, ...]) -> Iterator[Shortage]:
    known = {deadline.kind for deadline in deadlines_of(work)}
    for kind in kinds:
        if kind not in known:
            yield _("There is no deadline for: %(what)s.", what=label(kind)), ""


def deadline_order(work: Work) -> Iterator[Shortage]:
    """Find deadlines that fall on or after the one for bids."""
    at = {deadline.kind: deadline.at for deadline in deadlines_of(work)}
    last = at.pop(DeadlineKind.tenders, None)
    for kind, moment in at.items():
        if last is not None and moment >= last:
            words = {"first": label(kind), "last": label(DeadlineKind.tenders)}
            yield _("The deadline %(first)s is not before %(last)s.", **words), ""


def deadlines_passed(work: Work) -> Iterator[Shortage]:
    """Find deadlines that have passed already."""
    for deadline in deadlines_of(work):
        if deadline.at <= now():
            words = {"what": label(deadline.kind), "moment": format_moment(deadline.at)}
            yield _("The deadline %(what)s has passed: %(moment)s.", **words), ""


def choices_missing(work: Work) -> Iterator[Shortage]:
    """Find requirements that ask for a choice and offer nothing to choose from."""
    rows = work.session.exec(
        select(Requirement.code)
        .where(Requirement.procurement_id == work.procurement.id)
        .where(Requirement.answer_form == AnswerForm.choice, col(Requirement.choices) == "")
        .order_by(Requirement.code)
        .limit(MOST_TOLD)
    )
    for code in rows:
        yield _("%(code)s asks for a choice but has no answers to choose from.", code=code), code


def scale_missing(work: Work) -> Iterator[Shortage]:
    """Find points without words for what they mean."""
    if model_of(work).method.has_points and not scale_of(work):
        yield _("There is no scale that says what the points mean."), ""


def no_price_lines(work: Work) -> Iterator[Shortage]:
    """Find a price form without lines."""
    if not price_lines(work):
        yield _("The price form has no lines."), ""


def no_quantity(work: Work) -> Iterator[Shortage]:
    """Find lines of the price form of which nothing is bought."""
    for line in price_lines(work):
        if not line.quantity:
            yield _("The price line %(code)s has no quantity.", code=line.code), ""


def uneven_quantity(work: Work) -> Iterator[Shortage]:
    """Find lines whose parts do not add up to the whole."""
    divided = quantities_of(work)
    for line in price_lines(work):
        parts = divided.get(line.id)
        if parts and sum(parts.values(), Decimal(0)) != line.quantity:
            text = _("The parts of the price line %(code)s do not add up.", code=line.code)
            yield text, ""


def environment_open(work: Work) -> Iterator[Shortage]:
    """Find a weight of environment below the rule of the date without a ground that holds."""
    yield from _environment(work, Severity.error)


def environment_doubtful(work: Work) -> Iterator[Shortage]:
    """Find a ground for a low weight that is disputed, or a weight that bids hardly feel."""
    yield from _environment(work, Severity.warning)


def _environment(work: Work, severity: Severity) -> Iterator[Shortage]:
    for each in checked(work, None):
        if each.finding.check == "environment" and each.finding.severity is severity:
            yield f"{each.finding.text} {each.finding.advice}", ""


def no_number(work: Work) -> Iterator[Shortage]:
    """Find participants that no organisation number is known of."""
    names = [
        each.organisation.name
        for each in bound_participants(work)
        if not each.organisation.organisation_number
    ]
    if names:
        yield _("The organisation number is not known of: %(names)s.", names=", ".join(names)), ""


def options_unmeasured(work: Work) -> Iterator[Shortage]:
    """Find those who may join of whom it is not said how much they buy."""
    buyers = {buyer for shares in quantities_of(work).values() for buyer, _year in shares}
    names = [
        each.organisation.name
        for each in bound_participants(work)
        if each.participation.status == _OPTIONAL and each.organisation.id not in buyers
    ]
    if names:
        told = ", ".join(names)
        yield _("Those with an option have no volume in the price form: %(names)s.", names=told), ""


def model_unsigned(work: Work) -> Iterator[Shortage]:
    """Find a model that nobody stands behind as it is now."""
    if sign_off_view(work).state in ("none", "outdated"):
        yield _("Nobody has signed the evaluation model as it is now."), ""


def annexes_unverified(work: Work) -> Iterator[Shortage]:
    """Find annexes whose number and title nobody has checked against the contract."""
    contract = contract_of(work)
    if not contract.is_verified:
        yield contract.note.in_language(current_language()), ""
