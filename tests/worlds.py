"""One small procurement with something on every page, and marks that must not leak."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from factories import NOW, Make
from reviewing import comment_on, round_in
from sealable import REASONS, make_sealable

from procurement.domain import (
    AnswerForm,
    Bid,
    Criterion,
    CriterionKind,
    Deviation,
    Membership,
    Phase,
    Requirement,
    RequirementClass,
    Role,
    RoundKind,
)
from procurement.services.evaluation import compute

PRICES = ("7654321", "8765432", "345678", "456789")  # kroner, as digits, whatever stands between
OWN = {"evaluator": "OWN-ONE", "second": "OWN-TWO", "chair": "OWN-CHAIR"}
AGREED = "AGREED-ALL"
ANSWERED = "ANSWERED-HERE"
POINTS = {"evaluator": "3.1416", "second": "2.7183", "chair": "1.4142"}
AGREED_POINTS = "1.7321"


@dataclass(frozen=True)
class World:
    """The rows that tests name."""

    slug: str
    members: dict[str, Membership]  # by role, and "second" for the other evaluator
    requirements: list[Requirement]
    criteria: list[Criterion]  # price, quality, and the leaf under quality
    bids: list[Bid]


def whole(make: Make, phase: Phase = Phase.price_open) -> World:
    """Make a procurement from source to result, in any phase."""
    with make.at_once():
        reasons = {"environment_justification": REASONS} if phase == Phase.review else {}
        here = make.procurement(phase, **reasons)
        make.municipality()
        members = {
            str(role): make.member(role, email=f"{role}@{here.slug}.example") for role in Role
        }
        members["second"] = make.member(Role.evaluator, email=f"second@{here.slug}.example")
        requirements = _specification(make)
        _review(make, requirements, is_open=phase != Phase.review)  # else nothing could be sealed
        criteria = _model(make, requirements)
        bids = [make.bid("A"), make.bid("B")]
        for name in ("evaluator", "second", "chair"):
            make.assign(members[name], criteria[2])
            for bid in bids:
                make.declare(members[name], bid)
        _bids(make, bids, requirements)
        _scores(make, members, bids, requirements[:2])
        if phase == Phase.review:
            make_sealable(make)
        compute(make.work(members["lead"]))
    return World(here.slug, members, requirements, criteria, bids)


def chapter_of(slug: str) -> UUID:
    """Return the id of the chapter in the procurement with a slug."""
    return uuid5(NAMESPACE_URL, slug)


def _specification(make: Make) -> list[Requirement]:
    source = make.source(code="SRC-1", title="The report")
    used = make.quote(source, code="SRC-1-1", text="Payroll is often late.", place="Page 7")
    make.quote(source, code="SRC-1-2", text="Nobody has used this.", position=1)
    need = make.need([used], code="B-01")
    make.need(code="B-02", statement="This rests on nothing.")
    chapter = make.chapter("Payroll", id=chapter_of(make.here.slug))
    first = make.requirement(need, code="KR-001", chapter=chapter, position=1)
    second = make.requirement(need, code="KR-002", chapter=chapter, position=2)
    third = make.requirement(
        need,
        code="KR-003",
        chapter=chapter,
        position=3,
        requirement_class=RequirementClass.minimum,
        answer_form=AnswerForm.degree,
        deviation=Deviation.may_reject,
        catalogue_key="BAN-01",
        catalogue_digest="sha256:of an older catalogue",
    )
    return [first, second, third]


def _review(make: Make, requirements: list[Requirement], is_open: bool) -> None:
    closed = None if is_open else NOW
    hearing = round_in(make, name="Hearing", kind=RoundKind.hearing, closed_at=closed)
    comment_on(make, requirements[0], "M-001", round_id=hearing.id)


def _model(make: Make, requirements: list[Requirement]) -> list[Criterion]:
    price = make.criterion("30", code="P", name="Price", kind=CriterionKind.price)
    quality = make.criterion("70", code="K", name="Quality", position=1, documentation="")
    leaf = make.criterion("100", code="K1", name="Function", parent_id=quality.id)
    make.judge(requirements[0], leaf, "60")
    make.judge(requirements[1], leaf, "40")
    make.scenario(
        [
            {"code": "T1", "name": "Cheap", "price": "10", "scores": {"K1": "5"}},
            {"code": "T2", "name": "Good", "price": "12", "scores": {"K1": "9"}},
        ]
    )
    return [price, quality, leaf]


def _bids(make: Make, bids: list[Bid], requirements: list[Requirement]) -> None:
    counted = make.price_line(code="PL-01", quantity=Decimal(1))
    option = make.price_line(code="PL-02", name="One more", is_option=True, position=1)
    for bid, amounts in zip(bids, (PRICES[:3:2], PRICES[1::2]), strict=True):
        make.price(bid, counted, f"{amounts[0]}.07")
        make.price(bid, option, amounts[1])
        for requirement in requirements:
            text = f"{ANSWERED} {bid.supplier.code} {requirement.code}"
            value = "yes" if requirement.answer_form == AnswerForm.degree else None
            make.answer(bid, requirement, text=text, value=value)


def _scores(
    make: Make, members: dict[str, Membership], bids: list[Bid], requirements: list[Requirement]
) -> None:
    for bid in bids:
        for requirement in requirements:
            for name, reason in OWN.items():
                make.score(members[name], bid, requirement, POINTS[name], reason)
            make.agree(bid, requirement, AGREED_POINTS, AGREED)
