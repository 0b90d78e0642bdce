"""Checks that rank the expected bids again after a change that ought not to matter."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

from procurement.errors import EvaluationError
from procurement.evaluation.bids import Bid
from procurement.evaluation.bundle import Bundle
from procurement.evaluation.checks.finding import Finding, Severity
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.methods import evaluate
from procurement.evaluation.model import NORMALISATIONS, Model, Normalisation, Rounding
from procurement.evaluation.result import BidResult
from procurement.i18n import gettext as _


def dominance(subject: Subject) -> Iterator[Finding]:
    """Find a bid that is nowhere better and yet ranked before, and equal bids ranked apart."""
    bids = {bid.code: bid for bid in subject.bundle.bids}
    for first, second in permutations(subject.ranked, 2):
        if first.rank is None or second.rank is None or first.rank >= second.rank:
            continue
        if _is_nowhere_worse(subject, bids[second.code], bids[first.code]):
            yield Finding(
                check="dominance",
                severity=Severity.error,
                text=_(
                    "%(second)s is nowhere worse than %(first)s, but is ranked below it.",
                    first=first.name,
                    second=second.name,
                ),
                advice=_(
                    "Look for a formula that rewards high prices, and for points set by hand."
                ),
                figures={"above": first.code, "below": second.code},
            )


def _is_nowhere_worse(subject: Subject, one: Bid, other: Bid) -> bool:
    """Return True if a bid has no higher price and no lower score than another."""
    for leaf in subject.bundle.leaves():
        if leaf.is_priced:
            mine = one.prices.get(leaf.code, one.price)
            theirs = other.prices.get(leaf.code, other.price)
            if mine is None or theirs is None or mine > theirs:
                return False
        elif one.scores[leaf.code] < other.scores[leaf.code]:
            return False
    return True


def exclusion(subject: Subject) -> Iterator[Finding]:
    """Find a bid without which the others would stand in another order."""
    if len(subject.ranked) < 3 or subject.is_independent:
        return
    for out in subject.ranked:
        kept = tuple(bid for bid in subject.bundle.bids if bid.code != out.code)
        before = _order(subject.ranked, out.code)
        after = _order(evaluate(replace(subject.bundle, bids=kept)).bids, out.code)
        if before != after:
            yield Finding(
                check="exclusion",
                severity=Severity.warning,
                text=_("Without %(name)s the other bids stand in another order.", name=out.name),
                advice=_("Consider fixed price limits, or a method with a price on quality."),
                figures={"without": out.code, "before": before, "after": after},
            )


def normalisation(subject: Subject) -> Iterator[Finding]:
    """Find that the form of normalisation decides who wins."""
    rule = subject.bundle.model.normalisation
    models = {
        form: replace(subject.bundle.model, normalisation=Normalisation(form, rule.level))
        for form in NORMALISATIONS
    }
    winners = _winners(subject, models)
    if len(set(winners.values())) > 1:
        yield Finding(
            check="normalisation",
            severity=Severity.warning,
            text=_(
                "Whether and how quality is normalised decides who wins (now: %(form)s).",
                form=rule.form,
            ),
            advice=_("Name the form in the documents, and choose it before any bid is opened."),
            figures=winners,
        )


def rounding(subject: Subject) -> Iterator[Finding]:
    """Find that the rounding of points decides who wins."""
    model = subject.bundle.model
    models = {
        "exact" if decimals is None else str(decimals): replace(
            model, rounding=Rounding(decimals, model.rounding.total)
        )
        for decimals in (None, 2, 1, 0)
    }
    winners = _winners(subject, models)
    if len(set(winners.values())) > 1:
        yield Finding(
            check="rounding",
            severity=Severity.warning,
            text=_("The number of decimals to which points are rounded decides who wins."),
            advice=_("Compute without rounding, and say so in the documents."),
            figures=winners,
        )


def _winners(subject: Subject, models: dict[str, Model]) -> dict[str, str]:
    """Return who wins by each model; a model that refuses the bundle is left out."""
    found: dict[str, str] = {}
    for name, model in models.items() if subject.ranked else ():
        winner = _winner(replace(subject.bundle, model=model))
        if winner is not None:
            found[name] = winner
    return found


def _winner(bundle: Bundle) -> str | None:
    try:
        return " = ".join(evaluate(bundle).winner)
    except EvaluationError:
        return None


def _order(bids: Sequence[BidResult], without: str) -> str:
    """Return the codes from first to last, leaving one bid out: A > B = C."""
    level: dict[int, list[str]] = {}
    for bid in bids:
        if bid.rank is not None and bid.code != without:
            level.setdefault(bid.rank, []).append(bid.code)
    return " > ".join(" = ".join(codes) for codes in level.values())
