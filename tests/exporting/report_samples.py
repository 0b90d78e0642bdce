"""A sample evaluation report, from the same numbers as the sample score sheet."""

from fractions import Fraction

from procurement.exporting.scoresheet_tree import Tree, tree_of
from procurement.exporting.views import EvaluationReport, Fact, ReasonRow, ResultBid

from . import samples, sheet_samples


def decimal(value: Fraction) -> str:
    """Write points as people do."""
    return f"{float(value):.2f}".replace(".", ",")


def report(**changes: object) -> EvaluationReport:
    """Return the report, best bid first."""
    tree = tree_of(sheet_samples.score_sheet())
    order = sorted(range(len(tree.ranks)), key=lambda bid: tree.ranks[bid] or 99)
    given: dict[str, object] = {
        "frame": samples.frame("Evalueringsrapport"),
        "summary": (
            "Fjordbit ERP (oppdiktet) har det beste tilbudet med 7,88 poeng, 0,33 poeng foran "
            "Nordlys Data (oppdiktet)."
        ),
        "facts": (
            Fact("Metode", "Vektet poengsum, høyest total vinner"),
            Fact("Beregnet", "24. november 2026 kl. 12.00"),
            Fact("Motor", "kravspor 1"),
            Fact(
                "Kontrollsum",
                "sha256:3f9a1c07be525cd0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8",
            ),
        ),
        "columns": tuple(
            f"{row.name} {row.weight}" for row in samples.criteria() if row.depth == 1
        ),
        "bids": tuple(result(tree, bid) for bid in order),
        "criteria": samples.criteria(),
        "formula_words": samples.tender_document().formula_words,
        "formula_symbols": samples.tender_document().formula_symbols,
        "chart_title": "Hva hvert hovedkriterium bidrar med til totalen",
        "chart_description": (
            "Stolpene viser poeng etter vekting. Tallene i stolpene er bidragene, og tallet til "
            "høyre er totalen. De samme tallene står i tabellen over."
        ),
    }
    return EvaluationReport(**given | changes)  # type: ignore[arg-type]


def result(tree: Tree, bid: int) -> ResultBid:
    """Return one bid with all its reasons."""
    code, name, price = sheet_samples.SUPPLIERS[bid]
    values = [tree.shares[place] * (tree.points[place][bid] or 0) for place in tree.children[None]]
    return ResultBid(
        code=code,
        name=name,
        rank=str(tree.ranks[bid]),
        total=decimal(tree.totals[bid] or Fraction(0)),
        price=f"{int(price):,} kr".replace(",", "\u00a0"),
        contributions=tuple(decimal(value) for value in values),
        contribution_values=tuple(float(value) for value in values),
        reasons=tuple(reasons(tree, bid)),
    )


def reasons(tree: Tree, bid: int) -> list[tuple[str, tuple[ReasonRow, ...]]]:
    """Return the reasons under each criterion that has requirements."""
    found = []
    for place, node in enumerate(tree.view.nodes):
        rows = tuple(
            ReasonRow(
                leaf.code,
                leaf.name,
                (leaf.scores[bid].points or "").replace(".", ","),
                leaf.scores[bid].reason,
            )
            for at in tree.children.get(place, [])
            if (leaf := tree.view.nodes[at]).kind == "requirement"
        )
        if rows:
            found.append((f"{node.code} {node.name}", rows))
    return found
