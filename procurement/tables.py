"""Results as plain text for a terminal."""

from procurement.evaluation import Result
from procurement.i18n import format_number
from procurement.i18n import gettext as _


def ranking_table(result: Result) -> str:
    """Return the ranking as a table, with the exact total of each bid."""
    rows = [(_("Rank"), _("Bid"), _("Total"), _("Exact"))]
    for bid in result.bids:
        if bid.rank is None or bid.total is None:
            rows.append(("–", bid.name, "–", bid.excluded or ""))
        else:
            rows.append((str(bid.rank), bid.name, format_number(bid.total), str(bid.total)))
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    lines = [
        f"{rank:>{widths[0]}}  {name:<{widths[1]}}  {total:>{widths[2]}}  {exact}"
        for rank, name, total, exact in rows
    ]
    for codes in result.ties:
        lines.append(_("Equal: %(codes)s", codes=", ".join(codes)))
    return "\n".join(lines)
