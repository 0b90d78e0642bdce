"""Make real rows, each with what a test does not care about filled in."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from types import TracebackType
from typing import Any, Self, TypeVar
from uuid import UUID

from sqlmodel import SQLModel, select

from procurement.db import Database
from procurement.domain import (
    Answer,
    Assignment,
    Bid,
    Chapter,
    ConsensusScore,
    Criterion,
    CriterionKind,
    EvaluationModel,
    Impartiality,
    ImpartialityDeclaration,
    Membership,
    Need,
    NeedKind,
    NeedQuote,
    NeedRequirement,
    Organisation,
    Participation,
    ParticipationStatus,
    Phase,
    PriceAnswer,
    PriceLine,
    Procurement,
    Quote,
    Requirement,
    RequirementClass,
    RequirementCriterion,
    Role,
    ScaleStep,
    Scenario,
    Score,
    Source,
    SourceKind,
    Supplier,
    User,
)
from procurement.services.sign_in import hash_password
from procurement.services.work import Work

Row = TypeVar("Row", bound=SQLModel)

PASSWORD = "a long password for tests"
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


class Make:
    """Rows in one database; without a procurement given they belong to the last one made."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.session = database.write()
        self._here: Procurement | None = None
        self._users: dict[UUID, User] = {}
        self._bulk = 0
        self._last: type[SQLModel] | None = None
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.session.close()

    @property
    def here(self) -> Procurement:
        """Return the procurement that rows belong to; the first one is made when needed."""
        return self._here or self.procurement()

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Commit once at the end and not after each row."""
        self._bulk += 1
        yield
        self._bulk -= 1
        if not self._bulk:
            self.session.commit()

    def _kept(self, row: Row) -> Row:
        if type(row) is not self._last:
            self.session.flush()  # what a row of another kind may point to goes in first
        self._last = type(row)
        self.session.add(row)
        if not self._bulk:
            self.session.commit()
        return row

    def _next(self, prefix: str, digits: int = 1) -> str:
        self._number += 1
        return f"{prefix}{self._number:0{digits}}"

    def _own(self, values: dict[str, Any]) -> dict[str, Any]:
        return {"procurement_id": self.here.id} | values

    def procurement(self, phase: Phase = Phase.drafting, **values: Any) -> Procurement:
        """Make a procurement with a model and a scale."""
        slug = values.pop("slug", None) or self._next("joint-erp-")
        defaults = {"slug": slug, "title": f"Joint ERP {slug}", "language": "en", "phase": phase}
        with self.at_once():
            self._here = self._kept(Procurement(**(defaults | values)))
            self._kept(EvaluationModel(procurement_id=self._here.id))
            for points, words in (("0", "nothing"), ("5", "half"), ("10", "all")):
                self._kept(ScaleStep(**self._own({"points": Decimal(points), "text": words})))
        return self._here

    def move(self, phase: Phase) -> None:
        """Put the procurement into a phase, whatever the rules say."""
        self.here.phase = phase
        self._kept(self.here)

    def user(self, password: str = "", **values: Any) -> User:
        """Make a user; only one with a password can sign in with it."""
        email = values.pop("email", None) or self._next("user") + "@buyer.example"
        hashed = hash_password(password) if password else "no password"
        defaults = {"email": email, "name": f"Person {email}", "language": "en"}
        return self._kept(User(password_hash=hashed, **(defaults | values)))

    def member(self, role: Role = Role.lead, user: User | None = None, **values: Any) -> Membership:
        """Make somebody with a role; the user is made when none is given."""
        user = user or self.user(email=values.pop("email", None))
        self._users[user.id] = user
        return self._kept(Membership(**self._own({"user_id": user.id, "role": role} | values)))

    def user_of(self, member: Membership) -> User:
        """Return who a member is."""
        return self._users[member.user_id]

    def work(self, member: Membership) -> Work:
        """Return a member's work in this session; the test commits it."""
        return Work(self.session, self.here, member, self.user_of(member))

    def municipality(self, name: str = "", **values: Any) -> Participation:
        """Make a municipality that takes part."""
        home = self._kept(Organisation(name=name or self._next("Municipality ")))
        defaults = {"organisation_id": home.id, "status": ParticipationStatus.participates}
        return self._kept(Participation(**self._own(defaults | values)))

    def source(self, **values: Any) -> Source:
        """Make a source."""
        defaults = {"code": self._next("SRC-"), "title": "Minutes", "kind": SourceKind.document}
        return self._kept(Source(**self._own(defaults | values)))

    def quote(self, source: Source | None = None, **values: Any) -> Quote:
        """Make a quote in a source."""
        source = source or self.source()
        defaults = {"source_id": source.id, "code": self._next("Q-"), "text": "Payroll is late."}
        return self._kept(Quote(**self._own(defaults | values)))

    def need(self, quotes: list[Quote] | None = None, **values: Any) -> Need:
        """Make a need that rests on quotes."""
        defaults = {
            "code": self._next("B-", 2),
            "statement": "Payroll must be on time.",
            "area": "Payroll",
            "kind": NeedKind.need,
        }
        with self.at_once():
            need = self._kept(Need(**self._own(defaults | values)))
            for quote in quotes or []:
                self._kept(NeedQuote(need_id=need.id, quote_id=quote.id))
        return need

    def chapter(self, title: str = "Payroll", **values: Any) -> Chapter:
        """Make a chapter."""
        defaults = {"title": title, "position": len(self._next("x"))}
        return self._kept(Chapter(**self._own(defaults | values)))

    def requirement(self, need: Need | None = None, **values: Any) -> Requirement:
        """Make a requirement, evaluated unless said otherwise, that answers a need."""
        chapter = values.pop("chapter", None) or self._first_chapter()
        defaults = {
            "chapter_id": chapter.id,
            "code": self._next("KR-", 3),
            "title": "On time",
            "statement": "The system shall pay salaries on time.",
            "requirement_class": RequirementClass.evaluated,
        }
        requirement = self._kept(Requirement(**self._own(defaults | values)))
        if need is not None:
            self.trace(need, requirement)
        return requirement

    def _first_chapter(self) -> Chapter:
        wanted = select(Chapter).where(Chapter.procurement_id == self.here.id)
        return self.session.exec(wanted).first() or self.chapter()

    def trace(self, need: Need, requirement: Requirement, reason: str = "It helps.") -> None:
        """Let a requirement answer a need."""
        self._kept(NeedRequirement(need_id=need.id, requirement_id=requirement.id, reason=reason))

    def criterion(self, weight: str = "100", **values: Any) -> Criterion:
        """Make a criterion of quality unless said otherwise."""
        defaults = {
            "code": self._next("K"),
            "name": "Function",
            "kind": CriterionKind.quality,
            "documentation": "The answers.",
        }
        return self._kept(Criterion(weight=Decimal(weight), **self._own(defaults | values)))

    def judge(self, requirement: Requirement, criterion: Criterion, share: str = "100") -> None:
        """Judge a requirement under a criterion."""
        self._kept(
            RequirementCriterion(
                requirement_id=requirement.id, criterion_id=criterion.id, share=Decimal(share)
            )
        )

    def scenario(self, bids: list[dict[str, Any]], **values: Any) -> Scenario:
        """Make a set of hypothetical bids."""
        return self._kept(Scenario(bids=bids, **self._own({"name": "Thought up"} | values)))

    def price_line(self, **values: Any) -> PriceLine:
        """Make a line of the price form."""
        defaults = {
            "code": self._next("PL-"),
            "name": "Licence",
            "unit": "year",
            "quantity": Decimal(1),
        }
        return self._kept(PriceLine(**self._own(defaults | values)))

    def bid(self, code: str = "A", name: str = "", **values: Any) -> Bid:
        """Make a supplier with a final bid."""
        name = name or f"Supplier {code}"
        supplier = self._kept(Supplier(**self._own({"code": code, "name": name})))
        return self._kept(Bid(supplier_id=supplier.id, supplier=supplier, **self._own(values)))

    def answer(self, bid: Bid, requirement: Requirement, **values: Any) -> Answer:
        """Make a bid's answer to a requirement."""
        defaults = {"bid_id": bid.id, "requirement_id": requirement.id, "text": "We do it."}
        return self._kept(Answer(**(defaults | values)))

    def price(self, bid: Bid, line: PriceLine, amount: str) -> PriceAnswer:
        """Make a bid's price for a line."""
        return self._kept(PriceAnswer(bid_id=bid.id, line_id=line.id, unit_price=Decimal(amount)))

    def assign(self, member: Membership, criterion: Criterion) -> None:
        """Let a member score under a criterion."""
        self._kept(Assignment(membership_id=member.id, criterion_id=criterion.id))

    def declare(
        self, member: Membership, bid: Bid, statement: Impartiality = Impartiality.none
    ) -> None:
        """Declare a member's impartiality towards the supplier of a bid."""
        self._kept(
            ImpartialityDeclaration(
                membership_id=member.id,
                supplier_id=bid.supplier_id,
                statement=statement,
                signed_at=NOW,
            )
        )

    def score(
        self, member: Membership, bid: Bid, requirement: Requirement, points: str, reason: str = ""
    ) -> Score:
        """Make one evaluator's score with a reason."""
        return self._kept(
            Score(
                membership_id=member.id,
                bid_id=bid.id,
                requirement_id=requirement.id,
                points=Decimal(points),
                reason=reason or "Good.",
                saved_at=NOW,
            )
        )

    def agree(
        self, bid: Bid, requirement: Requirement, points: str, reason: str = ""
    ) -> ConsensusScore:
        """Make an agreed score with a reason."""
        return self._kept(
            ConsensusScore(
                bid_id=bid.id,
                requirement_id=requirement.id,
                points=Decimal(points),
                reason=reason or "Good.",
            )
        )
