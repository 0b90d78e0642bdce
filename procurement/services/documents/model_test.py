"""The view of the model test report: the model, what was tried, what was found, who signed."""

from collections.abc import Iterator

from procurement.domain import EvaluationModel, Scenario
from procurement.domain.labels import label
from procurement.errors import EvaluationError
from procurement.evaluation import ENGINE_VERSION, Severity
from procurement.exporting.model_test_view import ModelTestReport, ReportPart
from procurement.exporting.pictures import Table
from procurement.i18n import format_moment
from procurement.i18n import gettext as _
from procurement.services.criteria import criteria_tree, model_of
from procurement.services.documents.frame import criterion_rows, frame_of
from procurement.services.documents.model_test_sets import parts_of_set
from procurement.services.model_check import checked
from procurement.services.model_test import scenarios_of, trial_for
from procurement.services.price_view import price_view
from procurement.services.price_words import rounding_words
from procurement.services.ranking_words import who_wins
from procurement.services.sign_off import SignOffView, sign_off_view
from procurement.services.work import Work

MOST_SETS = 5  # of bids; more would be a book


def model_test_report(work: Work) -> ModelTestReport:
    """Return the report on the model as it stands, tried on the sets of bids there are."""
    model, scenarios = model_of(work), scenarios_of(work)[:MOST_SETS]
    signed = sign_off_view(work)
    return ModelTestReport(
        frame=frame_of(work, _("Model test report")),
        summary=(*(_winner(work, each) for each in scenarios), _signature(signed)),
        parts=(
            *_model_parts(work, model),
            *(part for each in scenarios for part in parts_of_set(work, each)),
            *_check_parts(work, scenarios),
            *_sign_parts(signed),
        ),
    )


def _winner(work: Work, scenario: Scenario) -> str:
    """Say who wins in one set of bids, or why nobody can."""
    try:
        said = who_wins(trial_for(work, scenario).ranking)
    except EvaluationError as error:
        said = str(error.args[0])
    return _("%(name)s: %(said)s", name=scenario.name, said=said)


def _signature(signed: SignOffView) -> str:
    if signed.latest is None:
        return _("Nobody has signed the model yet.")
    words = {"name": signed.latest.signed_by, "moment": format_moment(signed.latest.signed_at)}
    if signed.state == "outdated":
        changes = "; ".join(signed.changes)
        return _(
            "%(name)s signed an earlier model %(moment)s. Changed since: %(changes)s.",
            changes=changes,
            **words,
        )
    return _("%(name)s signed this model %(moment)s.", **words)


def _model_parts(work: Work, model: EvaluationModel) -> Iterator[ReportPart]:
    """Yield the model: method, criteria, price formula with curve and example, and the rest."""
    view = price_view(model, criteria_tree(work))
    yield ReportPart(
        _("The model"), 1, (view.method,), table=_criteria(work), caption=_("Criteria and weights")
    )
    if view.words:
        yield ReportPart(
            _("From price to points"), 2, (view.words,), view.symbols, picture=view.curve
        )
        yield ReportPart(
            _("What does a quality point cost?"), 2, (view.cost_sentence,), picture=view.costs
        )
    elif view.fault:
        yield ReportPart(_("From price to points"), 2, (view.fault,))
    rest = [
        _("Normalisation of quality: %(form)s.", form=label(model.normalisation).lower()),
        rounding_words(model),
        model.tie_rule or _("Nothing is said about equal totals."),
    ]
    yield ReportPart(_("Normalisation, rounding and equal totals"), 2, lines=tuple(rest))


def _criteria(work: Work) -> Table:
    rows = tuple(
        (row.code, row.name, row.kind, row.weight, row.effective) for row in criterion_rows(work)
    )
    heads = (_("Code"), _("Criterion"), _("Type"), _("Weight"), _("Share of the whole"))
    return Table(heads, rows, numbers=(3, 4))


def _check_parts(work: Work, scenarios: list[Scenario]) -> Iterator[ReportPart]:
    """Yield the checks, the worst first, on the first set of bids."""
    words = {
        Severity.error: _("Error"),
        Severity.warning: _("Warning"),
        Severity.info: _("Notice"),
    }
    found = checked(work, next(iter(scenarios), None))
    rows = tuple(
        (words[each.finding.severity], each.finding.text, each.finding.advice) for each in found
    )
    heads = (_("Severity"), _("What was found"), _("What can be done"))
    yield ReportPart(
        _("What the checks found"),
        1,
        () if rows else (_("Nothing was found."),),
        table=Table(heads, rows) if rows else None,
        caption=_("What the checks found"),
    )


def _sign_parts(signed: SignOffView) -> Iterator[ReportPart]:
    """Yield who stands behind the model and why, and what names it."""
    texts: list[str] = [_signature(signed)]
    if signed.latest is not None:
        texts.append(signed.latest.reason)
        if signed.latest.notes:
            texts.append(_("Known and accepted:") + " " + signed.latest.notes)
    rows = [(_("Digest of the model"), signed.digest), (_("Engine"), ENGINE_VERSION)]
    if signed.latest is not None and signed.latest.frozen_at is not None:
        rows.append((_("Frozen"), format_moment(signed.latest.frozen_at)))
    table = Table((_("What"), _("Value")), tuple(rows))
    yield ReportPart(
        _("Who stands behind it"), 1, tuple(texts), table=table, caption=_("What names the model")
    )
