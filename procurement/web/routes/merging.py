"""Needs that say the same: found, merged, taken apart."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import Need
from procurement.errors import FieldError, NotFoundError
from procurement.i18n import gettext as _
from procurement.services.candidates import needs_to_merge
from procurement.services.likeness import alike
from procurement.services.merging import merge_needs, part_need
from procurement.services.need_list import standing_needs
from procurement.services.needs import get_need, refuse_merged
from procurement.services.work import Work
from procurement.web.forms.merging import MergeForm
from procurement.web.guard import requires
from procurement.web.paging import page_of
from procurement.web.saved import say_saved

bp = Blueprint("merging", __name__, url_prefix="/anskaffelser/<slug>/behov")


@bp.get("/like")
@requires(Permission.edit_needs)
def alike_needs(work: Work) -> ResponseReturnValue:
    """List pairs of needs that say nearly the same."""
    needs = standing_needs(work)
    pairs = [
        (needs[one], needs[other], round(share * 100))
        for one, other, share in alike([need.statement for need in needs])
    ]
    page = page_of(pairs, request.args.get("page", ""))
    return render_template("merging/index.html", page=page)


@bp.route("/<code>/slaa-sammen", methods=["GET", "POST"])
@requires(Permission.edit_needs)
def merge(work: Work, code: str) -> ResponseReturnValue:
    """Merge a need with another that says the same."""
    need = get_need(work, code)
    refuse_merged(need)
    text = request.args.get("text", "")
    form = MergeForm(other=request.args.get("other"))
    form.offer(need, needs_to_merge(work, need, text, form.other.data or ""))
    if form.validate_on_submit():
        try:
            kept, merged = _chosen(work, need, form)
            merge_needs(work, kept, merged, form.why.data or "")
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(_("%(merged)s is merged into %(kept)s.", merged=merged.code, kept=kept.code))
            return redirect(url_for("needs.show", code=kept.code))
    page = render_template("merging/merge.html", form=form, need=need, text=text)
    return page, 422 if form.errors else 200


def _chosen(work: Work, need: Need, form: MergeForm) -> tuple[Need, Need]:
    """Return the need that stands and the one that goes into it."""
    if not form.other.data:
        raise FieldError("other", _("Choose the need that says the same."))
    try:
        other = get_need(work, form.other.data)
    except NotFoundError as error:
        raise FieldError("other", str(error)) from error
    return (other, need) if form.stands.data == "other" else (need, other)


@bp.post("/<code>/ta-ut")
@requires(Permission.edit_needs)
def part(work: Work, code: str) -> ResponseReturnValue:
    """Take a need out of the one it was merged into."""
    merged = get_need(work, code)
    kept = part_need(work, merged)
    work.session.commit()
    say_saved(_("%(merged)s is taken out of %(kept)s.", merged=merged.code, kept=kept.code))
    return redirect(url_for("needs.show", code=merged.code))
