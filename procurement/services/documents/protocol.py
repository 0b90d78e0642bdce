"""The first part of the procurement protocol: what is known up to the notice, and what is not."""

from collections import Counter
from collections.abc import Iterator

from sqlmodel import col, select

from procurement.domain import Impartiality, ImpartialityDeclaration, Membership, RoundKind, User
from procurement.domain.labels import label
from procurement.exporting.annex_view import AnnexPart
from procurement.i18n import format_day, format_moment, format_number, ngettext
from procurement.i18n import gettext as _
from procurement.services.criteria import criteria_tree, model_of
from procurement.services.environment import environment_view
from procurement.services.participants import bound_participants, deadlines_of
from procurement.services.review.rounds import RoundRow, list_rounds
from procurement.services.sign_off import sign_off_view
from procurement.services.work import Work


def protocol_parts(work: Work) -> tuple[AnnexPart, ...]:
    """Return the parts of the protocol in their order, each with what is still blank."""
    here = work.procurement
    return (
        AnnexPart(
            _("Buyer and participants"),
            tuple(_participants(work)),
            "" if here.buyer else _("the buyer"),
        ),
        AnnexPart(
            _("What is bought"),
            tuple(filter(None, (here.purpose, _("Contract: %(name)s", name=here.contract_type)))),
            "" if here.purpose else _("the purpose of the procurement"),
        ),
        AnnexPart(_("Procedure"), (label(here.procedure),)),
        AnnexPart(
            _("Deadlines"),
            tuple(f"{label(d.kind)}: {format_moment(d.at)}" for d in deadlines_of(work)),
            "" if deadlines_of(work) else _("the deadlines"),
        ),
        _criteria(work),
        _environment(work),
        _dialogue(work),
        _impartiality(work),
    )


def _participants(work: Work) -> Iterator[str]:
    if work.procurement.buyer:
        yield _("Buyer: %(name)s", name=work.procurement.buyer)
    for each in bound_participants(work):
        number = each.organisation.organisation_number or _("unknown")
        status = label(each.participation.status).lower()
        yield _(
            "%(name)s, organisation number %(number)s, %(status)s",
            name=each.organisation.name,
            number=number,
            status=status,
        )


def _criteria(work: Work) -> AnnexPart:
    tops = [node.criterion for node in criteria_tree(work) if node.criterion.parent_id is None]
    lines = [f"{each.code} {each.name}: {format_number(each.weight)} %" for each in tops]
    signed = sign_off_view(work).latest
    if signed is not None:
        lines.append(
            _(
                "The evaluation model was signed by %(name)s on %(day)s.",
                name=signed.signed_by,
                day=format_day(signed.signed_at),
            )
        )
    blank = "" if signed else _("who stands behind the evaluation model, and when they signed it")
    return AnnexPart(_("Award criteria and the evaluation model"), tuple(lines), blank)


def _environment(work: Work) -> AnnexPart:
    view, here = environment_view(work, criteria_tree(work)), work.procurement
    ground = model_of(work).environment_ground
    lines = [view.rule, view.sentence]
    if ground is not None:
        lines.append(_("Ground: %(ground)s", ground=label(ground)))
    lines += [here.environment_justification] if here.environment_justification else []
    is_open = view.state == "open"
    blank = _("the reasons for the weight of climate and environment") if is_open else ""
    return AnnexPart(_("Climate and environment"), tuple(lines), blank)


def _dialogue(work: Work) -> AnnexPart:
    rounds = [row for row in reversed(list_rounds(work)) if row.round.kind != RoundKind.internal]
    markets = [row for row in rounds if row.round.kind == RoundKind.market]
    blank = "" if markets else _("meetings and other contact with suppliers before the notice")
    return AnnexPart(_("Hearing and market dialogue"), tuple(map(_round, rounds)), blank)


def _round(row: RoundRow) -> str:
    held, closed = row.round, row.round.closed_at
    return _(
        "%(kind)s: %(name)s, %(opened)s–%(closed)s, %(comments)s",
        kind=label(held.kind),
        name=held.name,
        opened=format_day(held.opened_at),
        closed=_("still open") if closed is None else format_day(closed),
        comments=ngettext("%(number)s comment", "%(number)s comments", row.comments),
    )


def _impartiality(work: Work) -> AnnexPart:
    """Return who has declared what; of which suppliers is in the declarations themselves."""
    rows = work.session.exec(
        select(User.name, ImpartialityDeclaration.statement)
        .join(Membership, col(Membership.user_id) == col(User.id))
        .join(
            ImpartialityDeclaration,
            col(ImpartialityDeclaration.membership_id) == col(Membership.id),
        )
        .where(Membership.procurement_id == work.procurement.id)
        .order_by(User.name)
    )
    counted = Counter((name, label(Impartiality(statement))) for name, statement in rows)
    lines = tuple(f"{name}: {words} ({number})" for (name, words), number in counted.items())
    blank = _("who took part before the notice, and what they declared of their impartiality")
    return AnnexPart(_("Impartiality"), lines, blank)
