"""What the rule on climate and environment asks of the weights, and what stands in its place."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from procurement.domain import Action, CriterionKind, EnvironmentGround
from procurement.domain.labels import label
from procurement.evaluation import EnvironmentRule, Finding, Severity, default_rules
from procurement.i18n import format_day, format_number
from procurement.i18n import gettext as _
from procurement.services.criteria import CriterionNode, model_of
from procurement.services.model_check import checked
from procurement.services.work import Work, require_version


@dataclass(frozen=True)
class EnvironmentDraft:
    """When the notice goes out, and why the environment may weigh less than the rule asks."""

    notice_date: date | None
    ground: EnvironmentGround | None
    reasons: str


@dataclass(frozen=True)
class EnvironmentView:
    """The rule of the date, the weight there is, and what is to be said about it."""

    rule: str
    sentence: str
    state: str  # met | grounded | open
    findings: tuple[Finding, ...]


def environment_view(work: Work, tree: list[CriterionNode]) -> EnvironmentView:
    """Return what the rule says about the weights as they stand in the tree."""
    rule = default_rules().environment_on(model_of(work).notice_date)
    met = environment_share(tree) >= rule.share
    findings = [each.finding for each in checked(work, None) if each.finding.check == "environment"]
    serious = tuple(each for each in findings if each.severity != Severity.info)
    state = "met" if met else "open" if serious else "grounded"
    return EnvironmentView(*environment_words(work, tree), state, serious)


def environment_words(work: Work, tree: list[CriterionNode]) -> tuple[str, str]:
    """Return the rule of the date of the notice in words, and what the weights say to it."""
    rule = default_rules().environment_on(model_of(work).notice_date)
    share = environment_share(tree)
    words = {"share": format_number(share * 100, 1), "least": format_number(rule.share * 100)}
    if share >= rule.share:
        sentence = _(
            "Climate and environment weighs %(share)s %%. The rule asks for %(least)s %%.", **words
        )
    else:
        sentence = _(
            "Climate and environment weighs %(share)s %%, less than the %(least)s %% of the rule.",
            **words,
        )
    return _rule_words(rule), sentence


def environment_share(tree: list[CriterionNode]) -> Fraction:
    """Return the share of the whole that the leaves about environment have."""
    return sum(
        (
            node.effective
            for node in tree
            if node.is_leaf and node.criterion.kind is CriterionKind.environment
        ),
        Fraction(0),
    )


def _rule_words(rule: EnvironmentRule) -> str:
    """Return for which notices the rule holds, and what may take the place of the weight."""
    if rule.valid_from is not None:
        dates = _("Notices from %(day)s", day=format_day(rule.valid_from))
    elif rule.valid_until is not None:
        dates = _("Notices until %(day)s", day=format_day(rule.valid_until))
    else:
        dates = _("All notices")
    grounds = [label(each) for each in EnvironmentGround if str(each) in set(rule.accepted)]
    return _(
        "%(dates)s: at least %(least)s %%, or a ground: %(grounds)s.",
        dates=dates,
        least=format_number(rule.share * 100),
        grounds="; ".join(grounds).lower(),
    )


def save_environment(work: Work, draft: EnvironmentDraft, seen: tuple[int, int]) -> bool:
    """Save date, ground and reasons; the versions seen are those of model and procurement."""
    model, here = model_of(work), work.procurement
    changes = (model.notice_date, model.environment_ground) != (draft.notice_date, draft.ground)
    rewritten = here.environment_justification != draft.reasons
    if changes:
        require_version(model, seen[0])
        model.notice_date, model.environment_ground = draft.notice_date, draft.ground
    if rewritten:
        require_version(here, seen[1])
        here.environment_justification = draft.reasons
    work.session.flush()
    if changes or rewritten:
        work.record(Action.model_changed, "FOA § 7-9")
    return changes or rewritten
