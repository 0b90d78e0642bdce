"""The content of the evaluation report, in the order in which people ask for it."""

from collections.abc import Iterator, Sequence

from reportlab.platypus import CondPageBreak, Flowable, Spacer

from procurement.exporting.charts import ChartBar, ContributionChart
from procurement.exporting.pdf_pages import WIDTH, Heading, make_pdf, marked_up, paragraph
from procurement.exporting.pdf_tables import data_table
from procurement.exporting.pdf_tags import TaggedTable
from procurement.exporting.pdf_text import BOLD, SEMIBOLD, markup, text_width
from procurement.exporting.views import EvaluationReport, ResultBid
from procurement.i18n import gettext as _

_LEAST_NAME = 96.0  # width of the column with the names of the bids


def build_report(view: EvaluationReport) -> bytes:
    """Return the report as a PDF."""
    parts = (_first_page(view), _reasons(view), _model(view), _facts(view))
    return make_pdf(view.frame, [flowable for part in parts for flowable in part])


def _first_page(view: EvaluationReport) -> Iterator[Flowable]:
    """Yield title, summary, the table of results and the chart."""
    frame = view.frame
    yield paragraph(frame.title, "title", BOLD)
    yield paragraph(frame.procurement, "subtitle")
    yield paragraph(" · ".join((frame.buyer, frame.issued, frame.baseline)), "grey")
    if frame.notice:
        yield paragraph(frame.notice, "grey", SEMIBOLD)
    yield paragraph(view.summary, "box", SEMIBOLD)
    yield _result_table(view)
    for bid in view.bids:
        if bid.excluded:
            yield Spacer(0, 6)
            yield paragraph(f"{bid.code} {bid.name}: {bid.excluded}", "grey")
    ranked = [bid for bid in view.bids if not bid.excluded]
    if ranked and not view.in_kroner:
        alt = f"{view.chart_title}. {view.chart_description}"
        chart = ContributionChart(view.columns, tuple(map(_bar, ranked)), alt)
        yield CondPageBreak(chart.wrap(WIDTH, 0)[1] + 40)
        yield paragraph(view.chart_title, "caption", SEMIBOLD)
        yield chart
        yield Spacer(0, 4)
        yield paragraph(view.chart_description, "grey")


def _bar(bid: ResultBid) -> ChartBar:
    return ChartBar(f"{bid.code} {bid.name}", bid.contribution_values, bid.contributions, bid.total)


def _result_table(view: EvaluationReport) -> TaggedTable:
    """Return bids by main criteria."""
    columns = [name.replace(" %", "\u00a0%") for name in view.columns]
    heads = [_("Rank"), _("Bid"), *columns, _("Total"), _("Price")]
    rows = [
        [bid.rank, f"{bid.code} {bid.name}", *bid.contributions, bid.total, bid.price]
        for bid in view.bids
    ]
    rank, total, price = 34.0, 38.0, 68.0
    each = _column_widths(columns, WIDTH - rank - total - price - _LEAST_NAME)
    name = WIDTH - rank - total - price - sum(each)
    widths = [rank, name, *each, total, price]
    return data_table(heads, rows, widths, left=(0, 1), strong=(1, len(heads) - 2))


def _column_widths(heads: Sequence[str], space: float) -> list[float]:
    """Give each column room for the longest word of its heading, or a share of what there is."""
    wanted = [
        max((text_width(word, SEMIBOLD, 8) for word in head.split(" ")), default=0.0) + 10
        for head in heads
    ]
    shrink = min(1.0, space / max(1.0, sum(wanted)))
    return [max(40.0, width) * shrink for width in wanted]


def _reasons(view: EvaluationReport) -> Iterator[Flowable]:
    """Yield, per bid and criterion, what was agreed and why; long texts flow over pages."""
    for bid in view.bids:
        if not bid.reasons and not bid.excluded:
            continue
        yield Heading(_("Reasons: %(code)s %(name)s", code=bid.code, name=bid.name), 1)
        if bid.excluded:
            yield paragraph(bid.excluded)
        else:
            words = {"rank": bid.rank, "total": bid.total}
            said = _("Rank %(rank)s with %(total)s points.", **words)
            said = _("Rank %(rank)s with %(total)s.", **words) if view.in_kroner else said
            yield paragraph(said, "grey")
        for criterion, rows in bid.reasons:
            yield Heading(criterion, 2)
            for row in rows:
                title = markup(f"{row.code} {row.title}", SEMIBOLD)
                points = markup(_("%(points)s points", points=row.points), BOLD)
                yield marked_up(f"{title} &nbsp;·&nbsp; {points}", "item")
                yield paragraph(row.reason, "reason")


def _model(view: EvaluationReport) -> Iterator[Flowable]:
    """Yield the criteria with their weights, and the price formula."""
    yield Heading(_("The evaluation model"), 1)
    heads = [_("Code"), _("Criterion"), _("Type"), _("Weight"), _("Share of the whole")]
    rows = [
        [row.code, "    " * (row.depth - 1) + row.name, row.kind, row.weight, row.effective]
        for row in view.criteria
    ]
    yield data_table(heads, rows, [48, WIDTH - 48 - 100 - 60 - 96, 100, 60, 96], left=(0, 1, 2))
    if view.formula_words:
        yield Heading(_("From price to points"), 2)
        yield paragraph(view.formula_words)
        yield paragraph(view.formula_symbols, "formula", SEMIBOLD)


def _facts(view: EvaluationReport) -> Iterator[Flowable]:
    """Yield how the result was computed."""
    yield Heading(_("How the result was computed"), 1)
    rows = [[fact.label, fact.value] for fact in view.facts]
    yield data_table([_("What"), _("Value")], rows, [150, WIDTH - 150], left=(0, 1))
