"""The catalogue: browse, search, take in, and what to do when a source has changed."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from procurement.access import Permission
from procurement.errors import ClashError, ConflictError, FieldError
from procurement.i18n import ngettext
from procurement.services.adoption import adopt
from procurement.services.catalogue import (
    CatalogueFilter,
    adopted_in,
    find_entries,
    get_entry,
    modules,
)
from procurement.services.chapters import chapter_tree
from procurement.services.origin import (
    changed_origins,
    differences,
    is_as_taken_in,
    keep_ours,
    origin_state,
    take_in,
)
from procurement.services.requirements import get_requirement
from procurement.services.work import Work
from procurement.web.forms.catalogue import AdoptForm, OriginForm
from procurement.web.forms.kinds import whole_number
from procurement.web.guard import requires
from procurement.web.paging import page_of
from procurement.web.saved import say_saved

bp = Blueprint("catalogue", __name__, url_prefix="/anskaffelser/<slug>/katalog")


@bp.get("/")
@requires(Permission.read)
def index(work: Work) -> ResponseReturnValue:
    """Show the catalogue, with what is taken in already."""
    return _list(work, _adopt_form(work))


@bp.get("/<code>")
@requires(Permission.read)
def show(work: Work, code: str) -> ResponseReturnValue:
    """Show one requirement of the catalogue, with where it comes from."""
    return _entry(work, code, _adopt_form(work))


@bp.post("/")
@requires(Permission.edit_requirements)
def take(work: Work) -> ResponseReturnValue:
    """Take what is chosen into a chapter."""
    form = _adopt_form(work)
    if form.validate_on_submit():
        try:
            rows = adopt(work, form.keys.data, UUID(form.chapter.data), form.deviation.data or None)
        except FieldError as error:
            form.show(error)
        else:
            work.session.commit()
            say_saved(_taken_in_words(len(rows)))
            return redirect(url_for("requirements.index", chapter=form.chapter.data))
    single = request.args.get("entry", "")
    return _entry(work, single, form) if single else _list(work, form)


def _taken_in_words(number: int) -> str:
    return ngettext(
        "%(number)s requirement taken in. Link it to needs.",
        "%(number)s requirements taken in. Link them to needs.",
        number,
    )


def _adopt_form(work: Work) -> AdoptForm:
    form = AdoptForm(chapter=request.args.get("into", ""))
    form.offer(chapter_tree(work))
    return form


def _list(work: Work, form: AdoptForm) -> ResponseReturnValue:
    language, adopted = work.procurement.language, adopted_in(work)
    wanted = CatalogueFilter(
        text=request.args.get("text", ""),
        module=request.args.get("module", ""),
        requirement_class=request.args.get("class", ""),
        is_new=bool(request.args.get("new")),
    )
    page = render_template(
        "catalogue/index.html",
        form=form,
        wanted=wanted,
        modules=modules(language),
        entries=page_of(find_entries(wanted, language, adopted), request.args.get("page", "")),
        adopted=adopted,
        changed=changed_origins(work),
    )
    return page, 422 if form.errors else 200


def _entry(work: Work, code: str, form: AdoptForm) -> ResponseReturnValue:
    page = render_template(
        "catalogue/show.html",
        entry=get_entry(code),
        form=form,
        adopted=adopted_in(work).get(code, []),
    )
    return page, 422 if form.errors else 200


@bp.get("/kilde/<code>")
@requires(Permission.read)
def origin(work: Work, code: str) -> ResponseReturnValue:
    """Show a requirement beside its source: as it was taken in, as it is now, and ours."""
    requirement = get_requirement(work, code)
    state = origin_state(requirement, work.procurement.language)
    return render_template(
        "catalogue/origin.html",
        requirement=requirement,
        state=state,
        rows=[] if state == "gone" else differences(work, requirement),
        is_untouched=is_as_taken_in(requirement),
        form=OriginForm(version=str(requirement.version)),
    )


@bp.post("/kilde/<code>/<any(ta_inn, behold):choice>")
@requires(Permission.edit_requirements)
def decide(work: Work, code: str, choice: str) -> ResponseReturnValue:
    """Let the requirement read as the catalogue does now, or keep it as it is."""
    requirement = get_requirement(work, code)
    seen = whole_number(OriginForm().version.data)
    try:
        (take_in if choice == "ta_inn" else keep_ours)(work, requirement, seen)
    except ClashError as error:
        raise ConflictError(str(error)) from error
    work.session.commit()
    say_saved()
    return redirect(url_for("requirements.show", code=code))
