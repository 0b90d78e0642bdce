"""How points become a ranking: the model, the bids it is tried on, and who signed it."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum, auto
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from procurement.domain.storage import LONG, SHORT, Versioned, choice, exact, one_of


class Method(StrEnum):
    """How the total of a bid is computed."""

    weighted_points = auto()
    lowest_price = auto()
    quality_deduction = auto()
    quality_markup = auto()
    percentage_markup = auto()
    price_per_quality = auto()
    effective_price = auto()

    @property
    def has_points(self) -> bool:
        """True if the price becomes points by a formula."""
        return self is Method.weighted_points

    @property
    def has_values(self) -> bool:
        """True if full points on a criterion have a value of their own."""
        return self in (Method.quality_deduction, Method.quality_markup, Method.effective_price)


class PriceFormula(StrEnum):
    """How a price becomes points."""

    linear = auto()
    proportional = auto()
    hybrid = auto()
    high_low = auto()
    fixed = auto()
    mean_relative = auto()
    logarithmic = auto()
    bands = auto()


class Normalisation(StrEnum):
    """Whether and how quality is lifted until the best bid has full points."""

    none = auto()
    proportional = auto()
    difference = auto()


class NormalisationLevel(StrEnum):
    """Where quality is lifted."""

    criterion = auto()
    leaf = auto()


class EnvironmentGround(StrEnum):
    """Why the environment criteria may weigh less than the rule asks."""

    requirements = auto()
    combined = auto()
    insignificant = auto()
    critical_interest = auto()
    national_minimum = auto()


class ScenarioOrigin(StrEnum):
    """Where hypothetical bids come from."""

    typed = auto()
    generated = auto()


class EvaluationModel(Versioned, table=True):
    """Everything that decides how points become a ranking; frozen with the documents."""

    __tablename__ = "evaluation_model"
    __table_args__ = (
        UniqueConstraint("procurement_id"),
        one_of("method", Method),
        one_of("price_formula", PriceFormula),
        one_of("normalisation", Normalisation),
        one_of("normalisation_level", NormalisationLevel),
        one_of("environment_ground", EnvironmentGround),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", ondelete="CASCADE")
    method: Method = choice(Method, default=Method.weighted_points)
    max_points: Decimal = exact(default=Decimal(10), gt=0)
    price_formula: PriceFormula = choice(PriceFormula, default=PriceFormula.linear)
    zero_at: Decimal = exact(default=Decimal(2), gt=1)  # linear: multiple of the lowest price
    floor: Decimal | None = exact(default=None)  # linear
    knee: Decimal = exact(default=Decimal("1.5"), gt=1, lt=2)  # hybrid
    base: Decimal = exact(default=Decimal(10), gt=1)  # logarithmic
    full_price: Decimal | None = exact(default=None, ge=0)  # fixed: full points up to here
    zero_price: Decimal | None = exact(default=None, ge=0)  # fixed: no points from here
    is_clamped: bool = False  # fixed: never more than full points, never below 0
    bands: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)  # up_to and points
    normalisation: Normalisation = choice(Normalisation, default=Normalisation.none)
    normalisation_level: NormalisationLevel = choice(
        NormalisationLevel, default=NormalisationLevel.criterion
    )
    rounding_points: int | None = Field(default=None, ge=0, le=6)
    rounding_total: int | None = Field(default=None, ge=0, le=6)
    tie_rule: str = Field(default="", max_length=LONG)
    lowest_price: Decimal | None = exact(default=None, gt=0)  # that the group expects
    highest_price: Decimal | None = exact(default=None, gt=0)
    notice_date: date | None = None  # decides which rules apply
    environment_ground: EnvironmentGround | None = choice(EnvironmentGround, default=None)


class Scenario(Versioned, table=True):
    """Hypothetical bids for the model test, each with a price and points per criterion.

    A bid is plain data: code, name, price, scores by criterion, and where the group is unsure
    price_range and score_ranges, each from and to; role says which of the invented ones it is.
    """

    __table_args__ = (
        UniqueConstraint("procurement_id", "name"),
        one_of("origin", ScenarioOrigin),
    )

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    name: str = Field(max_length=SHORT, min_length=1)
    note: str = Field(default="", max_length=LONG)
    bids: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSON)
    origin: ScenarioOrigin = choice(ScenarioOrigin, default=ScenarioOrigin.typed)
    score_ranges: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)  # by criterion


class ModelSignOff(SQLModel, table=True):
    """Somebody stands behind the model as it was; frozen once the documents are sealed."""

    __tablename__ = "model_sign_off"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    procurement_id: UUID = Field(foreign_key="procurement.id", index=True, ondelete="CASCADE")
    digest: str = Field(max_length=80)  # of the model that was signed
    content: str  # the model itself, as JSON
    engine: str = Field(max_length=20)
    signed_at: datetime
    signed_by: str = Field(max_length=SHORT)
    reason: str = Field(max_length=LONG, min_length=1)
    notes: str = Field(default="", max_length=LONG)
    frozen_at: datetime | None = None
