"""Rankings and findings as plain text for a terminal."""

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from procurement.evaluation import Finding, Result, Severity
from procurement.i18n import format_number
from procurement.i18n import gettext as _

Row: TypeAlias = Sequence[str]

NOTHING = "–"


def ranking_table(result: Result) -> str:
    """Return the ranking as a table, with the exact total of each bid."""
    rows: list[Row] = [(_("Rank"), _("Bid"), _("Total"), _("Exact"))]
    for bid in result.bids:
        if bid.rank is None or bid.total is None:
            rows.append((NOTHING, bid.name, NOTHING, bid.excluded or ""))
        else:
            rows.append((str(bid.rank), bid.name, format_number(bid.total), str(bid.total)))
    lines = aligned(rows, "><><")
    for codes in result.ties:
        lines.append(_("Equal: %(codes)s", codes=", ".join(codes)))
    return "\n".join(lines)


def findings_text(findings: Sequence[Finding]) -> str:
    """Return each finding with what to do about it, and how many there are of each kind."""
    names = {
        Severity.error: _("Error"),
        Severity.warning: _("Warning"),
        Severity.info: _("Notice"),
    }
    lines = []
    for each in findings:
        lines += [f"{names[each.severity]}: {each.text}", f"    {each.advice}"]
    number = Counter(each.severity for each in findings)
    counted = ", ".join(f"{name}: {number[severity]}" for severity, name in names.items())
    return "\n".join([*lines, counted])


def aligned(rows: Sequence[Row], sides: str) -> list[str]:
    """Return the lines of a table; the sides, < or >, tell where the text of a column stands."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = list(zip(widths, sides, strict=True))
    return [
        "  ".join(
            f"{text:{side}{width}}" for text, (width, side) in zip(row, cells, strict=True)
        ).rstrip()
        for row in rows
    ]
