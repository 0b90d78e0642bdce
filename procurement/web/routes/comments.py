"""Comments on a requirement, a need or a chapter."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import FieldError
from procurement.services.chapters import ChapterNode
from procurement.services.needs import get_need
from procurement.services.requirements import get_requirement
from procurement.services.review.comments import Thing, add_comment, get_chapter
from procurement.services.work import Work
from procurement.web.commenting import commenting_on, offered
from procurement.web.forms.review import CommentForm
from procurement.web.guard import requires, wants_part
from procurement.web.saved import say_saved

bp = Blueprint("comments", __name__, url_prefix="/anskaffelser/<slug>")


@bp.get("/krav/<code>/merknader")
@requires(Permission.read)
def requirement(work: Work, code: str) -> ResponseReturnValue:
    """Show what is said of a requirement."""
    return _page(work, get_requirement(work, code), ("requirements.show", code))


@bp.post("/krav/<code>/merknader")
@requires(Permission.comment)
def on_requirement(work: Work, code: str) -> ResponseReturnValue:
    """Comment on a requirement."""
    return _add(work, get_requirement(work, code), ("requirements.show", code))


@bp.get("/behov/<code>/merknader")
@requires(Permission.read)
def need(work: Work, code: str) -> ResponseReturnValue:
    """Show what is said of a need."""
    return _page(work, get_need(work, code), ("needs.show", code))


@bp.post("/behov/<code>/merknader")
@requires(Permission.comment)
def on_need(work: Work, code: str) -> ResponseReturnValue:
    """Comment on a need."""
    return _add(work, get_need(work, code), ("needs.show", code))


@bp.get("/gjennomgang/<code>/merknader")
@requires(Permission.read)
def chapter(work: Work, code: str) -> ResponseReturnValue:
    """Show what is said of a chapter."""
    return _page(work, get_chapter(work, code), ("approvals.chapter", code))


@bp.post("/gjennomgang/<code>/merknader")
@requires(Permission.comment)
def on_chapter(work: Work, code: str) -> ResponseReturnValue:
    """Comment on a chapter."""
    return _add(work, get_chapter(work, code), ("approvals.chapter", code))


def _add(work: Work, thing: Thing, back: tuple[str, str]) -> ResponseReturnValue:
    form = offered(work, sent=True)
    if not form.validate_on_submit():
        return _page(work, thing, back, form), 422
    try:
        add_comment(work, thing, form.draft())
    except FieldError as error:
        form.show(error)
        return _page(work, thing, back, form), 422
    work.session.commit()
    say_saved()
    if wants_part():
        return _page(work, thing, back)
    return redirect(url_for(back[0], code=back[1], _anchor="comments"))


def _page(work: Work, thing: Thing, back: tuple[str, str], form: CommentForm | None = None) -> str:
    template = "comments/_section.html" if wants_part() else "comments/show.html"
    return render_template(
        template,
        commenting=commenting_on(work, thing, form),
        name=thing.heading if isinstance(thing, ChapterNode) else thing.code,
        statement="" if isinstance(thing, ChapterNode) else thing.statement,
        back=back,
    )
