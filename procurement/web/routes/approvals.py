"""Review of the chapters: who answers for them, what waits, and approval as each text stands."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.domain import RequirementStatus
from procurement.i18n import gettext as _
from procurement.i18n import ngettext
from procurement.services.members import names_of
from procurement.services.requirements import get_requirement
from procurement.services.review import approvals
from procurement.services.review.chapters import progress_of
from procurement.services.review.comments import get_chapter
from procurement.services.review.standing import standing_of
from procurement.services.work import Work
from procurement.web.commenting import commenting_on
from procurement.web.forms.approvals import ApproveForm, ChapterForm
from procurement.web.forms.kinds import typed, whole_number
from procurement.web.guard import requires
from procurement.web.paging import page_of
from procurement.web.saved import say_saved

bp = Blueprint("approvals", __name__, url_prefix="/anskaffelser/<slug>")


@bp.get("/gjennomgang/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show how far each chapter has come, and who answers for it."""
    return render_template(
        "approvals/index.html",
        chapters=progress_of(work),
        names=names_of(work),
    )


@bp.get("/gjennomgang/<code>")
@requires(Permission.read)
def chapter(work: Work, code: str) -> ResponseReturnValue:
    """Show a chapter with the status of each requirement and what is said of it."""
    node = get_chapter(work, code)
    tree = progress_of(work)
    progress = next(each for each in tree if each.node.id == node.id)
    found = approvals.requirements_below(work, node)
    page = page_of(found, request.args.get("page", "1"))
    waiting = {r.code: r.version for r in found if r.status == RequirementStatus.in_review}
    return render_template(
        "approvals/chapter.html",
        progress=progress,
        inner=[each for each in tree if each.node.number.startswith(f"{node.number}.")],
        page=page,
        standing=standing_of(work, list(page.rows)),
        names=names_of(work),
        form=ChapterForm.of(node, waiting),
        commenting=commenting_on(work, node),
    )


@bp.post("/gjennomgang/<code>/send")
@requires(Permission.approve)
def send(work: Work, code: str) -> ResponseReturnValue:
    """Send the drafts of a chapter to review."""
    node = ChapterForm().still(get_chapter(work, code))
    number = approvals.send_to_review(work, node)
    work.session.commit()
    say_saved(
        ngettext(
            "%(number)s requirement is in review.",
            "%(number)s requirements are in review.",
            number,
        )
    )
    return redirect(url_for(".chapter", code=code))


@bp.post("/gjennomgang/<code>/godkjenn")
@requires(Permission.approve)
def approve_chapter(work: Work, code: str) -> ResponseReturnValue:
    """Approve all that is in review in a chapter."""
    form = ChapterForm()
    done = approvals.approve_chapter(work, form.still(get_chapter(work, code)), form.versions())
    work.session.commit()
    text = ngettext(
        "%(number)s requirement is approved.",
        "%(number)s requirements are approved.",
        len(done.done),
    )
    if done.changed:
        text += " " + _(
            "Changed while you read, so look again: %(codes)s.", codes=", ".join(done.changed)
        )
    say_saved(text)
    return redirect(url_for(".chapter", code=code))


@bp.post("/krav/<code>/godkjenn")
@requires(Permission.approve)
def approve(work: Work, code: str) -> ResponseReturnValue:
    """Approve a requirement as it stood on the page."""
    form = ApproveForm()
    requirement = get_requirement(work, code)
    approvals.approve(work, requirement, whole_number(form.version.data), typed(form.note))
    work.session.commit()
    say_saved(_("%(code)s is approved.", code=code))
    return redirect(_back(code))


@bp.post("/krav/<code>/send")
@requires(Permission.approve)
def send_one(work: Work, code: str) -> ResponseReturnValue:
    """Send one requirement to review."""
    approvals.send_one(work, get_requirement(work, code))
    work.session.commit()
    say_saved(_("%(code)s is in review.", code=code))
    return redirect(_back(code))


@bp.post("/krav/<code>/trekk")
@requires(Permission.approve)
def withdraw(work: Work, code: str) -> ResponseReturnValue:
    """Take back my approval of a requirement."""
    approvals.withdraw(work, get_requirement(work, code))
    work.session.commit()
    say_saved(_("Your approval of %(code)s is taken back.", code=code))
    return redirect(_back(code))


def _back(code: str) -> str:
    """Return the chapter that the form was on, or the card."""
    here = request.form.get("chapter", "")
    if here:
        return url_for(".chapter", code=here, _anchor=code)
    return url_for("requirements.show", code=code, _anchor="approval")
