"""Checks of what the weights do to the expected bids: too much, too little or nothing."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from procurement.evaluation.checks.finding import Finding, Severity, percent, written
from procurement.evaluation.checks.subject import Subject
from procurement.evaluation.criteria import Criterion
from procurement.evaluation.numbers import fraction_text
from procurement.i18n import gettext as _
from procurement.i18n import ngettext

_POINTS = Fraction(5, 100)  # that effective and nominal weight may differ by
_TIMES = Fraction(3, 2)
_NARROW = Fraction(1, 100)  # of the whole weight


def effective_weight(subject: Subject) -> Iterator[Finding]:
    """Find main criteria that separate the expected bids more or less than their weight says.

    effective weight = w R / sum(w R), R the difference between the most and the fewest points
    """
    if subject.method != "weighted_points":
        return
    spreads = {each.code: spread(subject, each.code) for each in subject.bundle.criteria}
    whole = sum(spreads.values(), Fraction(0))
    for each in subject.bundle.criteria if whole else ():
        nominal, effective = subject.shares[each.code], spreads[each.code] / whole
        if abs(effective - nominal) > _POINTS or not (
            nominal / _TIMES <= effective <= nominal * _TIMES
        ):
            yield Finding(
                check="effective_weight",
                severity=Severity.warning,
                text=_(
                    "%(name)s weighs %(nominal)s %% but separates these bids as if it weighed "
                    "%(effective)s %%.",
                    name=each.name,
                    nominal=percent(nominal),
                    effective=percent(effective),
                ),
                advice=_("Use more of the scale, or change the price formula or the weight."),
                criterion=each.code,
                figures={
                    "nominal": fraction_text(nominal),
                    "effective": fraction_text(effective),
                },
            )


def spread(subject: Subject, code: str) -> Fraction:
    """Return by how much the contributions of the ranked bids on a criterion differ at most."""
    contributions = [bid.criteria[code].contribution for bid in subject.ranked]
    return max(contributions, default=Fraction(0)) - min(contributions, default=Fraction(0))


def dead_criterion(subject: Subject) -> Iterator[Finding]:
    """Find criteria without weight, on which all bids are alike, or too light to decide alone."""
    if subject.has_weights:
        yield from _without_weight(subject)
    if subject.method == "weighted_points" and subject.ranked:
        yield from _alike(subject, subject.bundle.criteria)
        yield from _too_light(subject)


def _without_weight(subject: Subject) -> Iterator[Finding]:
    for each in subject.bundle.walk():
        if not each.weight:
            yield Finding(
                check="dead_criterion",
                severity=Severity.warning,
                text=_("%(name)s has no weight and can never decide anything.", name=each.name),
                advice=_("Give it weight, or take it out of the model."),
                criterion=each.code,
            )


def _alike(subject: Subject, siblings: Sequence[Criterion]) -> Iterator[Finding]:
    """Find what separates nobody; of a criterion with all below it only the criterion itself."""
    for each in siblings:
        leaves = [inner.code for inner in each.walk() if inner.is_leaf]
        if any(spread(subject, code) for code in leaves):
            yield from _alike(subject, each.children)
        elif subject.shares[each.code]:
            yield Finding(
                check="dead_criterion",
                severity=Severity.warning,
                text=_("All bids have the same points on %(name)s.", name=each.name),
                advice=_("Ask for more than every bidder offers, or make it a requirement."),
                criterion=each.code,
            )


def _too_light(subject: Subject) -> Iterator[Finding]:
    """Say how many leaves could not have changed the winner with the whole of their scale."""
    first, second, *_others = subject.exact_totals
    margin = abs(first - second)
    top = subject.bundle.model.max_points
    light = [
        leaf.code for leaf in subject.bundle.leaves() if subject.shares[leaf.code] * top < margin
    ]
    if light:
        yield Finding(
            check="dead_criterion",
            severity=Severity.info,
            text=ngettext(
                "%(number)s criterion cannot bridge the winner's lead of %(margin)s points alone.",
                "%(number)s criteria cannot bridge the winner's lead of %(margin)s points alone.",
                len(light),
                margin=written(margin),
            ),
            advice=_("Fewer criteria with more weight each are easier to answer and to score."),
            figures={"number": str(len(light)), "margin": fraction_text(margin)},
        )


def robustness(subject: Subject) -> Iterator[Finding]:
    """Find a first place that is shared, or that less than one point of weight would move.

    One main criterion at a time, the others rescaled in proportion: the margin over a rival is
    t a + (1 - t) c with a the lead on the criterion and c the lead on the rest, so it is 0 at
    t = c / (c - a).
    """
    if subject.result is not None and len(subject.result.winner) > 1:
        yield Finding(
            check="robustness",
            severity=Severity.warning,
            text=_("%(codes)s share first place.", codes=", ".join(subject.result.winner)),
            advice=_("See what the tie rule says, and try bids that differ a little more."),
            figures={"winners": " = ".join(subject.result.winner)},
        )
    elif subject.method == "weighted_points" and subject.ranked:
        for each in subject.bundle.criteria:
            yield from _narrow(subject, each)


def _narrow(subject: Subject, criterion: Criterion) -> Iterator[Finding]:
    share = subject.shares[criterion.code]
    flips = [
        (abs(flip - share), flip, rival)
        for rival in range(1, len(subject.ranked))
        if (flip := _flip(subject, criterion, rival)) is not None
    ]
    if not flips or min(flips)[0] >= _NARROW:
        return
    _distance, flip, rival = min(flips)
    yield Finding(
        check="robustness",
        severity=Severity.warning,
        text=_(
            "%(rival)s draws level with %(winner)s if %(name)s weighs %(flip)s %% "
            "and not %(share)s %%.",
            rival=subject.ranked[rival].name,
            winner=subject.ranked[0].name,
            name=criterion.name,
            flip=written(flip * 100),
            share=written(share * 100),
        ),
        advice=_("Make sure that the weight is what you mean, for here it decides."),
        criterion=criterion.code,
        figures={
            "share": fraction_text(share),
            "flip": fraction_text(flip),
            "rival": subject.ranked[rival].code,
        },
    )


def _flip(subject: Subject, criterion: Criterion, rival: int) -> Fraction | None:
    """Return the share of a criterion at which a rival draws level, if there is one."""
    totals, share = subject.exact_totals, subject.shares[criterion.code]
    points = [subject.ranked[bid].criteria[criterion.code].points for bid in (0, rival)]
    on_it = points[0] - points[1]
    if share == 1:
        return None
    on_rest = (totals[0] - totals[rival] - share * on_it) / (1 - share)
    if on_rest == on_it:
        return None
    flip = on_rest / (on_rest - on_it)
    return flip if 0 <= flip <= 1 else None
