"""What ties the rows of the large procurement together: traces, backing, the model, comments."""

from decimal import Decimal
from typing import Any

from procurement.domain import (
    Comment,
    Criterion,
    CriterionKind,
    EvaluationModel,
    Need,
    NeedBacking,
    NeedRequirement,
    Organisation,
    Requirement,
    RequirementCriterion,
    ReviewRound,
    RoundKind,
    ScaleStep,
    Stance,
)
from tests.bench.rows import NOW, Rows

LINKS = 15_000
BACKED_BY = 10  # municipalities for each need


def traces(rows: Rows, needs: list[Need], requirements: list[Requirement]) -> None:
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < LINKS:
        pairs.add(
            (rows.chance.randrange(len(needs) - 10), rows.chance.randrange(len(requirements) - 50))
        )
    for need, requirement in sorted(pairs):
        rows.add(
            NeedRequirement(
                need_id=needs[need].id,
                requirement_id=requirements[requirement].id,
                reason="Kravet fjerner dobbelt arbeid.",
                need_fingerprint=_print_of(rows, needs[need]),
                requirement_fingerprint=_print_of(rows, requirements[requirement]),
            )
        )
    homes = [row for row in rows.kept if isinstance(row, Organisation)]
    for need in needs:
        for home in rows.chance.sample(homes, BACKED_BY):
            rows.add(
                NeedBacking(
                    need_id=need.id,
                    organisation_id=home.id,
                    stance=rows.chance.choice(list(Stance)),
                    importance=rows.chance.randint(1, 5),
                    need_fingerprint=_print_of(rows, need),
                    saved_at=NOW,
                    saved_by="Lead",
                )
            )


def _print_of(rows: Rows, row: Any) -> str:
    """Return a fingerprint that is stale for one row in a hundred."""
    row.take_fingerprint()
    return "stale" if rows.chance.randrange(100) == 0 else str(row.fingerprint)


def model(rows: Rows, requirements: list[Requirement]) -> None:
    price = {"code": "P", "name": "Pris", "kind": CriterionKind.price}
    rows.add(EvaluationModel(**rows.own()))
    rows.add(
        *(
            ScaleStep(**rows.own(points=Decimal(n), text=f"Dekker {n * 10} prosent av kravet."))
            for n in range(0, 11, 2)
        )
    )
    quality = {"code": "K", "name": "Kvalitet", "kind": CriterionKind.quality}
    tops = rows.add(
        Criterion(**rows.own(weight=Decimal(30), documentation="Prisskjemaet", **price)),
        Criterion(**rows.own(weight=Decimal(70), documentation="Svarene", position=1, **quality)),
    )
    leaves = rows.add(
        *(
            Criterion(
                **rows.own(
                    parent_id=tops[1].id,
                    position=n,
                    weight=Decimal(10),
                    documentation="Svarene",
                    code=f"K{n + 1}",
                    name=f"Del {n + 1}",
                    kind=CriterionKind.quality,
                )
            )
            for n in range(10)
        )
    )
    evaluated = [r for r in requirements if r.requirement_class.is_evaluated][:-30]
    for n, requirement in enumerate(evaluated):
        leaf = leaves[n * len(leaves) // len(evaluated)]
        rows.add(
            RequirementCriterion(
                requirement_id=requirement.id,
                criterion_id=leaf.id,
                share=Decimal(1),
                requirement_fingerprint=_print_of(rows, requirement),
                criterion_fingerprint=_print_of(rows, leaf),
            )
        )


def comments(rows: Rows, requirements: list[Requirement]) -> None:
    hearing = ReviewRound(
        **rows.own(number=1, name="Høring", kind=RoundKind.hearing, opened_at=NOW, opened_by="Lead")
    )
    rows.add(hearing)
    for n in range(600):
        about = requirements[n * 8]
        rows.add(
            Comment(
                **rows.own(
                    round_id=hearing.id,
                    code=f"M-{n + 1:03}",
                    requirement_id=about.id,
                    about=about.code,
                    about_fingerprint=_print_of(rows, about),
                    author="Lead",
                    said_at=NOW,
                    text="Dette kravet bør gjelde alle kommuner, og ikke bare de store.",
                )
            )
        )
