"""The view of the evaluation report."""

from procurement.domain.labels import label
from procurement.errors import NotFoundError
from procurement.evaluation import Result as Ranking
from procurement.exporting.views import EvaluationReport, Fact, ReasonRow, ResultBid
from procurement.i18n import format_moment, format_money, format_number
from procurement.i18n import gettext as _
from procurement.services.criteria import model_of
from procurement.services.documents.frame import criterion_rows, frame_of
from procurement.services.evaluation import StoredResult, latest_result
from procurement.services.price_words import formula_symbols, formula_words
from procurement.services.ranking_words import written_total
from procurement.services.result import BidView, Part, ResultView, result_page
from procurement.services.work import Work


def evaluation_report(work: Work) -> EvaluationReport:
    """Return the report on the newest stored result."""
    stored = latest_result(work)
    if stored is None:
        raise NotFoundError(_("No result has been computed yet."))
    view, model = result_page(work, stored), model_of(work)
    return EvaluationReport(
        frame=frame_of(work, _("Evaluation report")),
        summary=view.sentence,
        facts=_facts(stored, label(model.method)),
        columns=tuple(_column(entry) for entry in view.columns),
        bids=tuple(_bid(bid, stored.ranking) for bid in view.bids),
        criteria=criterion_rows(work),
        formula_words=formula_words(model) if model.method.has_points else "",
        formula_symbols=formula_symbols(model) if model.method.has_points else "",
        chart_title=_("Points by main criterion"),
        chart_description=_chart_words(view, stored.ranking),
        in_kroner=view.in_kroner,
    )


def _facts(stored: StoredResult, method: str) -> tuple[Fact, ...]:
    return (
        Fact(_("Computed"), format_moment(stored.row.computed_at)),
        Fact(_("Computed by"), stored.row.computed_by),
        Fact(_("Method"), method),
        Fact(_("Engine"), stored.row.engine),
        Fact(_("Digest of the bundle"), stored.row.digest),
    )


def _column(entry: dict[str, str]) -> str:
    return f"{entry['name']} {entry['weight'].replace('.', ',')} %"


def _bid(bid: BidView, ranking: Ranking) -> ResultBid:
    outcome = bid.outcome
    return ResultBid(
        code=outcome.code,
        name=outcome.name,
        rank="–" if outcome.rank is None else str(outcome.rank),
        total=written_total(ranking, outcome.total),
        price="–" if bid.price is None else format_money(bid.price),
        contributions=tuple(written_total(ranking, part.contribution) for part in bid.parts),
        contribution_values=tuple(float(part.contribution) for part in bid.parts),
        reasons=tuple((f"{leaf.code} {leaf.name}", _reasons(leaf)) for leaf in _leaves(bid.parts)),
        excluded=outcome.excluded or "",
    )


def _leaves(parts: tuple[Part, ...]) -> list[Part]:
    """Return the criteria whose children are requirements."""
    found: list[Part] = []
    for part in parts:
        if any(child.agreed for child in part.children):
            found.append(part)
        else:
            found += _leaves(part.children)
    return found


def _reasons(criterion: Part) -> tuple[ReasonRow, ...]:
    return tuple(
        ReasonRow(part.code, part.name, format_number(part.points), part.agreed.reason)
        for part in criterion.children
        if part.agreed is not None and part.points is not None
    )


def _chart_words(view: ResultView, ranking: Ranking) -> str:
    rows = [
        f"{b.outcome.name}: {written_total(ranking, b.outcome.total)}"
        for b in view.bids
        if b.outcome.total is not None
    ]
    return "; ".join(rows)
